import { isIP, type Socket } from 'node:net';
import {
  connect,
  createSecureContext,
  getCACertificates,
  type PeerCertificate,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import { FaultError } from './fault.ts';
import type { Network } from './network.ts';

export interface TlsWanted {
  /** The name (or address) that the certificate must carry. */
  readonly name: string;
  readonly alpn: 'http/1.1' | 'h2' | 'dot';
}

/** One context for all connections: making one costs more than a third of a handshake. */
const contexts = new WeakMap<readonly string[], SecureContext>();

/**
 * TLS over a connected socket, the certificate checked against the system's authorities and the network's own. Rejects
 * with the reason; a bad certificate is `refused` and its detail begins with "certificate".
 */
export async function openTls(socket: Socket, wanted: TlsWanted, network: Network): Promise<TLSSocket> {
  const secured = connect({
    socket,
    host: wanted.name,
    servername: isIP(wanted.name) === 0 ? wanted.name : '',
    ALPNProtocols: wanted.alpn === 'h2' ? ['h2', 'http/1.1'] : [wanted.alpn],
    secureContext: contextOf(network),
  });
  secured.on('error', () => undefined); // later errors end in 'close', which is listened to
  return await new Promise((resolve, reject) => {
    secured.once('secureConnect', () => resolve(secured));
    secured.once('error', (error) => {
      socket.destroy();
      reject(isCertificateError(error) ? new FaultError('refused', tellCertificate(error)) : error);
    });
    secured.once('close', () => reject(new FaultError('refused', 'connection closed during the TLS handshake')));
  });
}

function contextOf({ extraAuthorities }: Network): SecureContext {
  const known = contexts.get(extraAuthorities);
  if (known !== undefined) return known;
  const context = createSecureContext(
    extraAuthorities.length === 0 ? {} : { ca: [...getCACertificates('default'), ...extraAuthorities] },
  );
  contexts.set(extraAuthorities, context);
  return context;
}

type CertificateError = Error & { readonly code: string; readonly cert?: PeerCertificate };

/** OpenSSL's verification codes (X509_V_ERR_*) as Node spells them, and Node's own for a name that does not fit. */
const CERTIFICATE_CODES = /CERT|SIGNATURE|ISSUER|CRL|^(?:HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH)/;

function isCertificateError(error: Error): error is CertificateError {
  if (!('code' in error) || typeof error.code !== 'string') return false;
  return !error.code.startsWith('ERR_SSL') && CERTIFICATE_CODES.test(error.code);
}

const TOLD: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'comes from an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes without its chain, or from an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT: 'comes from an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes from an unknown authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another name',
};

const tellCertificate = ({ code }: CertificateError): string => `certificate ${TOLD[code] ?? 'is not valid'} (${code})`;

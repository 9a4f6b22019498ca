import { createHash } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { Certificate } from '../model/evidence.ts';

/** Enough for every shared edge certificate seen; a hostile one may carry tens of thousands. */
const MAX_NAMES = 200;
const MAX_TEXT = 500;

/** What the server's certificate says of itself, or null without one. */
export function readCertificate(socket: TLSSocket): Certificate | null {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return null;
  const { issuer, subject, subjectAltName, validTo, raw } = certificate;
  const names = [...(subjectAltName ?? '').slice(0, MAX_NAMES * 256).matchAll(/DNS:([^,\s"]+)/g)];
  const end = new Date(validTo);
  return {
    issuer: oneLine(issuer),
    subject: oneLine(subject),
    names: names.slice(0, MAX_NAMES).map(([, name = '']) => name.toLowerCase()),
    validTo: Number.isNaN(end.getTime()) ? '' : end.toISOString().slice(0, 10),
    sha256: createHash('sha256').update(raw).digest('hex'),
  };
}

/** Node puts each attribute on a line: `C=US\nO=Example` → `C=US, O=Example`. */
function oneLine(name: string | undefined): string {
  return (name ?? '').replaceAll('\n', ', ').replace(/\p{C}/gu, ' ').slice(0, MAX_TEXT);
}

import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A certificate with its key, PEM both: what a TLS server wants. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

/** A certificate authority of this process, trusted only where a network map names it. */
export interface Authority {
  readonly certificate: string;
  readonly issue: (names: readonly string[]) => Identity;
}

/** A fresh authority with an EC P-256 key; issues leaf certificates with the given DNS names (RFC 5280 §4.1). */
export function createAuthority(now: Date): Authority {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const leaf = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  let serial = 1;
  const make = (subject: string, publicKey: KeyObject, extensions: Buffer): string => {
    serial += 1;
    const issued = tbs({ serial, issuer: ISSUER, subject, publicKey, extensions, now });
    const signature = sign('sha256', issued, own.privateKey);
    return pem(sequence(issued, ECDSA_SHA256, bitString(signature)));
  };
  return {
    certificate: make(
      ISSUER,
      own.publicKey,
      sequence(extension('2.5.29.19', sequence(Buffer.from([1, 1, 0xff])), true)),
    ),
    issue: (names) => ({
      certificate: make(
        names[0] ?? 'nobody.test',
        leaf.publicKey,
        sequence(extension('2.5.29.17', subjectNames(names), false)),
      ),
      key,
    }),
  };
}

const ISSUER = 'audit-domains pretend Internet';

interface Tbs {
  readonly serial: number;
  readonly issuer: string;
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly extensions: Buffer;
  readonly now: Date;
}

function tbs({ serial, issuer, subject, publicKey, extensions, now }: Tbs): Buffer {
  const day = 86_400_000;
  return sequence(
    tagged(0xa0, integer(2)),
    integer(serial),
    ECDSA_SHA256,
    commonName(issuer),
    sequence(time(now.getTime() - day), time(now.getTime() + 300 * day)),
    commonName(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, extensions),
  );
}

const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));

function commonName(name: string): Buffer {
  return sequence(tagged(0x31, sequence(oid('2.5.4.3'), tagged(0x0c, Buffer.from(name)))));
}

function subjectNames(names: readonly string[]): Buffer {
  return sequence(...names.map((name) => tagged(0x82, Buffer.from(name, 'latin1'))));
}

function extension(id: string, value: Buffer, isCritical: boolean): Buffer {
  return sequence(oid(id), ...(isCritical ? [Buffer.from([1, 1, 0xff])] : []), tagged(4, value));
}

/** Distinguished encoding (X.690 §10): tag, length, content. */
function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 128) return Buffer.concat([Buffer.from([tag, length]), content]);
  const octets = length < 256 ? [length] : [length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, 0x80 | octets.length, ...octets]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function integer(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return tagged(2, (bytes[0] ?? 0) < 128 ? bytes : Buffer.concat([Buffer.from([0]), bytes]));
}

function bitString(bytes: Buffer): Buffer {
  return tagged(3, Buffer.concat([Buffer.from([0]), bytes]));
}

function time(atMs: number): Buffer {
  const text = new Date(atMs).toISOString().replace(/[-:T]|\.\d+/g, '');
  return tagged(0x18, Buffer.from(text));
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const groups = [part & 0x7f];
    for (let left = part >> 7; left > 0; left >>= 7) groups.unshift(0x80 | (left & 0x7f));
    bytes.push(...groups);
  }
  return tagged(6, Buffer.from(bytes));
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

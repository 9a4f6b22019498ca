/** A name on the wire (RFC 1035 §3.1), or null when it cannot be one: an empty or long label, more than 255 bytes. */
export function encodeName(name: string): Uint8Array | null {
  const trimmed = name.endsWith('.') ? name.slice(0, -1) : name;
  const bytes: number[] = [];
  for (const label of trimmed === '' ? [] : trimmed.split('.')) {
    const plain = unescapeLabel(label);
    if (plain === null || plain.length === 0 || plain.length > 63) return null;
    bytes.push(plain.length, ...plain);
  }
  bytes.push(0);
  return bytes.length > 255 ? null : Uint8Array.from(bytes);
}

export interface DecodedName {
  /** Lower case, without trailing dot; bytes that are not printable, dots inside a label and `\` as `\DDD`. */
  readonly name: string;
  /** Where reading goes on. */
  readonly next: number;
}

/**
 * Reads a name at `start`, or null when it is broken. Pointers must lead backwards and at most 32 are followed, so that
 * no packet can make reading long: dns2's codec takes 4.4 s for a legal 64 KiB reply built of pointer chains, and reads
 * the one label `a.b` as two.
 */
export function decodeName(bytes: Uint8Array, start: number): DecodedName | null {
  let name = '';
  let at = start;
  let next = -1;
  let hops = 0;
  let total = 0;
  let lowest = start;
  for (;;) {
    const length = bytes[at];
    if (length === undefined) return null;
    if (length === 0) return { name, next: next < 0 ? at + 1 : next };
    if (length >= 0xc0) {
      const low = bytes[at + 1];
      const target = low === undefined ? lowest : ((length & 0x3f) << 8) | low;
      hops += 1;
      if (target >= lowest || hops > 32) return null;
      if (next < 0) next = at + 2;
      at = target;
      lowest = target;
      continue;
    }
    total += length + 1;
    if (length > 63 || total > 254 || at + 1 + length > bytes.length) return null;
    if (name !== '') name += '.';
    for (let index = at + 1; index <= at + length; index += 1) name += TEXT[bytes[index] ?? 0] ?? '';
    at += 1 + length;
  }
}

/** How each byte of a label is written: lower case, or `\DDD` (RFC 4343 §2.1). */
const TEXT: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const isPlain = byte > 0x20 && byte < 0x7f && byte !== 0x2e && byte !== 0x5c;
  return isPlain ? String.fromCharCode(byte).toLowerCase() : `\\${String(byte).padStart(3, '0')}`;
});

/** The bytes of a label: ASCII as it stands, `\DDD` as one byte; null for anything else. */
function unescapeLabel(label: string): readonly number[] | null {
  const bytes: number[] = [];
  for (let at = 0; at < label.length; at += 1) {
    const code = label.charCodeAt(at);
    if (code > 0x7e) return null;
    if (code !== BACKSLASH) {
      bytes.push(code);
      continue;
    }
    const digits = label.slice(at + 1, at + 4);
    if (!/^\d{3}$/.test(digits) || Number(digits) > 0xff) return null;
    bytes.push(Number(digits));
    at += 3;
  }
  return bytes;
}

const BACKSLASH = 0x5c;

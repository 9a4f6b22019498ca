/** The words of the IPv6 address that was parsed last: reading three million a second leaves no room for a new array each. */
export const WORDS = new Uint32Array(4);

const DOT = 46;
const COLON = 58;

/** An IPv4 address in text as a number 0..2³²-1, or -1 where it is none (leading zeros and short forms are none). */
export function parseFour(text: string, from = 0): number {
  let value = 0;
  let part = -1;
  let parts = 0;
  for (let at = from; at <= text.length; at++) {
    const code = at === text.length ? DOT : text.charCodeAt(at);
    if (code === DOT) {
      if (part < 0 || part > 255 || parts === 4) return -1;
      value = value * 256 + part;
      part = -1;
      parts++;
    } else {
      const digit = code - 48;
      if (digit < 0 || digit > 9 || part === 0) return -1;
      part = part < 0 ? digit : part * 10 + digit;
      if (part > 255) return -1;
    }
  }
  return parts === 4 ? value : -1;
}

/** Reads an IPv6 address in text (RFC 4291 §2.2, also with an IPv4 tail) into `WORDS`; false where it is none. */
export function parseSix(text: string): boolean {
  const groups = GROUPS;
  let count = 0;
  let gap = -1;
  let at = 0;
  if (text.charCodeAt(0) === COLON) {
    if (text.charCodeAt(1) !== COLON) return false;
    gap = 0;
    at = 2;
  }
  while (at < text.length) {
    if (count === 8) return false;
    const start = at;
    let group = 0;
    let code = text.charCodeAt(at);
    for (let digit = digitOf(code); digit >= 0; digit = digitOf(code)) {
      group = group * 16 + digit;
      code = ++at < text.length ? text.charCodeAt(at) : 0;
    }
    if (code === DOT) {
      const four = count > 6 ? -1 : parseFour(text, start);
      if (four < 0) return false;
      groups[count++] = four >>> 16;
      groups[count++] = four & 0xffff;
      at = text.length;
      break;
    }
    if (at === start || at - start > 4) return false;
    groups[count++] = group;
    if (at === text.length) break;
    if (code !== COLON) return false;
    at++;
    if (text.charCodeAt(at) === COLON) {
      if (gap >= 0) return false;
      gap = count;
      at++;
    } else if (at === text.length) return false;
  }
  if (gap < 0 ? count !== 8 : count > 7) return false;
  return spread(groups, count, gap);
}

const GROUPS = new Uint16Array(8);

function spread(groups: Uint16Array, count: number, gap: number): true {
  WORDS.fill(0);
  for (let index = 0; index < count; index++) {
    const place = gap >= 0 && index >= gap ? index + 8 - count : index;
    const word = place >> 1;
    const value = groups[index] ?? 0;
    WORDS[word] = (WORDS[word] ?? 0) | (place % 2 === 0 ? value << 16 : value);
  }
  return true;
}

function digitOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 97 && code <= 102) return code - 87;
  return code >= 65 && code <= 70 ? code - 55 : -1;
}

/** An address as a number with its width in bits, or null where it is none. */
export function addressValue(text: string): { readonly value: bigint; readonly bits: 32 | 128 } | null {
  if (!text.includes(':')) {
    const four = parseFour(text);
    return four < 0 ? null : { value: BigInt(four), bits: 32 };
  }
  if (!parseSix(text)) return null;
  return { value: WORDS.reduce((all, word) => (all << 32n) | BigInt(word), 0n), bits: 128 };
}

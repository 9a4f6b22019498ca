import { formatAddress } from './address.ts';
import { decodeName, encodeName } from './dns-name.ts';

/** Record types that are asked for or read (IANA DNS Parameters). */
export const TYPES = { A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, TXT: 16, AAAA: 28, OPT: 41 } as const;
export type RecordType = Exclude<keyof typeof TYPES, 'OPT'>;

export interface Question {
  readonly name: string;
  readonly type: RecordType;
}

export interface DnsRecord {
  /** As `decodeName` writes it. */
  readonly name: string;
  readonly type: number;
  readonly ttl: number;
  /** An address, a name, a TXT's strings joined, a SOA's first two names; empty for types that are not read. */
  readonly value: string;
}

/** Extended DNS Error (RFC 8914): why an answer is as it is. */
export interface ExtendedError {
  readonly code: number;
  /** For a person; often empty. */
  readonly text: string;
}

export interface DnsMessage {
  readonly authoritative: boolean;
  readonly recursionAvailable: boolean;
  readonly truncated: boolean;
  /** With the extended bits of EDNS (RFC 6891 §6.1.3). */
  readonly rcode: number;
  readonly answers: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
  readonly errors: readonly ExtendedError[];
}

/** A question on the wire: header, question, and an OPT record with a 1232-byte buffer (RFC 6891, DNS flag day 2020). */
export function encodeQuery(id: number, question: Question, edns: boolean): Uint8Array | null {
  const name = encodeName(question.name);
  if (name === null) return null;
  const bytes = new Uint8Array(12 + name.length + 4 + (edns ? 11 : 0));
  bytes[0] = id >> 8;
  bytes[1] = id & 0xff;
  bytes[2] = 0x01; // RD
  bytes[5] = 1;
  bytes.set(name, 12);
  bytes.set([0, TYPES[question.type], 0, 1], 12 + name.length);
  if (edns) {
    bytes[11] = 1;
    bytes.set([0, 0, TYPES.OPT, 0x04, 0xd0], 12 + name.length + 4);
  }
  return bytes;
}

/** How a reply's question section compares with the query's (RFC 5452 §9.1). `none`: it repeats no question. */
export function compareQuestion(query: Uint8Array, reply: Uint8Array): 'same' | 'other-case' | 'other' | 'none' {
  const count = ((reply[4] ?? 0) << 8) | (reply[5] ?? 0);
  if (count === 0) return 'none';
  if (count !== 1) return 'other';
  const end = questionEnd(query);
  let result: 'same' | 'other-case' = 'same';
  for (let at = 12; at < end; at += 1) {
    const [ours, theirs] = [query[at] ?? 0, reply[at]];
    if (ours === theirs) continue;
    if (theirs === undefined || !isLetter(ours) || (ours ^ theirs) !== 0x20 || at >= end - 4) return 'other';
    result = 'other-case';
  }
  return result;
}

/** Reads a reply; null when any part of it is broken. A truncated one is read no further than its header. */
export function decodeMessage(bytes: Uint8Array): DnsMessage | null {
  if (bytes.length < 12) return null;
  const word = (at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  const flags = word(2);
  if ((flags & 0x8000) === 0 || (flags & 0x7800) !== 0) return null; // a question, or another opcode
  const header = {
    authoritative: (flags & 0x0400) !== 0,
    recursionAvailable: (flags & 0x0080) !== 0,
    truncated: (flags & 0x0200) !== 0,
    rcode: flags & 0x0f,
  };
  if (header.truncated) return { ...header, answers: [], authority: [], errors: [] };

  let at = 12;
  for (let left = word(4); left > 0; left -= 1) {
    const name = decodeName(bytes, at);
    if (name === null || name.next + 4 > bytes.length) return null;
    at = name.next + 4;
  }
  const sections: DnsRecord[][] = [[], [], []];
  const errors: ExtendedError[] = [];
  let rcode = header.rcode;
  for (const [index, section] of sections.entries()) {
    for (let left = word(6 + index * 2); left > 0; left -= 1) {
      const owner = decodeName(bytes, at);
      if (owner === null || owner.next + 10 > bytes.length) return null;
      const type = word(owner.next);
      const start = owner.next + 10;
      const end = start + word(owner.next + 8);
      if (end > bytes.length) return null;
      at = end;
      if (type === TYPES.OPT) {
        rcode |= (bytes[owner.next + 4] ?? 0) << 4;
        errors.push(...readErrors(bytes.subarray(start, end)));
        continue;
      }
      if (word(owner.next + 2) !== 1) continue; // not class IN
      const value = readValue(bytes, type, start, end);
      if (value === null) return null;
      const ttl = (word(owner.next + 4) * 0x10000 + word(owner.next + 6)) & 0x7fffffff;
      section.push({ name: owner.name, type, ttl, value });
    }
  }
  const [answers = [], authority = []] = sections;
  return { ...header, rcode, answers, authority, errors };
}

function readValue(bytes: Uint8Array, type: number, start: number, end: number): string | null {
  switch (type) {
    case TYPES.A:
      return end - start === 4 ? formatAddress(bytes.subarray(start, end)) : null;
    case TYPES.AAAA:
      return end - start === 16 ? formatAddress(bytes.subarray(start, end)) : null;
    case TYPES.NS:
    case TYPES.CNAME:
    case TYPES.PTR: {
      const name = decodeName(bytes, start);
      return name !== null && name.next === end ? name.name : null;
    }
    case TYPES.SOA: {
      const mname = decodeName(bytes, start);
      const rname = mname === null ? null : decodeName(bytes, mname.next);
      return mname !== null && rname !== null && rname.next + 20 === end ? `${mname.name} ${rname.name}` : null;
    }
    case TYPES.TXT:
      return readStrings(bytes.subarray(start, end));
    default:
      return '';
  }
}

function readStrings(data: Uint8Array): string | null {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < data.length; at += 1 + (data[at] ?? 0)) {
    if (at + 1 + (data[at] ?? 0) > data.length) return null;
    parts.push(data.subarray(at + 1, at + 1 + (data[at] ?? 0)));
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Option 15 of an OPT record: two bytes of code, then text for a person. */
function readErrors(options: Uint8Array): readonly ExtendedError[] {
  const view = Buffer.from(options.buffer, options.byteOffset, options.length);
  const errors: ExtendedError[] = [];
  for (let at = 0; at + 4 <= view.length; at += 4 + view.readUInt16BE(at + 2)) {
    const end = at + 4 + view.readUInt16BE(at + 2);
    if (view.readUInt16BE(at) !== 15 || end > view.length || end < at + 6) continue;
    const text = view
      .toString('utf8', at + 6, end)
      .replace(/\p{C}/gu, ' ')
      .trim()
      .slice(0, 120);
    errors.push({ code: view.readUInt16BE(at + 4), text });
  }
  return errors;
}

function questionEnd(query: Uint8Array): number {
  let at = 12;
  while ((query[at] ?? 0) !== 0) at += 1 + (query[at] ?? 0);
  return at + 5;
}

const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

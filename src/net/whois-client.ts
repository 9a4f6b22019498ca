import type { Fault } from '../model/outcome.ts';
import { lookupAddresses } from './lookup.ts';
import type { Network } from './network.ts';
import { exchangeTcp } from './tcp.ts';

export interface WhoisQuestion {
  /** Host name of the server. */
  readonly server: string;
  /** The line to send, without its end. */
  readonly query: string;
  /** An encoding label of the Encoding Standard; without one UTF-8, else Windows-1252. */
  readonly charset?: string;
}

export type WhoisAnswer =
  | { readonly text: string; readonly truncated: boolean }
  /** The connection ended badly; what had come is told, and may be half a record. */
  | { readonly fault: Fault; readonly partial: string };

const PORT = 43;
const MAX_BYTES = 262_144;
const MAX_ADDRESSES = 2;

/**
 * One WHOIS question (RFC 3912) within the network's timeout, at most 256 KiB of answer; the server's address is looked
 * up by us and checked at the dial. A second address is tried only when no connection came about. Never throws.
 */
export async function askWhois(question: WhoisQuestion, network: Network, signal: AbortSignal): Promise<WhoisAnswer> {
  const { server, query, charset } = question;
  if (/[\r\n\0]/.test(query)) return faulty('internal', 'a query of more than one line', 0);
  const found = await lookupAddresses(server, network, signal);
  if (found.kind === 'failed') return faulty(found.fault.code, `DNS of ${server}: ${found.fault.detail}`, 1);
  if (found.kind !== 'ok') return faulty('unreachable', `${server} has no address`, 1);
  const send = new TextEncoder().encode(`${query}\r\n`);
  const startedAt = performance.now();
  let last: WhoisAnswer = faulty('unreachable', `${server} has no address`, 1);
  for (const address of found.value.slice(0, MAX_ADDRESSES)) {
    const leftMs = network.timeoutMs - (performance.now() - startedAt);
    if (leftMs <= 0 || signal.aborted) return last;
    const wanted = { address, port: PORT, send, maxBytes: MAX_BYTES };
    const reply = await exchangeTcp(wanted, { ...network, timeoutMs: leftMs }, signal);
    if ('bytes' in reply) return { text: decode(reply.bytes, charset), truncated: reply.truncated };
    last = { fault: reply.fault, partial: decode(reply.partial, charset) };
    if (reply.partial.length > 0 || reply.fault.code === 'timeout') return last;
  }
  return last;
}

/** Bytes as text: in the server's charset; else UTF-8 where it is whole; else by its escapes; else Windows-1252. */
function decode(bytes: Uint8Array, charset: string | undefined): string {
  if (charset !== undefined && charset !== 'utf-8') {
    const utf8 = decodeStrictly(bytes);
    return utf8 !== null && charset !== 'iso-2022-jp' ? utf8 : new TextDecoder(charset).decode(bytes);
  }
  const utf8 = decodeStrictly(bytes);
  if (utf8 !== null && !utf8.includes(JAPANESE)) return utf8;
  return new TextDecoder(utf8 === null ? 'windows-1252' : 'iso-2022-jp').decode(bytes);
}

/** The escape sequence that begins Japanese text in ISO-2022-JP; such text is seven-bit, hence valid UTF-8 too. */
const JAPANESE = `${String.fromCharCode(27)}$`;

function decodeStrictly(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function faulty(code: Fault['code'], detail: string, attempts: number): WhoisAnswer {
  return { fault: { code, detail, attempts }, partial: '' };
}

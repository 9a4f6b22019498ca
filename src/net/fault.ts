import type { Fault, FaultCode } from '../model/outcome.ts';
import { DeadlineReached } from './deadline.ts';

/** A fault told by whoever noticed it, thrown through code that expects errors. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
  readonly code: FaultCode;

  constructor(code: FaultCode, detail: string) {
    super(detail);
    this.code = code;
  }
}

const CODES: Readonly<Record<string, readonly [FaultCode, string]>> = {
  ECONNREFUSED: ['refused', 'connection refused'],
  ECONNRESET: ['refused', 'connection reset'],
  EPIPE: ['refused', 'connection closed'],
  ECONNABORTED: ['refused', 'connection closed'],
  ETIMEDOUT: ['timeout', 'no answer to the connection attempt'],
  EHOSTUNREACH: ['unreachable', 'host unreachable'],
  ENETUNREACH: ['unreachable', 'network unreachable'],
  EHOSTDOWN: ['unreachable', 'host down'],
  ENETDOWN: ['unreachable', 'network down'],
  EADDRNOTAVAIL: ['unreachable', 'no local address for this destination'],
  EACCES: ['unreachable', 'this machine forbids the connection'],
  EPERM: ['unreachable', 'this machine forbids the connection'],
  EINVAL: ['unreachable', 'this machine cannot reach such an address'],
  EAFNOSUPPORT: ['unreachable', 'this machine cannot reach such an address'],
  EMFILE: ['unreachable', 'this machine has no free file descriptor: lower --concurrency or raise ulimit -n'],
  ENFILE: ['unreachable', 'this machine has no free file descriptor: lower --concurrency or raise ulimit -n'],
  ENOBUFS: ['unreachable', 'this machine has no free socket buffer: lower --concurrency'],
};

/** What an error of the network means. Anything unknown is `internal`: a bug of ours until someone names it. */
export function faultOf(error: unknown, attempts = 1): Fault {
  if (error instanceof FaultError) return { code: error.code, detail: error.message, attempts };
  if (error instanceof DeadlineReached) return { code: 'timeout', detail: error.message, attempts };
  if (!(error instanceof Error)) return { code: 'internal', detail: String(error), attempts };
  if (error.name === 'AbortError') return { code: 'timeout', detail: 'stopped before an answer came', attempts };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = CODES[code];
  if (known !== undefined) return { code: known[0], detail: known[1], attempts };
  if (/^(?:HPE_|ERR_HTTP|Z_|ERR_BROTLI|ERR_ZLIB|ZSTD_|ERR__ERROR|ERR_STREAM_PREMATURE)/.test(code)) {
    return { code: 'malformed', detail: `broken HTTP answer: ${error.message}`, attempts };
  }
  if (/^(?:ERR_SSL|EPROTO|ERR_TLS)/.test(code)) {
    return { code: 'refused', detail: `TLS: ${error.message.replace(/^[\dA-F]+:error:[\dA-F]*:/, '')}`, attempts };
  }
  return { code: 'internal', detail: `${error.name}: ${error.message}`, attempts };
}

/** The fault of work that its signal stopped. */
export function stoppedFault(signal: AbortSignal, attempts = 1): Fault {
  return signal.reason instanceof DeadlineReached
    ? faultOf(signal.reason, attempts)
    : { code: 'timeout', detail: 'stopped before an answer came', attempts };
}

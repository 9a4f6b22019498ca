import type { Fault } from '../model/outcome.ts';
import type { DnsMessage, Question } from './dns-message.ts';

/** What came of sending a question once. `retryStream`: what came asks for another try over TCP. */
export type Heard = { readonly message: DnsMessage } | { readonly retryStream: string } | { readonly fault: Fault };

/** One way to reach one resolver. `hear` is called at most once, never after `cancel`, which `send` returns. */
export interface Transport {
  readonly send: (question: Question, edns: boolean, hear: (heard: Heard) => void) => () => void;
  /** How long to wait before asking elsewhere as well. */
  readonly patienceMs: () => number;
}

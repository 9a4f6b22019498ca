import type { Fault } from '../../model/outcome.ts';
import type { Network } from '../../net/network.ts';
import type { Pacer, Reception } from '../../net/pace.ts';

/** Waits until a server may be asked: the seam of pacing. What it gives is told how the server took the question. */
export type TakeTurn = Pacer['turn'];

/** No pacing: every question at once. For tests, and for a single question. */
export const atOnce: TakeTurn = async () => ({ done: () => undefined });

/** How one registration is asked for: all its questions share the network's timeout; waiting for a turn costs nothing. */
export interface Asking {
  readonly network: Network;
  readonly signal: AbortSignal;
  /** Puts one question when its server may be asked, or says why not. */
  readonly put: <A>(
    server: string,
    service: 'whois' | 'rdap',
    ask: (network: Network) => Promise<A>,
    received: (answer: A) => Received,
  ) => Promise<A | { readonly fault: Fault }>;
}

/** How a question was taken; `retryAfterMs` is the server's own word. */
export interface Received {
  readonly reception: Reception;
  readonly retryAfterMs?: number;
}

export function openAsking(network: Network, signal: AbortSignal, takeTurn: TakeTurn): Asking {
  let leftMs = network.timeoutMs;
  return {
    network,
    signal,
    put: async (server, service, ask, received) => {
      const turn = await takeTurn(server, service, signal);
      if ('parked' in turn) {
        const code = turn.isUnreachable === true ? 'unreachable' : 'throttled';
        return { fault: { code, detail: `${server} is not asked now: ${turn.parked}`, attempts: 0 } };
      }
      if (leftMs <= 0) {
        turn.done('failed');
        return { fault: { code: 'timeout', detail: `no time left to ask ${server}`, attempts: 0 } };
      }
      const startedAt = performance.now();
      let taken: Received = { reception: 'failed' };
      try {
        const answer = await ask({ ...network, timeoutMs: Math.ceil(leftMs) });
        taken = received(answer);
        return answer;
      } finally {
        leftMs -= performance.now() - startedAt;
        turn.done(taken.reception, taken.retryAfterMs);
      }
    },
  };
}

/** A fault as a server's way to take a question. */
export function receptionOf(fault: Fault): Reception {
  if (fault.code === 'throttled') return 'throttled';
  if (fault.code === 'unreachable') return 'unreached';
  return fault.code === 'refused' ? 'refused' : 'failed';
}

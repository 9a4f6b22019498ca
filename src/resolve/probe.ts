import { failed, type Outcome, type Source } from '../model/outcome.ts';
import { DeadlineReached, withDeadline } from '../net/deadline.ts';
import type { Network } from '../net/network.ts';

/** How long a probe that does not heed its signal is waited for after its deadline. */
const GRACE_MS = 100;

type Asked = Pick<Source, 'protocol' | 'server'>;

/** Anything the work throws is a bug of ours, told as `failed: internal`. Sets no deadline. Never throws. */
export async function shielded<T>(
  asked: Asked,
  network: Network,
  work: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const source: Source = { ...asked, askedAt: network.now().toISOString() };
  try {
    return await work();
  } catch (error) {
    if (error instanceof GivenUp) return failed({ code: 'timeout', detail: error.message, attempts: 1 }, source);
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return failed({ code: 'internal', detail, attempts: 1 }, source);
  }
}

/**
 * Runs one probe under the network's deadline, all tries together, and shielded. Work that does not heed its signal is
 * given up shortly after the deadline (`failed: timeout`). Never throws.
 */
export async function probe<T>(
  asked: Asked,
  network: Network,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const { timeoutMs } = network;
  return await shielded(asked, network, () =>
    withDeadline(timeoutMs, signal, (limited) => orGivenUp(work(limited), limited)),
  );
}

class GivenUp extends Error {}

/** The work's outcome, or GivenUp a little after the signal when the work does not end by itself. */
function orGivenUp<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const giveUp = () => {
      const why = signal.reason instanceof DeadlineReached ? signal.reason.message : 'stopped before an answer came';
      timer = setTimeout(() => reject(new GivenUp(why)), GRACE_MS);
    };
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    };
    work.then(resolve, reject).finally(settle);
  });
}

/** Why an attempt ended without an answer: its time was up, or the caller stopped it. */
export class DeadlineReached extends Error {
  override readonly name = 'DeadlineReached';
}

/**
 * Runs `work` under an absolute deadline: its signal aborts after `ms` (monotonic: setTimeout runs on libuv's clock) or
 * when the caller's does. It is for `work` to heed the signal; nothing is left behind when it settles.
 */
export async function withDeadline<T>(
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const stop = () => controller.abort(signal.reason);
  const timer = setTimeout(() => controller.abort(new DeadlineReached(`no answer within ${ms} ms`)), ms);
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

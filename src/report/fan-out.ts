/** One source, read by several readers in step: the source moves on when every reader has asked for more. */
export interface FanOut<T> {
  readonly readers: readonly AsyncIterable<T>[];
  /** Ends the source; every reader sees its end at the next step. */
  readonly stop: () => Promise<void>;
}

/**
 * Gives each reader every value, holding one at a time, so that the slowest reader sets the pace. A reader that returns
 * early leaves the others be; when the last one leaves, the source is told to stop.
 */
export function fanOut<T>(source: AsyncIterable<T>, count: number): FanOut<T> {
  const iterator = source[Symbol.asyncIterator]();
  const end: IteratorResult<T> = { done: true, value: undefined };
  let waiting: PromiseWithResolvers<IteratorResult<T>>[] = [];
  let alive = count;
  let stopped = false;

  const stop = async (): Promise<void> => {
    if (stopped) return;
    stopped = true;
    await iterator.return?.();
  };
  const step = (): void => {
    if (waiting.length === 0 || waiting.length < alive) return;
    const readers = waiting;
    waiting = [];
    const next: Promise<IteratorResult<T>> = stopped ? Promise.resolve(end) : iterator.next();
    next.then(
      (result) => {
        for (const { resolve } of readers) resolve(result);
      },
      (error: unknown) => {
        stopped = true;
        for (const { reject } of readers) reject(error);
      },
    );
  };
  const reader = (): AsyncIterator<T> => {
    let left = false;
    return {
      next: () => {
        const turn = Promise.withResolvers<IteratorResult<T>>();
        waiting.push(turn);
        step();
        return turn.promise;
      },
      return: async () => {
        if (!left) {
          left = true;
          alive -= 1;
          if (alive === 0) await stop();
          else step();
        }
        return end;
      },
    };
  };
  const readers = Array.from({ length: count }, () => {
    const one = reader();
    return { [Symbol.asyncIterator]: () => one };
  });
  return { readers, stop };
}

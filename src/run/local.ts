/** How many domains are worked on at once, and how far ahead of the next row to be handed out. */
export interface Bounds {
  readonly concurrency: number;
  /** Rows read and not yet handed out, at most, finished or not: one slow domain does not hold up the others. */
  readonly window: number;
  /** After an abort: how long rows under way may still finish. */
  readonly graceMs: number;
}

/** Rows held while an earlier, slower one is awaited, for each one in flight. */
const HELD_PER_SLOT = 16;
const GRACE_MS = 5_000;

/** The usual bounds: far enough ahead that one deadline of ten seconds does not stop the others. */
export function boundsFor(concurrency: number): Bounds {
  return { concurrency, window: concurrency * HELD_PER_SLOT, graceMs: GRACE_MS };
}

export interface Job<Row, Done> {
  /**
   * Does one row. The world's failures are values; a throw is a bug. A row that calls `onWaiting` has little left to do but wait:
   * another may begin in its stead.
   */
  readonly work: (row: Row, signal: AbortSignal, onWaiting: () => void) => Promise<Done>;
  /** The row of a bug: it is told, and the others go on. */
  readonly broken: (row: Row, error: unknown) => Done;
}

interface Place<Done> {
  outcome: { readonly done: Done } | null;
}

/**
 * Many rows, some at a time, handed out strictly in the order they came. Reads no further ahead than `window`, and a
 * slow reader slows the work. When `signal` aborts no row is begun, those under way get `graceMs`, and what is finished
 * without a hole in the order is still handed out. When `rows` throws, the rows before it come out first.
 */
export async function* runOrdered<Row, Done>(
  rows: AsyncIterable<Row>,
  job: Job<Row, Done>,
  bounds: Bounds,
  signal: AbortSignal,
): AsyncGenerator<Done> {
  const source = rows[Symbol.asyncIterator]();
  const places: Place<Done>[] = [];
  const hard = new AbortController();
  let busy = 0;
  let reading = false;
  let ended = false;
  let inputFailure: { readonly error: unknown } | null = null;
  let wake = (): void => undefined;
  const sleep = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });

  const begin = (row: Row): void => {
    const place: Place<Done> = { outcome: null };
    places.push(place);
    busy += 1;
    let isBusy = true;
    const giveWay = (): void => {
      if (isBusy) busy -= 1;
      isBusy = false;
      readOn();
    };
    const settle = (done: Done): void => {
      place.outcome = { done };
      giveWay();
      wake();
    };
    runOne(job, row, hard.signal, giveWay).then(settle, (error: unknown) => settle(job.broken(row, error)));
  };
  const readOn = (): void => {
    if (reading || ended || signal.aborted || busy >= bounds.concurrency || places.length >= bounds.window) return;
    reading = true;
    source.next().then(
      (next) => {
        reading = false;
        if (next.done === true) ended = true;
        else if (!signal.aborted) begin(next.value);
        readOn();
        wake();
      },
      (error: unknown) => {
        [reading, ended, inputFailure] = [false, true, { error }];
        wake();
      },
    );
  };

  const grace = graceAfter(signal, bounds.graceMs, hard, () => wake());
  try {
    for (;;) {
      readOn();
      const [head] = places;
      if (head?.outcome) {
        places.shift();
        yield head.outcome.done;
      } else if (hard.signal.aborted || (head === undefined && (signal.aborted || (ended && !reading)))) {
        break;
      } else {
        await sleep();
      }
    }
    const failure: { readonly error: unknown } | null = inputFailure;
    if (failure !== null) throw (failure as { readonly error: unknown }).error;
  } finally {
    grace.forget();
    hard.abort(new Error('no longer wanted'));
    // A read that is pending (a terminal, say) would hold its `return` up for ever.
    const closed = source.return?.();
    if (reading) closed?.catch(() => undefined);
    else await closed;
  }
}

/** `async`, so that a throw before the first await is a rejection too. */
async function runOne<Row, Done>(
  job: Job<Row, Done>,
  row: Row,
  signal: AbortSignal,
  onWaiting: () => void,
): Promise<Done> {
  return await job.work(row, signal, onWaiting);
}

/** Aborts `hard` some time after `signal`; wakes the loop at both moments. */
function graceAfter(
  signal: AbortSignal,
  graceMs: number,
  hard: AbortController,
  wake: () => void,
): { readonly forget: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    timer = setTimeout(() => {
      hard.abort(signal.reason);
      wake();
    }, graceMs);
    wake();
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return {
    forget: () => {
      signal.removeEventListener('abort', onAbort);
      clearTimeout(timer);
    },
  };
}

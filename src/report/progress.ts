import { plain } from './cell.ts';
import { duration } from './duration.ts';
import { shorten } from './width.ts';

/** Where progress is told, and by which clock. */
export interface ProgressOptions {
  readonly stream: {
    readonly write: (text: string) => unknown;
    readonly isTTY?: boolean | undefined;
    readonly columns?: number | undefined;
  };
  /** Rows to come, or null while unknown. */
  readonly total: number | null;
  /** A monotonic clock, in milliseconds. */
  readonly clock: () => number;
}

/** The progress of an audit: on a terminal one line, redrawn at most ten times a second; elsewhere a line each 30 s. */
export interface Progress {
  /** A row is done. */
  readonly done: () => void;
  /** The total became known. */
  readonly expect: (total: number) => void;
  /** A server took so long for one answer. */
  readonly took: (server: string, ms: number) => void;
  /** Prints a line above the progress line. */
  readonly note: (line: string) => void;
  /** Takes the line away; nothing is printed afterwards. */
  readonly stop: () => void;
}

const REDRAW_MS = 100;
const PLAIN_MS = 30_000;
/** The rate is that of the last half minute, so that a slow registry shows. */
const WINDOW_MS = 30_000;
/** Registries and resolvers are few; beyond so many the map would only grow. */
const MOST_SERVERS = 1_000;
const ERASE = '\r\u001b[2K';

/** Starts telling progress. The timer does not keep the process alive. */
export function startProgress({ stream, total: expected, clock }: ProgressOptions): Progress {
  const live = stream.isTTY === true;
  const started = clock();
  const servers = new Map<string, { answers: number; ms: number }>();
  let total = expected;
  let rows = 0;
  let marks: (readonly [at: number, rows: number])[] = [[started, 0]];
  let drawn = '';
  let stopped = false;

  const line = (): string => {
    const now = clock();
    marks = [...marks.filter(([at], index) => now - at <= WINDOW_MS || index === marks.length - 1), [now, rows]];
    return progressLine({ rows, total, elapsedMs: now - started, rate: rateOf(marks), slowest: slowestOf(servers) });
  };
  const draw = (): void => {
    if (!live) {
      stream.write(`${line()}\n`);
      return;
    }
    const next = shorten(line(), (stream.columns ?? 80) - 1);
    if (next !== drawn) stream.write(`${ERASE}${next}`);
    drawn = next;
  };
  const erase = (): void => {
    if (live && drawn !== '') stream.write(ERASE);
    drawn = '';
  };
  const timer = setInterval(draw, live ? REDRAW_MS : PLAIN_MS);
  timer.unref();
  return {
    done: () => {
      rows += 1;
    },
    expect: (rowsToCome) => {
      total = rowsToCome;
    },
    took: (server, ms) => {
      const known = servers.get(server);
      if (known === undefined && servers.size >= MOST_SERVERS) return;
      servers.set(server, { answers: (known?.answers ?? 0) + 1, ms: (known?.ms ?? 0) + ms });
    },
    note: (text) => {
      erase();
      stream.write(`${text}\n`);
    },
    stop: () => {
      if (stopped) return;
      stopped = true;
      clearInterval(timer);
      erase();
    },
  };
}

/** Rows per second between the oldest and the newest mark. */
function rateOf(marks: readonly (readonly [at: number, rows: number])[]): number {
  const [first, last] = [marks.at(0), marks.at(-1)];
  if (first === undefined || last === undefined || last[0] <= first[0]) return 0;
  return ((last[1] - first[1]) * 1000) / (last[0] - first[0]);
}

/** The server with the longest mean wait. */
function slowestOf(servers: ReadonlyMap<string, { answers: number; ms: number }>): string {
  let slowest = '';
  let longest = 0;
  for (const [server, { answers, ms }] of servers) {
    if (ms / answers > longest) [slowest, longest] = [server, ms / answers];
  }
  return slowest === '' ? '' : `slowest ${plain(slowest)} ${(longest / 1000).toFixed(1)} s`;
}

interface ProgressState {
  readonly rows: number;
  readonly total: number | null;
  readonly elapsedMs: number;
  readonly rate: number;
  readonly slowest: string;
}

/** `120/4000 rows (3 %), 12.5/s, 5 min 10 s left, slowest whois.example:43 2.1 s` */
function progressLine({ rows, total, elapsedMs, rate, slowest }: ProgressState): string {
  const done = total === null ? `${rows} rows` : `${rows}/${total} rows (${percent(rows, total)} %)`;
  const speed = `${rate >= 10 ? Math.round(rate) : rate.toFixed(1)}/s`;
  const time = total !== null && rate > 0 ? `${duration(((total - rows) / rate) * 1000)} left` : duration(elapsedMs);
  return [done, speed, time, slowest].filter((part) => part !== '').join(', ');
}

function percent(rows: number, total: number): number {
  return total === 0 ? 100 : Math.floor((rows / total) * 100);
}

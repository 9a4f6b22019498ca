import type { Assessment } from '../model/assessment.ts';
import { plain } from './cell.ts';
import { type Mark, progressLine, rateOf } from './progress-line.ts';
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
  /** Questions that wait for their turn now, by server. */
  readonly waiting?: () => ReadonlyMap<string, number>;
}

/** The progress of an audit: on a terminal one line, redrawn at most ten times a second; elsewhere a line each 30 s. */
export interface Progress {
  /** A row is done; servers that did not answer for it are counted. */
  readonly done: (assessment?: Assessment) => void;
  /** The total became known. */
  readonly expect: (total: number) => void;
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
export function startProgress({ stream, total: expected, clock, waiting }: ProgressOptions): Progress {
  const live = stream.isTTY === true;
  const started = clock();
  const silent = new Map<string, number>();
  let total = expected;
  let rows = 0;
  let marks: Mark[] = [[started, 0]];
  let drawn = '';
  let stopped = false;

  const line = (): string => {
    const now = clock();
    marks = [...marks.filter(([at], index) => now - at <= WINDOW_MS || index === marks.length - 1), [now, rows]];
    return progressLine({
      rows,
      total,
      elapsedMs: now - started,
      rate: rateOf(marks),
      slowest: slowestOf(waiting?.() ?? new Map()) || mostSilentOf(silent),
    });
  };
  const draw = (): void => {
    if (!live) {
      stream.write(`${line()}\n`);
      return;
    }
    const next = shorten(line(), (stream.columns || 80) - 1);
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
    done: (assessment) => {
      rows += 1;
      for (const server of silentServers(assessment)) {
        if (silent.has(server) || silent.size < MOST_SERVERS) silent.set(server, (silent.get(server) ?? 0) + 1);
      }
    },
    expect: (rowsToCome) => {
      total = rowsToCome;
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

/** The server that most questions wait for: it sets the pace. */
function slowestOf(waiting: ReadonlyMap<string, number>): string {
  const [slowest] = [...waiting].toSorted(([, a], [, b]) => b - a);
  return slowest === undefined || slowest[1] === 0 ? '' : `slowest ${plain(slowest[0])}, ${slowest[1]} waiting`;
}

/** Resolvers and registration servers that failed on a row; web servers are as many as rows. */
function silentServers(assessment: Assessment | undefined): readonly string[] {
  if (assessment === undefined) return [];
  const { dns, registration } = assessment.evidence;
  return [dns, registration].flatMap((outcome) => (outcome.kind === 'failed' ? [hostOf(outcome.source.server)] : []));
}

const hostOf = (server: string): string => server.replace(/^https?:\/\//u, '').replace(/\/.*$/u, '');

function mostSilentOf(silent: ReadonlyMap<string, number>): string {
  const [most] = [...silent].toSorted(([, a], [, b]) => b - a);
  return most === undefined ? '' : `${most[1]} unanswered by ${plain(most[0])}`;
}

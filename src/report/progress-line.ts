import { duration } from './duration.ts';

/** How many rows were done at an instant of the clock, in milliseconds. */
export type Mark = readonly [at: number, rows: number];

/** Rows per second between the oldest and the newest mark. */
export function rateOf(marks: readonly Mark[]): number {
  const [first, last] = [marks.at(0), marks.at(-1)];
  if (first === undefined || last === undefined || last[0] <= first[0]) return 0;
  return ((last[1] - first[1]) * 1000) / (last[0] - first[0]);
}

/** What the line tells. */
interface ProgressState {
  readonly rows: number;
  readonly total: number | null;
  readonly elapsedMs: number;
  readonly rate: number;
  readonly slowest: string;
}

/** `120/4000 rows (3 %), 12.5/s, 5 min 10 s left, slowest whois.example, 812 waiting` */
export function progressLine({ rows, total, elapsedMs, rate, slowest }: ProgressState): string {
  const done = total === null ? `${rows} rows` : `${rows}/${total} rows (${percent(rows, total)} %)`;
  const speed = `${rate >= 10 ? Math.round(rate) : rate.toFixed(1)}/s`;
  const time = total !== null && rate > 0 ? `${duration(((total - rows) / rate) * 1000)} left` : duration(elapsedMs);
  return [done, speed, time, slowest].filter((part) => part !== '').join(', ');
}

function percent(rows: number, total: number): number {
  return total === 0 ? 100 : Math.floor((rows / total) * 100);
}

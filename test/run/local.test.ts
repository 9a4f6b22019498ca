import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bounds, runOrdered } from '../../src/run/local.ts';
import { createOnce } from '../../src/run/once.ts';

const BOUNDS: Bounds = { concurrency: 4, window: 16, graceMs: 20 };
const never = new AbortController().signal;

async function* upTo(count: number): AsyncGenerator<number> {
  for (let row = 0; row < count; row += 1) yield row;
}

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const job = (work: (row: number, signal: AbortSignal) => Promise<number>) => ({ work, broken: (row: number) => -row });

describe('runOrdered', () => {
  it('hands rows out in input order, whatever order they finish in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 40 }), async (delays) => {
        const work = async (row: number): Promise<number> => {
          await pause(delays[row]);
          return row;
        };
        const done = await Array.fromAsync(runOrdered(upTo(delays.length), job(work), BOUNDS, never));
        expect(done).toEqual(numbers(delays.length));
      }),
      { numRuns: 30 },
    );
  });

  it('works on no more than `concurrency` rows at once, and on as many', async () => {
    let [busy, most] = [0, 0];
    const work = async (row: number): Promise<number> => {
      busy += 1;
      most = Math.max(most, busy);
      await pause(1);
      busy -= 1;
      return row;
    };
    await Array.fromAsync(runOrdered(upTo(50), job(work), BOUNDS, never));
    expect(most).toBe(BOUNDS.concurrency);
  });

  it('begins another row in the stead of one that only waits, and counts it once', async () => {
    let [busy, most, held, mostHeld] = [0, 0, 0, 0];
    const work = async (row: number, _signal: AbortSignal, onWaiting: () => void): Promise<number> => {
      [busy, held] = [busy + 1, held + 1];
      [most, mostHeld] = [Math.max(most, busy), Math.max(mostHeld, held)];
      await pause(1);
      busy -= 1;
      onWaiting();
      onWaiting();
      await pause(20);
      held -= 1;
      return row;
    };
    const all = { work, broken: (row: number) => -row };
    const bounds = { concurrency: 2, window: 64, graceMs: 20 };
    expect(await Array.fromAsync(runOrdered(upTo(40), all, bounds, never))).toEqual(numbers(40));
    expect(most).toBe(2);
    expect(mostHeld).toBeGreaterThan(2);
  });

  it('one slow row does not hold up the others, but only `window` rows are read ahead', async () => {
    const gate = Promise.withResolvers<void>();
    let begun = 0;
    const work = async (row: number): Promise<number> => {
      begun += 1;
      if (row === 0) await gate.promise;
      return row;
    };
    const rows = runOrdered(upTo(100), job(work), BOUNDS, never);
    const first = rows.next();
    await pause(10);
    expect(begun).toBe(BOUNDS.window);
    gate.resolve();
    expect((await first).value).toBe(0);
    expect(await Array.fromAsync(rows)).toEqual(numbers(100).slice(1));
  });

  it('waits for a slow reader', async () => {
    let begun = 0;
    const work = async (row: number): Promise<number> => {
      begun += 1;
      return row;
    };
    const rows = runOrdered(upTo(1000), job(work), BOUNDS, never);
    await rows.next();
    await pause(10);
    expect(begun).toBeLessThanOrEqual(BOUNDS.window + 1);
    await rows.return(undefined);
  });

  it('makes a row of a bug, and goes on', async () => {
    const work = async (row: number): Promise<number> => {
      if (row % 3 === 1) throw new Error('bug');
      return row;
    };
    expect(await Array.fromAsync(runOrdered(upTo(5), job(work), BOUNDS, never))).toEqual([0, -1, 2, 3, -4]);
  });

  it('when the input breaks, the rows before it come out first', async () => {
    async function* broken(): AsyncGenerator<number> {
      yield* upTo(3);
      throw new Error('disk');
    }
    const seen: number[] = [];
    const all = async (): Promise<void> => {
      for await (const row of runOrdered(
        broken(),
        job(async (row) => row),
        BOUNDS,
        never,
      ))
        seen.push(row);
    };
    await expect(all()).rejects.toThrow('disk');
    expect(seen).toEqual([0, 1, 2]);
  });

  it('after an abort begins no row, lets those under way finish, and leaves no hole', async () => {
    const stop = new AbortController();
    let begun = 0;
    const work = async (row: number): Promise<number> => {
      begun += 1;
      if (row === 5) stop.abort();
      await pause(2);
      return row;
    };
    const done = await Array.fromAsync(runOrdered(upTo(1000), job(work), BOUNDS, stop.signal));
    expect(begun).toBeLessThanOrEqual(6 + BOUNDS.concurrency);
    expect(done).toEqual(numbers(begun));
  });

  it('after an abort gives up on rows that outlast the grace, and tells them so', async () => {
    const stop = new AbortController();
    const told: number[] = [];
    const work = (row: number, signal: AbortSignal): Promise<number> => {
      if (row < 2) return Promise.resolve(row);
      signal.addEventListener('abort', () => told.push(row));
      if (row === 3) stop.abort();
      return row === 2 ? new Promise(() => undefined) : Promise.resolve(row);
    };
    expect(await Array.fromAsync(runOrdered(upTo(9), job(work), BOUNDS, stop.signal))).toEqual([0, 1]);
    expect(told).toContain(2);
  });

  it('after an abort does not wait for an input that says nothing', async () => {
    const stop = new AbortController();
    async function* silent(): AsyncGenerator<number> {
      yield 0;
      await new Promise(() => undefined);
    }
    const rows = runOrdered(
      silent(),
      job(async (row) => row),
      BOUNDS,
      stop.signal,
    );
    expect(await rows.next()).toEqual({ done: false, value: 0 });
    const end = rows.next();
    stop.abort();
    expect((await end).done).toBe(true);
  });
});

describe('createOnce', () => {
  it('asks once for a key, also while the answer is under way', async () => {
    const once = createOnce<number>(10);
    let asked = 0;
    const ask = async (): Promise<number> => {
      asked += 1;
      await pause(1);
      return asked;
    };
    expect(await Promise.all([once('a', ask), once('a', ask), once('b', ask)])).toEqual([2, 2, 2]);
    expect(await once('a', ask)).toBe(2);
    expect(asked).toBe(2);
  });

  it('forgets the longest unused, never more than it must', async () => {
    const once = createOnce<string>(2);
    const asked: string[] = [];
    const ask = (key: string) => once(key, async () => String(asked.push(key)));
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await ask(key);
    expect(asked).toEqual(['a', 'b', 'c', 'b']);
  });
});

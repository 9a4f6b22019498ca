import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readAhead } from '../../src/run/read-ahead.ts';

async function* upTo(count: number, atEnd: () => void = () => undefined): AsyncGenerator<number> {
  try {
    for (let item = 0; item < count; item += 1) yield item;
  } finally {
    atEnd();
  }
}

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

describe('reading ahead', () => {
  it('hands on every item in order, and shows each once', async () => {
    const seen: number[] = [];
    expect(await Array.fromAsync(readAhead(upTo(50), 7, (item) => seen.push(item)))).toEqual(numbers(50));
    expect(seen).toEqual(numbers(50));
  });

  it('reads no further than it was told', async () => {
    const seen: number[] = [];
    const items = readAhead(upTo(1_000), 10, (item) => seen.push(item));
    await items.next();
    for (let wait = 0; wait < 20; wait += 1) await turn();
    expect(seen.length).toBeGreaterThanOrEqual(10);
    expect(seen.length).toBeLessThanOrEqual(11);
    await items.return(undefined);
  });

  it('tells a failure of the source after the items before it', async () => {
    async function* broken(): AsyncGenerator<number> {
      yield* upTo(3);
      throw new Error('line 4 is torn');
    }
    const got: number[] = [];
    const reading = (async () => {
      for await (const item of readAhead(broken(), 10, () => undefined)) got.push(item);
    })();
    await expect(reading).rejects.toThrow('line 4 is torn');
    expect(got).toEqual([0, 1, 2]);
  });

  it('closes the source when its reader leaves early', async () => {
    let closed = false;
    for await (const _ of readAhead(
      upTo(1_000, () => {
        closed = true;
      }),
      10,
      () => undefined,
    )) {
      break;
    }
    expect(closed).toBe(true);
  });
});

import type { Clock } from '../../src/net/pace.ts';

/** A clock that jumps from timer to timer: a day passes in no time, and the order of events is exact. */
export function fakeClock(): Clock & { run: () => Promise<void> } {
  let now = 0;
  let serial = 0;
  const timers = new Map<number, { at: number; work: () => void }>();
  return {
    nowMs: () => now,
    after: (delayMs, work) => {
      const id = serial++;
      timers.set(id, { at: now + delayMs, work });
      return () => timers.delete(id);
    },
    run: async () => {
      for (;;) {
        for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
        const [next] = [...timers].toSorted(([a, x], [b, y]) => x.at - y.at || a - b);
        if (next === undefined) return;
        timers.delete(next[0]);
        now = next[1].at;
        next[1].work();
      }
    },
  };
}

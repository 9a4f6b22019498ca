import { randomFillSync } from 'node:crypto';

/** Unpredictable 16-bit numbers, drawn from the system in blocks: one system call per 2,048. */
export function randomWords(): () => number {
  const block = new Uint16Array(2048);
  let left = 0;
  return () => {
    if (left === 0) {
      randomFillSync(block);
      left = block.length;
    }
    left -= 1;
    return block[left] ?? 0;
  };
}

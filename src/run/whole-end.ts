import type { FileHandle } from 'node:fs/promises';

const BLOCK = 64 * 1024;

/** Where the last whole line of a file ends: behind its last LF, or 0. What follows is a torn line. */
export async function wholeEnd(handle: FileHandle, size: number): Promise<number> {
  for (let end = size; end > 0; end -= BLOCK) {
    const start = Math.max(0, end - BLOCK);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
    const found = buffer.subarray(0, bytesRead).lastIndexOf(0x0a);
    if (found !== -1) return start + found + 1;
  }
  return 0;
}

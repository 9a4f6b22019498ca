import type { Writable } from 'node:stream';

/** Writes the text again and again, as fast as it is read, until the reader is gone. */
export function pour(into: Writable, text: string): void {
  const block = text.repeat(Math.ceil(16_384 / text.length));
  const more = (): void => {
    while (!into.destroyed && into.write(block));
  };
  into.on('drain', more);
  into.on('error', () => into.destroy());
  more();
}

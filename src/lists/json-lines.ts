import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { UnreadableListError } from './reader.ts';

/** The objects of JSON Lines as they come; rejects with UnreadableListError a line that is none, with its number. */
export async function* readJsonLines(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Readonly<Record<string, unknown>>> {
  const input = Readable.from(bytes, { objectMode: false });
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === '') continue;
    const value = parsed(line, number);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new UnreadableListError(`line ${number} is no object`);
    }
    yield value as Readonly<Record<string, unknown>>;
  }
}

function parsed(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new UnreadableListError(`line ${number} is not JSON`);
  }
}

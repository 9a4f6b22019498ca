import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { InputRow } from '../model/evidence.ts';
import { InputError } from './input-error.ts';
import { readRows } from './rows.ts';
import { whyUnreadable } from './unreadable.ts';

/** Where lists come from: paths, and `-` for the stream handed in. */
export interface Inputs {
  readonly files: readonly string[];
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly column?: string | undefined;
}

/** Lists that were looked at and can be read. */
export interface OpenInputs {
  /** All rows of all lists, in order. May be read again only when `canReread`. */
  readonly rows: () => AsyncGenerator<InputRow>;
  readonly canReread: boolean;
  /** Names of the pass-through columns of the lists' first rows, each once. */
  readonly columns: readonly string[];
  /** SHA-256 of each list, whole; of a stream, of what was read of it. For the end, when the rows have been read. */
  readonly digests: () => Promise<readonly ListDigest[]>;
}

export interface ListDigest {
  readonly file: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/**
 * Looks at every list before the first question is asked: a missing, unreadable, binary or empty one, or one without a
 * domain column, is an InputError now and not after half an audit. Only the beginning is read.
 */
export async function openInputs({ files, stdin, column }: Inputs): Promise<OpenInputs> {
  const lists: List[] = [];
  for (const file of files) lists.push(await openList(file, stdin, column));
  return {
    rows: async function* rows() {
      for (const list of lists) yield* list.rows();
    },
    canReread: lists.every((list) => list.canReread),
    columns: [...new Set(lists.flatMap(({ first }) => first.extra.map(([name]) => name)))],
    digests: () => Promise.all(lists.map(async ({ file, digest }) => ({ file: nameOf(file), sha256: await digest() }))),
  };
}

interface List {
  readonly file: string;
  readonly first: InputRow;
  readonly rows: () => AsyncGenerator<InputRow>;
  readonly canReread: boolean;
  readonly digest: () => Promise<string>;
}

async function openList(file: string, stdin: AsyncIterable<Uint8Array>, column: string | undefined): Promise<List> {
  const canReread = file !== '-' && (await isRegularFile(file));
  const passed = createHash('sha256');
  const stream = (): AsyncIterable<Uint8Array> => (file === '-' ? named('standard input', stdin) : fileBytes(file));
  const read = (): AsyncGenerator<InputRow> =>
    readRows({ file, bytes: canReread ? fileBytes(file) : hashing(stream(), passed), column });
  const rows = read();
  const first = await rows.next();
  if (first.done === true) throw new InputError(`${nameOf(file)} holds no domains: every line is blank or a comment.`);
  if (!canReread) {
    const digest = async (): Promise<string> => passed.copy().digest('hex');
    return { file, first: first.value, rows: () => startingWith(first.value, rows), canReread, digest };
  }
  await rows.return(undefined);
  const digest = async (): Promise<string> => {
    const whole = createHash('sha256');
    for await (const chunk of fileBytes(file)) whole.update(chunk);
    return whole.digest('hex');
  };
  return { file, first: first.value, rows: read, canReread, digest };
}

async function* startingWith(first: InputRow, rest: AsyncGenerator<InputRow>): AsyncGenerator<InputRow> {
  yield first;
  yield* rest;
}

async function* hashing(bytes: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
}

async function isRegularFile(file: string): Promise<boolean> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) throw new InputError(`${file} is a folder; name a file in it.`);
    return found.isFile();
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function* fileBytes(file: string): AsyncGenerator<Uint8Array> {
  yield* named(file, createReadStream(file));
}

/** Read errors, told with the list's name. */
async function* named(file: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    throw unreadable(file, error);
  }
}

const nameOf = (file: string): string => (file === '-' ? 'standard input' : file);

function unreadable(file: string, error: unknown): InputError {
  return error instanceof InputError ? error : new InputError(`Cannot read ${file}: ${whyUnreadable(error)}.`);
}

import { TextDecoder } from 'node:util';
import { InputError } from './input-error.ts';

/**
 * Bytes → text, in pieces as they come. UTF-8 with or without byte order mark, UTF-16 with one; a broken sequence
 * becomes U+FFFD, so that its line still gives a row. Lone CR ends lines where the first line ends so (classic Mac).
 * Throws InputError when the first 8 KiB are not text at all.
 */
export async function* decodeText(chunks: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let head: Uint8Array = new Uint8Array(0);
  let loneCr = false;
  const text = (chunk: Uint8Array, from: TextDecoder): string => {
    const piece = from.decode(chunk, { stream: true });
    return loneCr ? piece.replaceAll('\r', '\n') : piece;
  };
  for await (const chunk of chunks) {
    if (decoder !== null) {
      yield text(chunk, decoder);
      continue;
    }
    head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
    // A pipe may bring less; one whole line is enough to go on with.
    if (head.length < HEAD_BYTES && !head.includes(0x0a)) continue;
    decoder = decoderFor(head, file);
    loneCr = endsLinesWithCr(head);
    yield text(head, decoder);
  }
  if (decoder === null) {
    decoder = decoderFor(head, file);
    loneCr = endsLinesWithCr(head);
    yield text(head, decoder);
  }
  const tail = decoder.decode();
  if (tail !== '') yield tail;
}

const HEAD_BYTES = 8192;

function endsLinesWithCr(head: Uint8Array): boolean {
  return head.includes(0x0d) && !head.includes(0x0a);
}

function decoderFor(head: Uint8Array, file: string): TextDecoder {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le');
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be');
  refuseBinary(head, file);
  return new TextDecoder('utf-8');
}

/** First bytes of what people hand over by mistake, and what to do instead. */
const MISTAKEN: readonly (readonly [magic: string, words: string])[] = [
  ['504b0304', 'is a zip archive or an Excel workbook; save the sheet as CSV'],
  ['d0cf11e0a1b11ae1', 'is an old Excel or Word file; save it as CSV'],
  ['1f8b', 'is compressed with gzip; unpack it first (gzip -dc list.gz | audit-domains -)'],
  ['28b52ffd', 'is compressed with zstd; unpack it first'],
  ['25504446', 'is a PDF; save the list as text'],
];

function refuseBinary(head: Uint8Array, file: string): void {
  const start = Buffer.from(head.subarray(0, HEAD_BYTES));
  const hex = start.subarray(0, 8).toString('hex');
  const mistaken = MISTAKEN.find(([magic]) => hex.startsWith(magic));
  if (mistaken !== undefined) throw new InputError(`${file} ${mistaken[1]}.`);
  const text = new TextDecoder('utf-8').decode(start, { stream: true });
  // Three in ten: random bytes have six in ten, and a list with some broken lines has far fewer.
  const strange = Array.from(text).filter(isStrange).length;
  if (strange * 10 > text.length * 3 && strange > 3) {
    throw new InputError(`${file} is not text: give a list of domains, one per line, or a CSV, in UTF-8.`);
  }
}

/** A control character that no text has (tab, line ends, form feed and escape are not), or a broken sequence. */
function isStrange(character: string): boolean {
  const code = character.charCodeAt(0);
  return code < 0x09 || (code > 0x0d && code < 0x20 && code !== 0x1b) || code === 0x7f || code === 0xfffd;
}

import type { IncomingMessage } from 'node:http';
import { PassThrough, type Transform } from 'node:stream';
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import { FaultError } from './fault.ts';

export interface DecodedBody {
  readonly body: AsyncIterable<Uint8Array>;
  readonly isTruncated: () => boolean;
}

/**
 * The body without its content coding (RFC 9110 §8.4), streamed, cut after `maxBytes` both on the wire and decoded, so
 * that neither a long answer nor a small bomb costs more. Two codings, or one we did not offer, are a broken answer.
 */
export function decodeBody(response: IncomingMessage, maxBytes: number, close: () => void): DecodedBody {
  let isCut = false;
  async function* read(): AsyncIterable<Uint8Array> {
    let left = maxBytes;
    try {
      for await (const chunk of decoded(response, maxBytes, () => (isCut = true))) {
        if (chunk.length > left) {
          isCut = true;
          if (left > 0) yield chunk.subarray(0, left);
          return;
        }
        left -= chunk.length;
        yield chunk;
      }
    } catch (error) {
      if (!isCut) throw error; // a coded body that we cut ourselves ends in the middle
    } finally {
      response.destroy();
      close();
    }
  }
  return { body: read(), isTruncated: () => isCut };
}

async function* decoded(response: IncomingMessage, maxWire: number, cut: () => void): AsyncIterable<Uint8Array> {
  const codings = (response.headers['content-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((word) => word.trim());
  const named = codings.filter((coding) => coding !== '' && coding !== 'identity');
  if (named.length > 1) throw new FaultError('malformed', `content coded ${named.length} times`);
  const coding = named[0];
  let decoder: Transform | null = null;
  let wire = 0;
  const source = response[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await source.next();
  if (first.done === true) return;
  if (coding !== undefined) decoder = decoderFor(coding, first.value);
  const limited = limit();

  async function* limit(): AsyncIterable<Buffer> {
    for (let next: IteratorResult<Buffer> = first; next.done !== true; next = await source.next()) {
      wire += next.value.length;
      yield next.value;
      if (wire > maxWire) {
        cut();
        return;
      }
    }
  }
  if (decoder === null) {
    yield* limited;
    return;
  }
  const target = decoder;
  // Its data may have ended, and been read, before the connection breaks: then nobody else listens.
  target.on('error', () => undefined);
  const pumped = pump(limited, target);
  try {
    yield* target as AsyncIterable<Uint8Array>;
    await pumped;
  } finally {
    target.destroy();
    await pumped.catch(() => undefined);
  }
}

async function pump(source: AsyncIterable<Buffer>, target: Transform): Promise<void> {
  try {
    for await (const chunk of source) {
      if (target.destroyed) return;
      if (!target.write(chunk)) {
        await new Promise<void>((resolve) => {
          target.once('drain', resolve);
          target.once('close', resolve);
        });
      }
    }
    target.end();
  } catch (error) {
    target.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

function decoderFor(coding: string, start: Buffer): Transform {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate': // "deflate" means zlib (RFC 1950); some servers send it raw
      return ((start[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw();
    case 'br':
      return createBrotliDecompress();
    case 'zstd': // windows over 8 MiB are not to be decoded (RFC 8878 §3.1.1.1.2, RFC 9659)
      return createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: 23 } });
    default:
      return new PassThrough({
        transform: (_chunk, _encoding, done) => done(new FaultError('malformed', `unknown content coding ${coding}`)),
      });
  }
}

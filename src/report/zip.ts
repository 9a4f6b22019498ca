import { promisify } from 'node:util';
import { constants, deflateRaw } from 'node:zlib';
import { Zip, ZipPassThrough } from 'fflate';

const deflate = promisify(deflateRaw);

/** The end of a DEFLATE stream: an empty last block (RFC 1951 §3.2.6). */
const LAST_BLOCK = Uint8Array.of(0x03, 0x00);
const DEFLATED = 8;

/** A ZIP archive written as a stream: one file after the other, each in blocks of any size. */
export interface ZipWriter {
  readonly file: (path: string) => void;
  /** Adds a block to the file begun last. */
  readonly add: (block: Uint8Array) => Promise<void>;
  /** Ends the archive. */
  readonly end: () => void;
  /** What is ready to be written out. */
  readonly take: () => readonly Uint8Array[];
}

/**
 * fflate keeps the archive (headers, checksums, directory); node:zlib compresses, off the main thread and 1.5 times as
 * fast (bench/RESULTS.md). Each block ends on a byte boundary, so that blocks compressed alone make one stream. The
 * stamps are fixed: the same report has the same bytes.
 */
export function zipWriter(): ZipWriter {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    ready.push(chunk);
  });
  let open: ZipPassThrough | null = null;
  let packed: Uint8Array<ArrayBuffer> = new Uint8Array();
  const close = (): void => {
    packed = LAST_BLOCK;
    open?.push(new Uint8Array(), true);
    open = null;
  };
  return {
    file: (path) => {
      close();
      const entry = new ZipPassThrough(path);
      entry.compression = DEFLATED;
      entry.mtime = new Date(1980, 0, 1);
      zip.add(entry);
      const { ondata } = entry;
      // ZipPassThrough sums what it is given and hands it on; what is handed on here is the compressed block.
      entry.ondata = (error, _raw, isLast) => ondata(error, packed, isLast);
      open = entry;
    },
    add: async (block) => {
      packed = await deflate(block, { finishFlush: constants.Z_SYNC_FLUSH });
      open?.push(block);
    },
    end: () => {
      close();
      zip.end();
    },
    take: () => {
      const chunks = ready;
      ready = [];
      return chunks;
    },
  };
}

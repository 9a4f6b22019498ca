import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type FetchDocument, MAX_DOCUMENT_BYTES, strangerIn } from './fetched.ts';

/** Files that a user downloaded by hand, under the publishers' own names; they are read where they lie. */
export function fromFolder(dir: string, now: () => Date): FetchDocument {
  return async ({ file }) => {
    const path = join(dir, file);
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      const { mtime, size } = await stat(path);
      if (size > MAX_DOCUMENT_BYTES) return { fault: `${path} is longer than ${MAX_DOCUMENT_BYTES} bytes` };
      for await (const chunk of createReadStream(path)) {
        if (!(chunk instanceof Uint8Array)) continue;
        const stranger = bytes === 0 ? strangerIn(chunk, file) : null;
        if (stranger !== null) return { fault: stranger };
        hash.update(chunk);
        bytes += chunk.length;
      }
      if (bytes === 0) return { fault: `${file} is empty` };
      const entry = { file, url: null, bytes, sha256: hash.digest('hex'), fetchedAt: now().toISOString() };
      return { kept: { path, entry, modifiedOn: mtime.toISOString().slice(0, 10), via: [] } };
    } catch (error) {
      return { fault: `cannot read ${path}: ${error instanceof Error ? error.message : String(error)}` };
    }
  };
}

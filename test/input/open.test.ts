import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openInputs } from '../../src/input/open.ts';

const LIST = Buffer.from('pier.example\r\n# a comment\nquay.example\n');
const SHA256 = createHash('sha256').update(LIST).digest('hex');

async function* pieces(): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < LIST.length; at += 5) yield LIST.subarray(at, at + 5);
}

describe('the digests of lists', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'open-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are those of the bytes as they came, of a file and of a stream that can be read but once', async () => {
    const file = join(folder, 'list.txt');
    writeFileSync(file, LIST);
    const inputs = await openInputs({ files: [file, '-'], stdin: pieces() });
    const rows = await Array.fromAsync(inputs.rows());
    expect(rows.map(({ asked }) => asked)).toEqual(['pier.example', 'quay.example', 'pier.example', 'quay.example']);
    expect(await inputs.digests()).toEqual([
      { file, sha256: SHA256 },
      { file: 'standard input', sha256: SHA256 },
    ]);
  });
});

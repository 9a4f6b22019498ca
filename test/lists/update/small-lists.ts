import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestText, parseManifest } from '../../../src/lists/manifest.ts';
import type { ListReader } from '../../../src/lists/reader.ts';
import { LIST_READERS } from '../../../src/lists/registry.ts';
import { BUNDLED_LISTS } from '../../../src/lists/snapshot.ts';
import type { Fetched } from '../../../src/lists/update/fetched.ts';

/** Makes a folder a snapshot of two small lists of those that ship. */
export function copySmallLists(folder: string): void {
  const ids = ['us-ofac-cons', 'un'];
  const { lists, supplement } = parseManifest(readFileSync(join(BUNDLED_LISTS, 'manifest.json'), 'utf8'));
  for (const file of [...ids.map((id) => `${id}.jsonl.gz`), 'supplement.jsonl']) {
    cpSync(join(BUNDLED_LISTS, file), join(folder, file));
  }
  const small = lists.filter(({ id }) => ids.includes(id));
  writeFileSync(join(folder, 'manifest.json'), manifestText({ format: 1, lists: small, supplement }));
}

/** A UN list of 2026-10-09 with two entries. */
export const UN_DOCUMENT = readFileSync('fixtures/lists/un.xml', 'utf8').replace('2026-03-09T', '2026-10-09T');

/** The reader of the UN list that expects a list as small as that. */
export function smallReader(): ListReader {
  const reader = LIST_READERS.find(({ id }) => id === 'un');
  if (reader === undefined) throw new Error('no reader');
  return { ...reader, expect: { entities: [1, 2_500], withAlias: 0.4 } };
}

/** A document as a publisher would have sent it into a folder. */
export function sentInto(
  folder: string,
  text: string,
  modifiedOn: string | null = null,
  file = 'consolidated.xml',
): Fetched {
  const path = join(folder, file);
  writeFileSync(path, text);
  const sha256 = createHash('sha256').update(text).digest('hex');
  const url = LIST_READERS.find(({ id }) => id === 'un')?.documents[0].url ?? '';
  const entry = { file, url, bytes: text.length, sha256, etag: '"a"' };
  return { kept: { path, entry: { ...entry, fetchedAt: '2026-11-23T04:00:00.000Z' }, modifiedOn, via: [] } };
}

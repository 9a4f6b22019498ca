import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { compareSnapshots } from '../../src/lists/compare.ts';
import { BUNDLED_LISTS, openSnapshot } from '../../src/lists/snapshot.ts';

describe('two snapshots', () => {
  const dir = mkdtempSync(join(tmpdir(), 'compare-'));
  afterAll(() => rmSync(dir, { recursive: true }));

  it('that are the same differ in nothing', () => {
    const options = { lists: ['us-ofac-cons'] };
    expect(compareSnapshots(openSnapshot(options), openSnapshot(options))).toEqual([]);
  });

  it('tell what appeared, vanished and changed, with the fields as they were and are', () => {
    cpSync(BUNDLED_LISTS, dir, { recursive: true });
    const file = join(dir, 'us-ofac-cons.jsonl.gz');
    const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
    const [first = '', second = '', ...rest] = lines;
    const renamed = JSON.stringify({ ...JSON.parse(second), name: 'Invented Harbour Bank' });
    const fresh = JSON.stringify({
      id: 'ofac-cons:999999',
      type: 'entity',
      name: 'Invented Pier Trust',
      measure: 'sectoral',
    });
    const bytes = gzipSync(`${[renamed, ...rest, fresh].join('\n')}\n`);
    writeFileSync(file, bytes);
    const path = join(dir, 'manifest.json');
    const manifest: { lists: { id: string; sha256: string }[] } = JSON.parse(readFileSync(path, 'utf8'));
    for (const list of manifest.lists)
      if (list.id === 'us-ofac-cons') list.sha256 = createHash('sha256').update(bytes).digest('hex');
    writeFileSync(path, JSON.stringify({ ...manifest, sum: undefined }));
    const lists = ['us-ofac-cons'];
    const changes = compareSnapshots(openSnapshot({ lists }), openSnapshot({ dir, lists }));
    const named: { name: string } = JSON.parse(second);
    const was = { field: 'name', old: named.name, new: 'Invented Harbour Bank' };
    const gone: { id: string } = JSON.parse(first);
    expect(changes).toHaveLength(3);
    expect(changes).toContainEqual(expect.objectContaining({ id: gone.id, kind: 'vanished' }));
    expect(changes).toContainEqual(expect.objectContaining({ id: 'ofac-cons:999999', kind: 'appeared' }));
    expect(changes).toContainEqual(
      expect.objectContaining({ name: 'Invented Harbour Bank', kind: 'changed', fields: [was] }),
    );
  });
});

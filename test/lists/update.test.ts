import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ListReader } from '../../src/lists/reader.ts';
import { LIST_READERS } from '../../src/lists/registry.ts';
import { BUNDLED_LISTS, openSnapshot } from '../../src/lists/snapshot.ts';
import { type Fetched, type Renewal, updateLists } from '../../src/lists/update.ts';

const WHOLE = readFileSync('fixtures/lists/un.xml', 'utf8').replace('2026-03-09T', '2026-10-09T');

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** The reader of the UN list that expects a list as small as the fixture. */
function smallReader(): ListReader {
  const reader = LIST_READERS.find(({ id }) => id === 'un');
  if (reader === undefined) throw new Error('no reader');
  return { ...reader, expect: { entities: [1, 2_500], withAlias: 0.4 } };
}

describe('an update of the lists', () => {
  let root: string;
  let dir: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'update-'));
    dir = join(root, 'lists');
    cpSync(BUNDLED_LISTS, dir, { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const update = async (fetched: Fetched, acceptShrink: boolean): Promise<readonly Renewal[]> =>
    await updateLists({
      from: dir,
      to: dir,
      readers: [smallReader()],
      fetch: async () => fetched,
      acceptShrink,
      onRenewal: () => undefined,
    });

  it('puts a sound edition in place, keeps the one before it, and leaves the other lists as they were', async () => {
    const renewals = await update({ bytes: bytesOf(WHOLE), etag: '"a"' }, true);
    expect(renewals).toEqual([{ list: 'un', outcome: 'renewed', detail: 'edition 2026-10-09, 2 entities' }]);
    const snapshot = openSnapshot({ dir });
    expect(snapshot.editions.find(({ id }) => id === 'un')).toMatchObject({ edition: '2026-10-09', entities: 2 });
    const counts = [...snapshot.entities()].reduce((sum, { list }) => sum + (list === 'uk' ? 1 : 0), 0);
    expect(counts).toBe(6_046);
    expect(openSnapshot({ dir: `${dir}.previous` }).digest).toBe(openSnapshot().digest);
    expect(readdirSync(root).toSorted()).toEqual(['lists', 'lists.previous']);
  });

  it.each<[string, () => Fetched, RegExp]>([
    ['cut short', () => ({ bytes: bytesOf(WHOLE.slice(0, -40)) }), /unclosed/i],
    ['HTML', () => ({ bytes: bytesOf('<html><body>Moved</body></html>') }), /<html> where/],
    ['much smaller', () => ({ bytes: bytesOf(WHOLE) }), /2 entities, 1011 before; --accept-shrink/],
    ['older', () => ({ bytes: bytesOf(WHOLE.replace('2026-10-09', '2026-07-09')) }), /older than 2026-08-01/],
    ['undated', () => ({ bytes: bytesOf(WHOLE.replace('dateGenerated', 'made')) }), /does not tell its date/],
    ['twice the same id', () => ({ bytes: bytesOf(WHOLE.replace('HAe.001', 'HAi.001')) }), /same id/],
    ['not to be had', () => ({ fault: 'HTTP 403' }), /HTTP 403/],
  ])('refuses an edition that is %s, and the old one stays', async (_, fetched, reason) => {
    const [renewal] = await update(fetched(), false);
    expect(renewal?.outcome).toBe('refused');
    expect(renewal?.detail).toMatch(reason);
    expect(openSnapshot({ dir }).digest).toBe(openSnapshot().digest);
    expect(existsSync(`${dir}.previous`)).toBe(false);
  });
});

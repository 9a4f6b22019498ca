import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { manifestText, parseManifest } from '../../src/lists/manifest.ts';
import type { ListReader } from '../../src/lists/reader.ts';
import { openSnapshot, readManifest, verifySnapshot } from '../../src/lists/snapshot.ts';
import { hasSnapshot, previousFolder, snapshotFolder } from '../../src/lists/store.ts';
import type { Fetched } from '../../src/lists/update/fetched.ts';
import { type Renewal, type UpdateOptions, updateLists } from '../../src/lists/update.ts';
import { copySmallLists, sentInto, smallReader, UN_DOCUMENT } from './update/small-lists.ts';

const WHOLE = UN_DOCUMENT;
const NOW = new Date('2026-11-23T04:00:00Z');

const base = mkdtempSync(join(tmpdir(), 'base-'));
beforeAll(() => copySmallLists(base));
afterAll(() => rmSync(base, { recursive: true }));

let root: string;
let dir: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'update-'));
  dir = join(root, 'lists');
});
afterEach(() => rmSync(root, { recursive: true }));

const sent =
  (text: string, modifiedOn: string | null = null) =>
  (folder: string): Fetched =>
    sentInto(folder, text, modifiedOn);

async function update(
  fetched: (folder: string) => Fetched,
  options: Partial<UpdateOptions> = {},
): Promise<readonly Renewal[]> {
  return await updateLists({
    base,
    to: dir,
    readers: [smallReader()],
    fetch: async (_, known, folder) => (known?.etag === '"a"' ? { unchanged: true } : fetched(folder)),
    acceptShrink: true,
    program: '1',
    now: () => NOW,
    signal: new AbortController().signal,
    onUnsound: () => undefined,
    onRenewal: () => undefined,
    ...options,
  });
}

describe('an update of the lists', () => {
  it('puts a sound edition in place, and leaves the other lists as they were', async () => {
    expect(await update(sent(WHOLE))).toEqual([
      { list: 'un', outcome: 'renewed', detail: 'edition 2026-10-09, 2 entities' },
    ]);
    const snapshot = openSnapshot({ dir });
    expect(snapshot.editions.find(({ id }) => id === 'un')).toMatchObject({ edition: '2026-10-09', entities: 2 });
    expect(snapshot.entities().filter(({ list }) => list === 'us-ofac-cons')).toHaveLength(442);
    expect(readdirSync(dir)).toEqual(['1']);
  });

  it('writes down what was read, by which reader and when', async () => {
    await update(sent(WHOLE));
    const un = readManifest(dir).find(({ id }) => id === 'un');
    expect(un?.readBy).toEqual({ format: 'consolidated-xml', program: '1' });
    expect(un?.documents).toEqual([
      expect.objectContaining({ sha256: createHash('sha256').update(WHOLE).digest('hex'), etag: '"a"' }),
    ]);
    expect(un?.documents?.[0]?.fetchedAt).toBe(NOW.toISOString());
  });

  it('keeps the edition before, and no more than that', async () => {
    await update(sent(WHOLE));
    expect(previousFolder(dir)).toBeNull();
    for (const day of ['10', '11', '12'])
      await update(sent(WHOLE.replace('2026-10-09', `2026-10-${day}`)), { program: day });
    expect(readdirSync(dir)).toEqual(['3', '4']);
    const before = openSnapshot({ dir: previousFolder(dir) ?? '' });
    expect(before.editions.find(({ id }) => id === 'un')?.edition).toBe('2026-10-11');
  });

  it.each<[string, (folder: string) => Fetched, RegExp]>([
    ['cut short', sent(WHOLE.slice(0, -40)), /unclosed/i],
    ['HTML', sent('<html><body>Moved</body></html>'), /<html> where/],
    ['much smaller', sent(WHOLE), /2 entities, 1011 before; --accept-shrink/],
    ['older', sent(WHOLE.replace('2026-10-09', '2026-07-09')), /older than 2026-08-01/],
    ['undated', sent(WHOLE.replace('dateGenerated', 'made')), /does not tell its date/],
    ['of a day that is none', sent(WHOLE.replace('2026-10-09', '2026-13-45')), /"2026-13-45" is no day/],
    ['of the future', sent(WHOLE.replace('2026-10-09', '2062-10-09')), /lies in the future/],
    ['twice the same id', sent(WHOLE.replace('HAe.001', 'HAi.001')), /same id, un:HAi.001/],
    ['not to be had', () => ({ fault: 'HTTP 403' }), /HTTP 403/],
  ])('refuses an edition that is %s, and the old one stays', async (_, fetched, reason) => {
    const [renewal] = await update(fetched, { acceptShrink: false });
    expect(renewal?.outcome).toBe('refused');
    expect(renewal?.detail).toMatch(reason);
    expect(hasSnapshot(dir)).toBe(false);
    expect(readdirSync(dir)).toEqual([]);
  });

  it.each<[string, Partial<ListReader>, string, RegExp]>([
    ['an older edition', {}, WHOLE.replace('2026-10-09', '2026-07-09'), /older/],
    ['an id told twice', {}, WHOLE.replace('HAe.001', 'HAi.001'), /same id/],
    ['more entities than expected', { expect: { entities: [0, 1], withAlias: 0 } }, WHOLE, /at most 1 expected/],
    ['no entity', {}, '<CONSOLIDATED_LIST dateGenerated="2026-10-09T00:00:00Z"/>', /no entity/],
  ])('does not let --accept-shrink take %s', async (_, rest, text, reason) => {
    const [renewal] = await update(sent(text), { readers: [{ ...smallReader(), ...rest }] });
    expect(renewal).toMatchObject({ outcome: 'refused', detail: expect.stringMatching(reason) });
  });

  it.each<[string, ListReader['expect']]>([
    ['fewer entities than expected', { entities: [100, 200], withAlias: 0.1 }],
    ['fewer aliases than expected', { entities: [1, 200], withAlias: 1.1 }],
  ])('lets --accept-shrink take %s, and only that', async (_, expected) => {
    const readers = [{ ...smallReader(), expect: expected }];
    expect((await update(sent(WHOLE), { readers, acceptShrink: false }))[0]?.outcome).toBe('refused');
    expect((await update(sent(WHOLE), { readers }))[0]?.outcome).toBe('renewed');
  });

  it('asks with the conditions of the last time, but not after another version or format has read it', async () => {
    await update(sent(WHOLE));
    expect((await update(sent(WHOLE)))[0]?.outcome).toBe('unchanged');
    expect((await update(sent(WHOLE), { program: '2' }))[0]?.outcome).toBe('renewed');
    const readers = [{ ...smallReader(), format: 'other' }];
    expect((await update(sent(WHOLE), { readers, program: '2' }))[0]?.outcome).toBe('renewed');
  });

  it('takes the same bytes for no change, and other bytes of the same day for a new edition', async () => {
    await update(sent(WHOLE));
    const fetch =
      (text: string): UpdateOptions['fetch'] =>
      async (_, __, folder) =>
        sent(text)(folder);
    expect((await update(sent(WHOLE), { fetch: fetch(WHOLE) }))[0]?.outcome).toBe('unchanged');
    expect((await update(sent(WHOLE), { fetch: fetch(`${WHOLE}\n`) }))[0]?.outcome).toBe('renewed');
  });

  it.each([
    ['2026-10-14', 'renewed', 'edition 2026-10-14, 2 entities'],
    [null, 'refused', 'neither document nor server tells its date'],
  ])('gives an undated format the day of its server, %s: %s', async (day, outcome, detail) => {
    const readers: readonly ListReader[] = [{ ...smallReader(), undated: true }];
    const [renewal] = await update(sent(WHOLE.replace('dateGenerated', 'made'), day), { readers });
    expect(renewal).toEqual({ list: 'un', outcome, detail });
  });

  it('adds a list that is new, when its reader describes it, and screens with it', async () => {
    const about = { publisher: 'Harbour Office', title: 'Harbour List', terms: 'free' };
    const unknown = { ...smallReader(), id: 'harbour' };
    expect((await update(sent(WHOLE), { readers: [unknown] }))[0]).toMatchObject({
      outcome: 'refused',
      detail: 'the snapshot in place does not know this list',
    });
    expect((await update(sent(WHOLE), { readers: [{ ...unknown, about }] }))[0]?.outcome).toBe('renewed');
    const { editions, entities } = openSnapshot({ dir, lists: ['harbour'] });
    expect(editions).toEqual([
      expect.objectContaining({ publisher: 'Harbour Office', title: 'Harbour List', entities: 2 }),
    ]);
    expect(entities()[0]).toMatchObject({ list: 'harbour', url: expect.stringMatching(/^https:/) });
    expect(
      readManifest(dir)
        .map(({ id }) => id)
        .at(-1),
    ).toBe('harbour');
  });

  describe('of several documents', () => {
    const [main] = smallReader().documents;
    const second = { file: 'comments.xml', url: 'https://un.example/comments' };
    const family: ListReader = {
      ...smallReader(),
      documents: [main, second],
      read: async (open) => {
        const reading = await smallReader().read((file) => open(file));
        for await (const _ of open(second.file)) break;
        return reading;
      },
    };
    const fetchWith =
      (other: (folder: string) => Fetched): UpdateOptions['fetch'] =>
      async ({ file }, known, folder) => {
        if (file === second.file) return other(folder);
        return known === undefined ? sentInto(folder, WHOLE) : { unchanged: true };
      };
    const whole = (folder: string): Fetched => sentInto(folder, '<C/>', null, second.file);

    it('reads all of them, writes all of them down, and asks by the first whether there is anything new', async () => {
      const options = { readers: [family], fetch: fetchWith(whole) };
      expect((await update(sent(WHOLE), options))[0]?.outcome).toBe('renewed');
      const documents = readManifest(dir).find(({ id }) => id === 'un')?.documents;
      expect(documents?.map(({ file }) => file)).toEqual([main.file, second.file]);
      expect((await update(sent(WHOLE), options))[0]?.outcome).toBe('unchanged');
    });

    it.each<[string, Fetched]>([
      ['is not to be had', { fault: 'HTTP 404' }],
      ['is "not modified" without a question', { unchanged: true }],
    ])('refuses the edition when the second %s', async (_, other) => {
      const [renewal] = await update(sent(WHOLE), { readers: [family], fetch: fetchWith(() => other) });
      expect(renewal?.outcome).toBe('refused');
      expect(hasSnapshot(dir)).toBe(false);
    });
  });

  it('builds upon what another update put in place meanwhile', async () => {
    const readers = [smallReader()];
    const fetch: UpdateOptions['fetch'] = async (_, __, folder) => {
      await update(sent(WHOLE.replace('2026-10-09', '2026-10-11')));
      return sent(WHOLE.replace('2026-10-09', '2026-10-10'))(folder);
    };
    const [renewal] = await update(sent(WHOLE), { readers, fetch });
    expect(renewal).toMatchObject({ outcome: 'refused', detail: 'edition 2026-10-10 is older than 2026-10-11' });
    expect(openSnapshot({ dir }).editions.find(({ id }) => id === 'un')?.edition).toBe('2026-10-11');
  });

  it('leaves everything as it was when it is stopped in the middle', async () => {
    await update(sent(WHOLE));
    const { digest } = openSnapshot({ dir });
    const stop = new AbortController();
    const fetch: UpdateOptions['fetch'] = async (_, __, folder) => {
      stop.abort(new Error('SIGINT'));
      return sent(WHOLE.replace('2026-10-09', '2026-10-10'))(folder);
    };
    await expect(update(sent(WHOLE), { fetch, signal: stop.signal })).rejects.toThrow('SIGINT');
    expect(openSnapshot({ dir }).digest).toBe(digest);
    expect(readdirSync(dir)).toEqual(['1']);
  });

  it('does not build upon renewed lists that are damaged, and says so', async () => {
    await update(sent(WHOLE));
    writeFileSync(join(snapshotFolder(dir), 'us-ofac-cons.jsonl.gz'), 'torn');
    const reasons: string[] = [];
    const onUnsound = (reason: string, instead: string): void => void reasons.push(`${reason} ${instead}`);
    const [renewal] = await update(sent(WHOLE.replace('2026-10-09', '2026-10-10')), { onUnsound });
    expect(renewal?.outcome).toBe('renewed');
    expect(reasons).toEqual([expect.stringMatching(/us-ofac-cons\.jsonl\.gz: altered.*base-/)]);
    expect(verifySnapshot(dir)).toBe(442 + 2);
  });

  it('takes over what a newer program ships, for lists that were never renewed or are older', async () => {
    await update(sent(WHOLE));
    const newer = join(root, 'newer');
    cpSync(snapshotFolder(dir), newer, { recursive: true });
    const path = join(newer, 'manifest.json');
    const { lists, supplement } = parseManifest(readFileSync(path, 'utf8'));
    const newest = lists.map((list) => ({ ...list, documents: undefined, edition: '2026-11-20' }));
    writeFileSync(path, manifestText({ format: 1, lists: newest, supplement }));
    const reader = { ...smallReader(), id: 'harbour', about: { publisher: 'Office', title: 'Harbour', terms: '' } };
    await update(sent(WHOLE.replaceAll('HA', 'HB')), { base: newer, readers: [reader] });
    expect(readManifest(dir).map(({ id, edition }) => `${id} ${edition}`)).toEqual([
      'us-ofac-cons 2026-11-20',
      'un 2026-11-20',
      'harbour 2026-10-09',
    ]);
  });

  it('judges by a folder that is itself a snapshot, and keeps it as the one before', async () => {
    cpSync(base, dir, { recursive: true });
    await update(sent(WHOLE));
    expect(snapshotFolder(dir)).toBe(join(dir, '1'));
    expect(previousFolder(dir)).toBe(dir);
  });

  it('tells that it cannot write, and where', async () => {
    writeFileSync(join(root, 'file'), '');
    await expect(update(sent(WHOLE), { to: join(root, 'file', 'lists') })).rejects.toThrow(
      /cannot write .*file\/lists: .*The lists stay as they were/,
    );
    expect(existsSync(dir)).toBe(false);
  });
});

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DownloadState, fromPublishers } from '../../../src/lists/update/download.ts';
import type { Fetched } from '../../../src/lists/update/fetched.ts';
import type { Network } from '../../../src/net/network.ts';
import { openNetwork } from '../../../src/net/open-network.ts';
import { type Internet, startInternet } from '../../../src/simulate/internet.ts';
import type { Publication } from '../../../src/simulate/publisher.ts';
import type { World } from '../../../src/simulate/world.ts';

const NOW = new Date();
const BODY = `<?xml version="1.0"?><LIST>${'<E>quay</E>'.repeat(2_000)}</LIST>`;
const DAY = 'Wed, 14 Oct 2026 06:00:00 GMT';

/** What lies where, by address; tests fill it. */
const published = new Map<string, Publication>();
const asked: URL[] = [];

const world: World = {
  names: (name) => (name === 'inside.example' ? { a: ['10.0.0.7'] } : { a: ['203.0.113.80'] }),
  page: () => null,
  document: (url) => {
    asked.push(url);
    return published.get(url.href) ?? null;
  },
  rdap: () => null,
  whois: () => null,
  whoisServers: {},
  registration: { rdap: {}, whois: {} },
};

let internet: Internet;
let network: Network;
beforeAll(async () => {
  internet = await startInternet(world, NOW);
  network = await openNetwork({ mapFile: internet.mapFile, userAgent: 'test', timeoutMs: 5_000, now: () => NOW });
});
afterAll(() => internet.close());

let folder: string;
beforeEach(() => {
  published.clear();
  asked.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'download-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const HERE = 'https://lists.publisher.example/list.xml';
const document = { file: 'list.xml', url: HERE };

interface Rest {
  readonly network?: Network;
  readonly signal?: AbortSignal;
  readonly known?: Parameters<ReturnType<typeof fromPublishers>>[1];
  readonly onBytes?: (state: DownloadState) => void;
  readonly totalMs?: number;
  readonly idleMs?: number;
}

async function download({ known, ...rest }: Rest = {}): Promise<Fetched> {
  const signal = new AbortController().signal;
  const fetch = fromPublishers({ network, signal, maxBytes: 1_000_000, idleMs: 5_000, ...rest });
  return await fetch(document, known, folder);
}

const knownAs = (rest: { readonly etag?: string; readonly lastModified?: string }) => ({
  known: { file: 'list.xml', url: HERE, bytes: 1, sha256: '', fetchedAt: '', ...rest },
});

describe('a publisher’s document', () => {
  it('comes to the disk whole, with its checksum, tag and day', async () => {
    published.set(HERE, { body: BODY, etag: '"1"', lastModified: DAY });
    const fetched = await download();
    if (!('kept' in fetched)) throw new Error(JSON.stringify(fetched));
    expect(readFileSync(fetched.kept.path, 'utf8')).toBe(BODY);
    expect(fetched.kept).toMatchObject({ modifiedOn: '2026-10-14', via: [] });
    expect(fetched.kept.entry).toMatchObject({ url: HERE, bytes: BODY.length, etag: '"1"', lastModified: DAY });
    expect(fetched.kept.entry.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<[string, Publication, RegExp]>([
    ['is cut short of its announced length', { body: BODY, fault: 'cut' }, /cut short after \d+ bytes/],
    ['is cut short in chunks', { body: BODY, fault: 'cut-chunked' }, /cut short after \d+ bytes/],
    [
      'is cut short within its coding',
      { body: BODY, fault: 'cut-gzip' },
      /cut short after \d+ bytes: broken HTTP answer/,
    ],
    ['never ends', { body: BODY, fault: 'endless' }, /longer than 1000000 bytes/],
    ['swells when it is decoded', { body: BODY, fault: 'bomb' }, /longer than 1000000 bytes/],
    ['is denied', { body: BODY, fault: 'denied' }, /publisher\.example: HTTP 403: .*--from/],
    ['is "not modified" to nobody’s question', { body: BODY, fault: 'not-modified' }, /HTTP 304/],
    ['is a page', { body: '<!DOCTYPE html><title>Sorry</title>' }, /an HTML page in place of list.xml \("Sorry"\)/],
    ['is a zip file', { body: 'PK\u0003\u0004abcd' }, /a zip file in place of list.xml/],
    ['is empty', { body: '' }, /list.xml is empty/],
  ])('is refused when it %s', async (_, publication, reason) => {
    published.set(HERE, publication);
    expect(await download()).toEqual({ fault: expect.stringMatching(reason) });
  });

  it('is refused when it is not there, and by a publisher that wants to know who asks', async () => {
    expect(await download()).toEqual({ fault: expect.stringMatching(/HTTP 404/) });
    published.set(HERE, { body: BODY });
    expect(await download({ network: { ...network, userAgent: '' } })).toEqual({
      fault: expect.stringMatching(/HTTP 403/),
    });
  });

  it('is given up when it never comes, or stops coming', async () => {
    published.set(HERE, { body: BODY, fault: 'silent' });
    const hasty = { network: { ...network, timeoutMs: 200 } };
    expect(await download(hasty)).toEqual({ fault: expect.stringMatching(/timeout: no answer within 200 ms/) });
    published.set(HERE, { body: BODY, fault: 'stalled' });
    const stalled = await download({ idleMs: 200 });
    expect(stalled).toEqual({ fault: expect.stringMatching(/cut short after \d+ bytes: nothing came for 0.2 s/) });
  });

  it('may come slowly, as long as it comes', async () => {
    published.set(HERE, { body: BODY, fault: 'drip' });
    expect(await download({ idleMs: 300 })).toMatchObject({ kept: { entry: { bytes: BODY.length } } });
  });

  it('that cannot be written is no fault of the publisher', async () => {
    published.set(HERE, { body: BODY, fault: 'endless' });
    rmSync(folder, { recursive: true });
    await expect(download()).rejects.toThrow(/cannot write .*list\.xml: ENOENT.*The lists stay as they were/);
    mkdirSync(folder);
  });

  it('may take no longer than its deadline, however steadily it comes', async () => {
    published.set(HERE, { body: BODY, fault: 'stalled' });
    expect(await download({ totalMs: 150 })).toEqual({ fault: expect.stringMatching(/not whole within 0 s/) });
  });

  it('is let go at once when the user stops', async () => {
    published.set(HERE, { body: BODY, fault: 'stalled' });
    const stop = new AbortController();
    const started = performance.now();
    const fetched = await download({ signal: stop.signal, onBytes: () => stop.abort(new Error('SIGINT')) });
    expect(fetched).toEqual({ fault: expect.stringMatching(/cut short/) });
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it('tells how far it is, and of how much', async () => {
    published.set(HERE, { body: BODY, fault: 'stalled' });
    const stop = new AbortController();
    const states: DownloadState[] = [];
    const onBytes = (state: DownloadState): void => {
      states.push(state);
      if (state.bytes === BODY.length / 2) stop.abort(new Error('enough'));
    };
    await download({ signal: stop.signal, onBytes });
    expect(states.at(-1)).toEqual({ file: 'list.xml', bytes: BODY.length / 2, expected: BODY.length });
  });
});

describe('a document that is known', () => {
  it.each([
    ['by its tag', { etag: '"1"' }],
    ['by its day', { lastModified: DAY }],
  ])('has not changed, says the publisher %s', async (_, rest) => {
    published.set(HERE, { body: BODY, etag: '"1"', lastModified: DAY });
    expect(await download(knownAs(rest))).toEqual({ unchanged: true });
  });

  it('comes when it has changed', async () => {
    published.set(HERE, { body: BODY, etag: '"2"' });
    expect(await download(knownAs({ etag: '"1"' }))).toMatchObject({ kept: { entry: { etag: '"2"' } } });
  });
});

describe('a redirect', () => {
  const PRESIGNED = 'https://bucket.storage.example/list.xml?X-Signature=secret';

  it('to a presigned address on another host is followed and told, without its secret', async () => {
    published.set(HERE, { body: '', location: PRESIGNED });
    published.set(PRESIGNED, { body: BODY, etag: '"storage"' });
    const fetched = await download();
    expect(fetched).toMatchObject({ kept: { via: ['bucket.storage.example'], entry: { url: HERE } } });
    expect(JSON.stringify(fetched)).not.toMatch(/secret/);
    expect(JSON.stringify(fetched)).not.toMatch(/"etag"/); // the storage's tag means nothing to the publisher
  });

  it('takes no condition along to another host', async () => {
    published.set(HERE, { body: '', location: PRESIGNED });
    published.set(PRESIGNED, { body: BODY, etag: '"1"' });
    expect(await download(knownAs({ etag: '"1"' }))).toHaveProperty('kept');
  });

  it.each([
    ['http', 'http://lists.publisher.example/list.xml', /redirected to http:\/\/.*only https/],
    ['another protocol', 'ftp://lists.publisher.example/list.xml', /redirected to ftp:.*only https/],
    ['an odd port', 'https://lists.publisher.example:8443/list.xml', /redirected to port 8443/],
    ['a user', 'https://me:secret@lists.publisher.example/list.xml', /with user and password/],
    ['nowhere', 'https://', /no address/],
    ['itself', HERE, /more than 5 redirects/],
  ])('to %s is not followed', async (_, location, reason) => {
    published.set(HERE, { body: '', location });
    const fetched = await download();
    expect(fetched).toEqual({ fault: expect.stringMatching(reason) });
    expect(JSON.stringify(fetched)).not.toMatch(/secret/);
  });

  it('to an address inside is looked up and checked like the first', async () => {
    published.set(HERE, { body: '', location: 'https://inside.example/list.xml' });
    published.set('https://inside.example/list.xml', { body: BODY });
    const guarded: Network = {
      ...network,
      dial: (wanted) =>
        wanted.address.startsWith('10.') ? { refused: 'not globally reachable' } : network.dial(wanted),
    };
    expect(await download({ network: guarded })).toEqual({
      fault: expect.stringMatching(/inside\.example.*not globally/),
    });
    expect(asked.map(({ host }) => host)).toEqual(['lists.publisher.example']);
  });

  it('more than five times ends the journey', async () => {
    const hop = (number: number): string => `https://hop${number}.example/list.xml`;
    published.set(HERE, { body: '', location: hop(1) });
    for (let number = 1; number < 9; number += 1) published.set(hop(number), { body: '', location: hop(number + 1) });
    expect(await download()).toEqual({ fault: 'lists.publisher.example: more than 5 redirects' });
    expect(asked).toHaveLength(6);
    expect(readdirSync(folder)).toEqual([]);
  });
});

import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIST_READERS } from '../../src/lists/registry.ts';
import { type Internet, startInternet } from '../../src/simulate/internet.ts';
import type { Publication } from '../../src/simulate/publisher.ts';
import { run, start, workplace } from './run-cli.ts';

const fixture = (name: string): string => readFileSync(join('fixtures/lists', name), 'utf8');
const UN = fixture('un.xml').replace('2026-03-09T', '2026-10-09T');
const CA = fixture('ca.xml').replace(/<DateOfListing>[^<]*/, '<DateOfListing>2026-10-14');
const PRESIGNED = 'https://storage.example/sema-lmes.xml?X-Signature=secret';
const addressOf = (list: string, format?: string): string =>
  LIST_READERS.find((reader) => reader.id === list && (format === undefined || reader.format === format))?.documents[0]
    .url ?? '';

/** Publishers of three lists, each with its manner; the others have nothing. */
const PUBLISHED: Readonly<Record<string, Publication>> = {
  [addressOf('un')]: { body: UN, etag: '"un"' },
  [addressOf('ca')]: { body: '', location: PRESIGNED },
  [PRESIGNED]: { body: CA },
  [addressOf('us-ofac-cons', 'consolidated-xml')]: {
    body: fixture('us-ofac-cons.xml').replace(/<Publish_Date>[^<]*/, '<Publish_Date>10/14/2026'),
    lastModified: 'Wed, 14 Oct 2026 06:00:00 GMT',
  },
  [addressOf('us-ofac-sdn')]: { body: '<!DOCTYPE html><title>Maintenance</title>' },
};

let internet: Internet;
let hanging: Internet;
const worldOf = (document: (url: URL) => Publication | null) => ({
  names: () => ({ a: ['203.0.113.80'] }),
  page: () => null,
  document,
  rdap: () => null,
  whois: () => null,
  whoisServers: {},
  registration: { rdap: {}, whois: {} },
});
beforeAll(async () => {
  internet = await startInternet(
    worldOf((url) => PUBLISHED[url.href] ?? null),
    new Date(),
  );
  hanging = await startInternet(
    worldOf(() => ({ body: UN, fault: 'stalled' })),
    new Date(),
  );
});
afterAll(() => Promise.all([internet.close(), hanging.close()]));

const LISTS = '.local/share/audit-domains/lists';
const last = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

describe.concurrent('lists update', () => {
  it('renews what can be had whole, refuses the rest with reasons, and is judged, verified and compared by', async () => {
    const folder = workplace();
    const update = ['lists', 'update', 'ca', 'us-ofac-sdn', 'un', '--accept-shrink', '--network-map', internet.mapFile];
    const first = await run(folder, update);
    expect(first.stderr.split('\n').slice(0, -1)).toEqual([
      expect.stringMatching(/^us-ofac-sdn: refused: sanctionslist.*: an HTML page in place of .* \("Maintenance"\)$/),
      'un: renewed: edition 2026-10-09, 2 entities',
      expect.stringMatching(
        /^ca: renewed: edition 2026-10-14, \d entities, sent on by the publisher to storage\.example$/,
      ),
      '2 of 3 lists renewed; audits judge by them from now on',
    ]);
    expect(first.code).toBe(3);
    expect(readdirSync(join(folder, LISTS))).toEqual(['1']);

    const [status, verified, changes, screened, again] = await Promise.all([
      run(folder, ['lists', 'status', '--json']),
      run(folder, ['lists', 'verify']),
      run(folder, ['lists', 'diff', '--json']),
      run(folder, ['screen', 'Pretend Dockers']),
      run(folder, update),
    ]);
    const un = (JSON.parse(status.stdout) as { id: string }[]).find(({ id }) => id === 'un');
    expect(un).toMatchObject({ edition: '2026-10-09', origin: 'renewed', documents: [{ etag: '"un"' }] });
    expect(verified.stdout).toMatch(/^sound: \d+ entities/);
    expect(changes.stdout).toContain('{"id":"un:HAe.001","list":"un","name":"Pretend Dockers","kind":"appeared"');
    expect(screened.stdout).toContain('un:HAe.001');
    expect(again.stderr).toContain('un: unchanged: edition 2026-10-09');
    expect(again.stderr).toContain('ca: unchanged: edition 2026-10-14');
    expect(readdirSync(join(folder, LISTS))).toEqual(['1']);
  });

  it('reads the format that was asked for', async () => {
    const folder = workplace();
    const format = ['--format', 'consolidated-xml', '--network-map', internet.mapFile];
    const update = ['lists', 'update', 'us-ofac-cons', ...format];
    const refused = await run(folder, update);
    expect(refused.stderr).toMatch(
      /us-ofac-cons: refused: 3 entities, at least \d+ expected; --accept-shrink takes it/,
    );
    expect(refused.code).toBe(3);
    const { code, stderr } = await run(folder, [...update, '--accept-shrink']);
    expect(stderr).toMatch(/^us-ofac-cons: renewed: edition 2026-10-14, 3 entities\n1 of 1 lists renewed/);
    expect(code).toBe(0);
    expect((await run(folder, update)).stderr).toContain('us-ofac-cons: unchanged: edition 2026-10-14'); // by its day
  });

  it('reads files that were saved by hand, without a network', async () => {
    const folder = workplace();
    mkdirSync(join(folder, 'saved'));
    writeFileSync(join(folder, 'saved', 'consolidated.xml'), UN);
    const words = ['lists', 'update', '--from', 'saved', '--to', 'renewed', '--accept-shrink'];
    const { code, stderr } = await run(folder, words);
    expect(stderr).toBe(
      'un: renewed: edition 2026-10-09, 2 entities\n1 of 1 lists renewed; judge by them with --lists-dir renewed\n',
    );
    expect(code).toBe(0);
    expect((await run(folder, ['screen', '--lists-dir', 'renewed', 'Pretend Dockers'])).stdout).toContain('un:HAe.001');
    const status = await run(folder, ['lists', 'status', 'renewed']);
    expect(status.stdout).toMatch(
      /consolidated\.xml \(consolidated-xml\) from a file saved by hand,\s+20\d\d-\d\d-\d\d, sha256/,
    );
    const compared = await run(folder, ['lists', 'diff', join(process.cwd(), 'data/lists'), 'renewed']);
    for (const { stdout } of [status, compared]) {
      expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    }
    expect(status.stdout).toContain('older: weak, websites, emails of 2026-04-21\n');
  });

  it('stopped by Ctrl-C leaves everything as it was', async () => {
    const folder = workplace();
    const child = start(folder, ['lists', 'update', 'un', '--network-map', hanging.mapFile]);
    const lists = join(folder, LISTS);
    while (
      !(existsSync(lists) && readdirSync(lists, { recursive: true }).some((name) => /\.xml$/.test(String(name))))
    ) {
      await new Promise((settle) => setTimeout(settle, 20));
    }
    child.kill('SIGINT');
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(130);
    expect(readdirSync(lists)).toEqual([]);
  });

  it('on a full disk says so, exits 2 and leaves everything as it was', async () => {
    const folder = workplace();
    const words = ['lists', 'update', 'un', '--accept-shrink', '--network-map', internet.mapFile];
    const { code, stderr } = await run(folder, words, '', 100);
    expect(last(stderr)).toMatch(/^audit-domains: cannot write .*lists: EFBIG.*The lists stay as they were\./);
    expect(code).toBe(2);
    expect(readdirSync(join(folder, LISTS))).toEqual([]);
  });

  it.each([
    ['a list that nobody knows', ['mars'], /no list "mars" can be renewed; known are us-ofac-sdn/],
    [
      'a format that the list lacks',
      ['un', '--format', 'paper'],
      /no reader of format "paper"; there are un consolidated-xml/,
    ],
    ['a folder without files', ['--from', '.'], /none of .* is there/],
    ['no folder', ['un', '--from', 'nowhere'], /none of consolidated\.xml is there/],
    ['a network map that is none', ['un', '--network-map', 'none.json'], /none\.json/],
    [
      'a folder that cannot be made',
      ['un', '--to', 'nowhere.json/lists', '--network-map', 'nowhere.json'],
      /cannot write/,
    ],
  ])('says in one line what is wrong, and exits 2: %s', async (_, words, wanted) => {
    const folder = workplace();
    const { code, stdout, stderr } = await run(folder, ['lists', 'update', ...words]);
    expect({ code, stdout, lines: stderr.split('\n').length }).toEqual({ code: 2, stdout: '', lines: 2 });
    expect(stderr).toMatch(wanted);
  });

  it('has nothing to compare before the first renewal', async () => {
    const { code, stderr } = await run(workplace(), ['lists', 'diff']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/nothing to compare/);
  });
});

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { catalogueOptions, readingCatalogue } from '../../src/commands/providers-file.ts';
import { addProvidersUpdate } from '../../src/commands/providers-update.ts';
import { loadCatalogue, readProviders } from '../../src/detect/catalogue.ts';
import { toolVersion } from '../../src/settings/version.ts';
import { type Internet, startInternet } from '../../src/simulate/internet.ts';
import type { Publication } from '../../src/simulate/publisher.ts';
import { contextOf } from './context-of.ts';

const published = new Map<string, Publication>();
let internet: Internet;
beforeAll(async () => {
  const world = {
    names: () => ({ a: ['203.0.113.80'] }),
    page: () => null,
    document: (url: URL) => published.get(url.href) ?? null,
    rdap: () => null,
    whois: () => null,
    whoisServers: {},
    registration: { rdap: {}, whois: {} },
  };
  internet = await startInternet(world, new Date());
});
afterAll(() => internet.close());

let folder: string;
beforeEach(() => {
  published.clear();
  folder = mkdtempSync(join(tmpdir(), 'renewed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const FASTLY = readProviders().find(({ id }) => id === 'fastly');
const own = FASTLY?.ranges?.published ?? [];
const URL_OF_FASTLY = FASTLY?.rangeList?.url ?? '';
const file = (): string => join(folder, 'audit-domains', 'ranges.json');
const env = (): Readonly<Record<string, string>> => ({ XDG_DATA_HOME: folder });

async function update(): Promise<{ readonly out: string; readonly err: string }> {
  const { context, printed } = contextOf();
  const program = new Command('providers').exitOverride();
  const asked = { ...context, env: env(), now: () => new Date() };
  addProvidersUpdate(program, asked, () => undefined);
  await program.parseAsync(['update', '--network-map', internet.mapFile], { from: 'user' });
  const stderr = context.stderr as unknown as NodeJS.ReadableStream;
  return { out: printed(), err: String(stderr.read() ?? '') };
}

/** As a fresh start of the program reads it: from a copy, since a catalogue is read once. */
let copies = 0;
function ownersOf(address: string, program = toolVersion()): readonly string[] {
  const copy = join(folder, `copy-${copies++}.json`);
  writeFileSync(copy, readFileSync(file()));
  return loadCatalogue({ renewed: copy, program })
    .ranges(address)
    .owners.map(({ provider }) => provider.id);
}

describe('ranges renewed from their publishers', () => {
  it('lie in the user’s data folder, in one file, and the next start reads them; the program’s own stay as they were', async () => {
    const before = readFileSync('data/ranges.bin');
    published.set(URL_OF_FASTLY, { body: JSON.stringify({ addresses: [...own, '192.189.65.0/24'] }) });
    const { out, err } = await update();
    expect(out).toContain('1 lists renewed');
    expect(err).toContain(`fastly: ${own.length + 1} ranges`);
    expect(err).toMatch(/cloudflare: not renewed: .*404/);
    expect(ownersOf('192.189.65.7')).toEqual(['fastly']);
    expect(ownersOf('192.189.66.7')).toEqual([]);
    expect(readFileSync('data/ranges.bin').equals(before)).toBe(true);
  });

  it('are taken from where the publisher sends the request on to, and from nowhere without TLS', async () => {
    const moved = 'https://storage.example/fastly.json';
    published.set(moved, { body: JSON.stringify({ addresses: [...own, '192.189.65.0/24'] }) });
    published.set(URL_OF_FASTLY, { body: '', location: moved });
    expect((await update()).err).toContain(`fastly: ${own.length + 1} ranges`);
    published.set(URL_OF_FASTLY, { body: '', location: moved.replace('https', 'http') });
    expect((await update()).err).toMatch(/fastly: not renewed: .*https/);
    published.set(URL_OF_FASTLY, { body: '', location: URL_OF_FASTLY });
    expect((await update()).err).toMatch(/fastly: not renewed: .*more than 5 redirects/);
  });

  it('are compiled anew by another version of the program, to the same answers', async () => {
    published.set(URL_OF_FASTLY, { body: JSON.stringify({ addresses: [...own, '192.189.65.0/24'] }) });
    await update();
    expect(ownersOf('192.189.65.7', '0.0.0-other')).toEqual(['fastly']);
    expect(ownersOf('104.16.3.4', '0.0.0-other')).toEqual(ownersOf('104.16.3.4'));
  });

  it.each<[string, Publication]>([
    ['a page', { body: '<html>moved</html>' }],
    ['a refusal', { body: '', fault: 'denied' }],
    ['half an answer', { body: JSON.stringify({ addresses: own }), fault: 'cut' }],
    ['a third of what there was', { body: JSON.stringify({ addresses: own.slice(0, 6) }) }],
    ['the whole Internet', { body: JSON.stringify({ addresses: [...own, '0.0.0.0/0'] }) }],
  ])('are none when the publisher sends %s', async (_, publication) => {
    published.set(URL_OF_FASTLY, publication);
    const { out, err } = await update();
    expect(err).toMatch(/fastly: (?:refused|not renewed): /);
    expect(out).toContain('0 lists renewed');
    expect(existsSync(file())).toBe(false);
  });

  it('that are damaged stop the program with what to do, and the next update puts them right', async () => {
    mkdirSync(join(folder, 'audit-domains'));
    writeFileSync(file(), '{"format": 1');
    const read = () => readingCatalogue(env(), () => loadCatalogue(catalogueOptions(env())));
    expect(read).toThrow(/ranges\.json if it is there, then "audit-domains providers update"/);
    published.set(URL_OF_FASTLY, { body: JSON.stringify({ addresses: [...own, '192.189.65.0/24'] }) });
    await update();
    expect(ownersOf('192.189.65.7')).toEqual(['fastly']);
  });
});

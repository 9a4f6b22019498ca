import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Network } from '../../src/net/network.ts';
import { refreshedServices } from '../../src/resolve/registration/bootstrap.ts';
import { shippedBootstrap } from '../../src/resolve/registration/servers.ts';
import { a } from '../net/dns-server.ts';
import { never } from '../net/network-for.ts';
import { startWorld } from '../net/worlds.ts';
import { page, type Site } from './web-server.ts';

let folder = '';
const kept = (): string => join(folder, 'bootstrap.json');
const closing: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bootstrap-'));
});
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
  await rm(folder, { recursive: true });
});

/** What IANA would publish, one TLD moved. */
const published = (publication = '2026-11-20T00:00:00Z', share = 1) => {
  const all = Object.entries(shippedBootstrap().services).filter(([, tlds]) => !tlds.includes('quay'));
  const services = all.slice(0, Math.ceil(all.length * share)).map(([base, tlds]) => [tlds, [base]]);
  return JSON.stringify({
    publication,
    services: [...services, [['quay'], ['http://old.quay.example/', 'https://rdap.quay.example/v1']]],
  });
};

async function ask(site: Site, options: Partial<Network> = {}) {
  const world = await startWorld({
    zone: ({ name, type }) => (type === 1 ? { answers: [a(name, '192.0.2.10')] } : {}),
    https: site,
    options,
  });
  closing.push(world.close);
  const services = await refreshedServices(kept(), world.network, never, new URL('https://iana.quay.example/dns.json'));
  return { services, heads: world.heads() };
}

describe('the bootstrap registry', () => {
  const json = (body: string, status = '200 OK'): Site =>
    page(body, ['content-type: application/json', 'etag: "18"'], status);

  it('is IANA’s newest, https only, and kept with its ETag', async () => {
    const { services } = await ask(json(published()));
    expect(services.rdapOf('northquay.quay')).toEqual({ base: 'https://rdap.quay.example/v1/', isListed: true });
    expect(JSON.parse(await readFile(kept(), 'utf8'))).toMatchObject({
      etag: '"18"',
      checkedAt: '2026-11-23T12:00:00.000Z',
    });
  });

  it('is asked for with the ETag after a day, and 304 keeps it for another', async () => {
    await ask(json(published()));
    const later = { now: () => new Date('2026-11-25T00:00:00Z') };
    const { services, heads } = await ask(json('', '304 Not Modified'), later);
    expect(heads[0]).toContain('if-none-match: "18"');
    expect(services.rdapOf('northquay.quay')).not.toBeNull();
    expect(JSON.parse(await readFile(kept(), 'utf8'))).toMatchObject({ checkedAt: '2026-11-25T00:00:00.000Z' });
  });

  it.each([
    ['a registry that lost a fifth of its TLDs', json(published('2026-11-20T00:00:00Z', 0.5))],
    ['a web page', page('<html>')],
    ['an error', json('{}', '500 Oops')],
    ['JSON of another form', json('{"services": [[["quay"]]]}')],
  ])('is the shipped one when what comes is %s', async (_what, site) => {
    const { services } = await ask(site);
    expect(services.rdapOf('northquay.quay')).toBeNull();
    expect(services.rdapOf('northquay.com')).toMatchObject({ isListed: true });
    await expect(readFile(kept(), 'utf8')).rejects.toThrow();
  });

  it('is the kept one while it is fresh, and nobody is asked', async () => {
    const services = { ...shippedBootstrap().services, 'https://rdap.quay.example/': ['quay'] };
    const file = {
      format: 1,
      etag: '"17"',
      checkedAt: '2026-11-23T00:00:00Z',
      publication: '2026-11-20T00:00:00Z',
      services,
    };
    await writeFile(kept(), JSON.stringify(file));
    const { services: found, heads } = await ask(page(''));
    expect(found.rdapOf('northquay.quay')).toEqual({ base: 'https://rdap.quay.example/', isListed: true });
    expect(heads).toEqual([]);
  });

  it('is the shipped one when the kept one is older, or no longer readable', async () => {
    const file = {
      format: 1,
      etag: '',
      checkedAt: '2026-11-23T00:00:00Z',
      publication: '2020-01-01T00:00:00Z',
      services: {},
    };
    await writeFile(kept(), JSON.stringify(file));
    expect((await ask(page(''))).services.rdapOf('northquay.com')).not.toBeNull();
    await writeFile(kept(), 'half a fi');
    expect((await ask(page(''))).services.rdapOf('northquay.com')).not.toBeNull();
    expect(await readFile(kept(), 'utf8')).toBe('half a fi');
  });
});

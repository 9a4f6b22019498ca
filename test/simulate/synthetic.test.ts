import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { normaliseDomain } from '../../src/input/normalise.ts';
import type { Network } from '../../src/net/network.ts';
import { openNetwork } from '../../src/net/open-network.ts';
import { probeDns } from '../../src/resolve/dns.ts';
import { probeRegistration } from '../../src/resolve/registration.ts';
import { readWorld } from '../../src/simulate/fixtures.ts';
import { type Internet, startInternet } from '../../src/simulate/internet.ts';
import { syntheticWorld, worldsTogether } from '../../src/simulate/synthetic.ts';

const NOW = new Date();
const never = new AbortController().signal;
const domain = (host: string) => ({ host, registrable: host, registered: host, publicSuffix: 'test' });

describe('the synthetic world', () => {
  const world = syntheticWorld();

  it('is a function of the name: asked twice, it says the same, and each number has its own holder', () => {
    expect(world.names('d000123-bulk.test')).toEqual(world.names('d000123-bulk.test'));
    expect(world.whois('', 'd000123-bulk.test')).toBe(world.whois('', 'd000123-bulk.test'));
    expect(world.whois('', 'd000123-bulk.test')).toContain('Quay 123 Shipping Ltd');
    expect(world.whois('', 'd000124-bulk.test')).toContain('Quay 124 Shipping Ltd');
  });

  it('gives each number a registration of its own', () => {
    const found = normaliseDomain('www.d000123-bulk.test');
    expect('domain' in found && found.domain.registered).toBe('d000123-bulk.test');
  });

  it.each(['d12-bulk.test.example', 'bulk.test', 'dx-bulk.test', 'd000119-bulk.test'])('does not know %s', (name) => {
    expect(world.names(name)).toBeNull();
  });
});

describe('the synthetic world beside the demo', () => {
  let internet: Internet;
  let network: Network;
  beforeAll(async () => {
    internet = await startInternet(worldsTogether(readWorld(), syntheticWorld()), NOW);
    network = await openNetwork({ mapFile: internet.mapFile, userAgent: 'test', timeoutMs: 1_000, now: () => NOW });
  });
  afterAll(() => internet.close());

  it.each([
    ['d000000-bulk.test', 'ok', 'ok'],
    ['d000008-bulk.test', 'failed', 'ok'],
    ['d000009-bulk.test', 'absent', 'absent'],
    ['pilot-boat.test', 'ok', 'ok'],
  ])('of %s: DNS %s, registration %s', async (host, dns, registration) => {
    expect((await probeDns(domain(host), network, never)).kind).toBe(dns);
    expect((await probeRegistration(domain(host), network, never)).kind).toBe(registration);
  });

  it('withholds each tenth registrant', async () => {
    const outcome = await probeRegistration(domain('d000017-bulk.test'), network, never);
    expect(outcome.kind === 'ok' && outcome.value.registrant.kind).toBe('redacted');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isGloballyReachable } from '../../src/net/guard.ts';
import type { Network } from '../../src/net/network.ts';
import { openNetwork } from '../../src/net/open-network.ts';
import { probeRegistration } from '../../src/resolve/registration.ts';
import { type Internet, startInternet } from '../../src/simulate/internet.ts';
import type { World } from '../../src/simulate/world.ts';
import { summary } from './registration-summary.ts';

const TIMEOUT_MS = 900;
const OUTSIDE = '9.9.9.9';

const vcard = (name: string) => ({ vcardArray: ['vcard', [['fn', {}, 'text', name]]] });
const registrant = (name: string) => ({ objectClassName: 'entity', roles: ['registrant'], ...vcard(name) });
const domain = (name: string, extra: object) => ({ objectClassName: 'domain', ldhName: name, ...extra });
const entity = (handle: string, name: string) => ({ objectClassName: 'entity', handle, ...vcard(name) });

/** A thin registry: `related` leads to the registrar; `holder`: the registrant is a handle with a link of its own. */
function registryOf(name: string): unknown {
  const [label = ''] = name.split('.');
  const [kind, what] = label.split('-');
  const host = what === 'inside' ? 'inside.example' : what === 'hang' ? 'hang.example' : 'registrar.example';
  const scheme = what === 'plain' ? 'http' : 'https';
  const href = `${scheme}://${host}/${kind === 'holder' ? 'entity' : 'domain'}/${name}`;
  const link = { rel: kind === 'holder' ? 'self' : 'related', type: 'application/rdap+json', href };
  if (kind === 'related') return domain(name, { links: [link] });
  return domain(name, {
    entities: [{ objectClassName: 'entity', handle: 'NQ-1', roles: ['registrant'], links: [link] }],
  });
}

/** What the registrar's server says, by what is wrong with it. */
function registrarSays(url: URL): string | null {
  const name = url.pathname.split('/').at(-1) ?? '';
  const what = name.split('.')[0]?.split('-')[1];
  const isHolder = url.pathname.startsWith('/entity/');
  switch (what) {
    case 'good':
      return JSON.stringify(
        isHolder
          ? entity('nq-1', 'Northquay Ltd')
          : domain(name, { entities: [registrant('Northquay Ltd')], links: [{ rel: 'related', href: url.href }] }),
      );
    case 'other':
      return JSON.stringify(
        isHolder
          ? entity('SOMEBODY', 'Somebody Else Ltd')
          : domain('elsewhere.quay', { entities: [registrant('Somebody Else Ltd')] }),
      );
    case 'large':
      return `${' '.repeat(1_200_000)}${JSON.stringify(isHolder ? entity('NQ-1', 'Northquay Ltd') : domain(name, { entities: [registrant('Northquay Ltd')] }))}`;
    case 'html':
      return '<title>Please log in</title>';
    default:
      return null;
  }
}

const asked: string[] = [];
const NOBODY = { whois: () => null, whoisServers: {} };
const WORLD: World = {
  names: (name) => ({ a: [name === 'inside.example' ? '10.0.0.7' : OUTSIDE] }),
  page: (host) => (host === 'hang.example' ? { fault: 'silent' } : null),
  document: (url) => {
    if (url.host !== 'registrar.example' && url.host !== 'inside.example') return null;
    asked.push(url.href);
    if (url.pathname.includes('-loop.')) return { body: '', location: url.href };
    const body = registrarSays(url);
    return body === null ? null : { body };
  },
  rdap: registryOf,
  ...NOBODY,
  registration: { rdap: { quay: 'https://rdap.registry.example/' }, whois: {} },
};

describe('a registry that leaves the registrant to a link', () => {
  let internet: Internet;
  let network: Network;
  const dialled: string[] = [];
  beforeAll(async () => {
    internet = await startInternet(WORLD, new Date());
    const open = await openNetwork({
      mapFile: internet.mapFile,
      userAgent: 'test',
      timeoutMs: TIMEOUT_MS,
      now: () => new Date(),
    });
    const dial: Network['dial'] = (wanted) => {
      dialled.push(wanted.address);
      return wanted.port === 53 || isGloballyReachable(wanted.address) ? open.dial(wanted) : { refused: 'private' };
    };
    network = { ...open, dial };
  });
  afterAll(() => internet.close());

  async function probe(name: string) {
    asked.length = 0;
    dialled.length = 0;
    const startedAt = performance.now();
    const host = `${name}.quay`;
    const outcome = await probeRegistration(
      { host, registrable: host, registered: host, publicSuffix: 'quay' },
      network,
      new AbortController().signal,
    );
    return { outcome, ms: performance.now() - startedAt, times: asked.length };
  }

  it.each(['related-good', 'holder-good'])('has it told behind the link (%s), asked once', async (name) => {
    const { outcome, times } = await probe(name);
    expect(summary(outcome)).toMatchObject({ kind: 'ok', registrant: 'ok', name: 'Northquay Ltd' });
    expect(outcome.kind === 'ok' && outcome.value.sources).toHaveLength(2);
    expect(times).toBe(1);
  });

  it.each([
    ['related-other', 'failed'],
    ['related-large', 'failed'],
    ['related-html', 'failed'],
    ['related-loop', 'failed'],
    ['related-inside', 'failed'],
    ['related-plain', 'redacted:partial'],
    ['holder-other', 'redacted:handle-only'],
    ['holder-large', 'redacted:handle-only'],
    ['holder-html', 'redacted:handle-only'],
    ['holder-loop', 'redacted:handle-only'],
    ['holder-inside', 'redacted:handle-only'],
    ['holder-plain', 'redacted:handle-only'],
  ])('does not have it told by what lies behind %s: %s', async (name, wanted) => {
    const { outcome, times } = await probe(name);
    expect(summary(outcome)).toMatchObject({ kind: 'ok', registrant: wanted, name: undefined });
    expect(times).toBeLessThanOrEqual(4);
    if (name.endsWith('-inside')) {
      expect(dialled).toContain('10.0.0.7');
      expect(JSON.stringify(outcome)).toContain('10.0.0.7: private');
      expect(times).toBe(0);
    }
  });

  it.each(['related-hang', 'holder-hang'])('ends at the deadline behind %s, and keeps what was told', async (name) => {
    const { outcome, ms } = await probe(name);
    expect(summary(outcome)).toMatchObject({ kind: 'ok', name: undefined });
    expect(ms).toBeLessThan(TIMEOUT_MS + 250);
  });
});

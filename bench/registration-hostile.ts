/**
 * Servers that do not end: how long after the deadline a registration probe comes back, and how much memory a flood takes.
 * `node bench/registration-hostile.ts [times=20] [timeoutMs=500]`
 */
import { openNetwork } from '../src/net/open-network.ts';
import { probeRegistration } from '../src/resolve/registration.ts';
import { startInternet } from '../src/simulate/internet.ts';
import type { World } from '../src/simulate/world.ts';

const [, , count = '20', timeout = '500'] = process.argv;
const timeoutMs = Number(timeout);
const link = (name: string, host: string): object => ({
  objectClassName: 'domain',
  ldhName: name,
  links: [{ rel: 'related', type: 'application/rdap+json', href: `https://${host}/domain/${name}` }],
});
const world: World = {
  names: () => ({ a: ['9.9.9.9'] }),
  page: (host) => (host === 'silent.example' ? { fault: 'silent' } : null),
  document: ({ host }) => {
    if (host === 'stalled.example') return { body: 'x'.repeat(1_000), fault: 'stalled' };
    if (host === 'endless.example') return { body: 'x'.repeat(1_000), fault: 'endless' };
    return host === 'bomb.example' ? { body: 'x'.repeat(1_000), fault: 'bomb' } : null;
  },
  rdap: (name) => link(name, `${name.split('.')[0] ?? ''}.example`),
  whois: () => null,
  whoisServers: {
    'whois.silent.example': { address: '192.0.2.20', fault: 'silent' },
    'whois.endless.example': { address: '192.0.2.21', fault: 'endless' },
  },
  registration: {
    rdap: { quay: 'https://rdap.registry.example/' },
    whois: { silentport: 'whois.silent.example', endlessport: 'whois.endless.example' },
  },
};
const addresses = new Map(Object.entries(world.whoisServers).map(([host, { address }]) => [host, address]));
const internet = await startInternet(
  { ...world, names: (name) => ({ a: [addresses.get(name) ?? '9.9.9.9'] }) },
  new Date(),
);
const network = await openNetwork({ mapFile: internet.mapFile, userAgent: 'bench', timeoutMs, now: () => new Date() });

for (const host of [
  'silent.quay',
  'stalled.quay',
  'endless.quay',
  'bomb.quay',
  'northquay.silentport',
  'northquay.endlessport',
]) {
  let worst = 0;
  let kind = '';
  const before = process.memoryUsage.rss();
  for (let time = 0; time < Number(count); time += 1) {
    const startedAt = performance.now();
    const domain = { host, registrable: host, registered: host, publicSuffix: host.split('.')[1] ?? '' };
    const outcome = await probeRegistration(domain, network, new AbortController().signal);
    worst = Math.max(worst, performance.now() - startedAt);
    kind = outcome.kind === 'ok' ? `registrant ${outcome.value.registrant.kind}` : outcome.kind;
  }
  const grown = (process.memoryUsage.rss() - before) / 1_048_576;
  console.log(
    `${host}: ${kind}, slowest ${worst.toFixed(0)} ms of ${timeoutMs} (over: ${(worst - timeoutMs).toFixed(1)}), +${grown.toFixed(0)} MB`,
  );
}
await internet.close();

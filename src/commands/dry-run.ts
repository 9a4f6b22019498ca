import { normaliseDomain } from '../input/normalise.ts';
import type { InputRow } from '../model/evidence.ts';
import type { Limits, Service } from '../net/limits.ts';
import type { Services } from '../resolve/registration/servers.ts';
import type { Settings } from '../settings.ts';
import type { CommandContext } from './context.ts';

/** Names told apart; in longer lists the later ones count as new. */
const MOST_DISTINCT = 1_000_000;
/** A, AAAA, NS, SOA, and reverse name and origin of an address: a common site. */
const DNS_QUESTIONS = 6;
/** What one domain takes when no registry slows it: six round trips of 100 ms (bench/RESULTS.md has measured rates). */
const SECONDS_PER_DOMAIN = 0.6;

/** `--dry-run`: prints what an audit of these rows would ask, of whom, and for how long. Asks nothing. */
export async function dryRun(
  rows: AsyncIterable<InputRow>,
  settings: Settings,
  { stdout }: Pick<CommandContext, 'stdout'>,
): Promise<void> {
  const [{ shippedServices }, { readLimits }] = await Promise.all([
    import('../resolve/registration/servers.ts'),
    import('../net/limits.ts'),
  ]);
  const plan = await planOf(rows, shippedServices);
  stdout.write(written(plan, loadsOf(plan, settings, readLimits()), settings));
}

interface Plan {
  readonly rows: number;
  readonly noDomain: number;
  readonly hosts: number;
  /** Questions by registration server; `none` where no server is known. */
  readonly registrations: ReadonlyMap<string, { readonly service: Service | 'none'; readonly questions: number }>;
}

/** Questions that one server would get, and how long its manners make them last. */
interface Load {
  readonly server: string;
  readonly questions: number;
  readonly seconds: number;
}

async function planOf(rows: AsyncIterable<InputRow>, services: Services): Promise<Plan> {
  const registrations = new Map<string, { readonly service: Service | 'none'; readonly questions: number }>();
  const isNewHost = createDistinct();
  const isNewName = createDistinct();
  let [count, noDomain, hosts] = [0, 0, 0];
  for await (const row of rows) {
    count += 1;
    const found = row.problem === null ? normaliseDomain(row.asked) : null;
    if (found === null || !('domain' in found)) {
      noDomain += 1;
      continue;
    }
    if (isNewHost(found.domain.host)) hosts += 1;
    if (!isNewName(found.domain.registered)) continue;
    const { server, service } = serverOf(found.domain.registered, services);
    registrations.set(server, { service, questions: (registrations.get(server)?.questions ?? 0) + 1 });
  }
  return { rows: count, noDomain, hosts, registrations };
}

/** True for a name not met before, and for any once MOST_DISTINCT have been met. */
function createDistinct(): (name: string) => boolean {
  const met = new Set<string>();
  return (name) => {
    if (met.has(name)) return false;
    if (met.size < MOST_DISTINCT) met.add(name);
    return true;
  };
}

function serverOf(name: string, services: Services): { readonly server: string; readonly service: Service | 'none' } {
  const rdap = services.rdapOf(name);
  if (rdap !== null) return { server: new URL(rdap.base).hostname, service: 'rdap' };
  const whois = services.whoisOf(name);
  return whois === null ? { server: 'no server known', service: 'none' } : { server: whois.server, service: 'whois' };
}

function loadsOf(plan: Plan, settings: Settings, limitsOf: (server: string, service: Service) => Limits): Load[] {
  const registrations = [...plan.registrations].map(([server, { service, questions }]): Load => {
    const gapMs = service === 'none' ? 0 : limitsOf(server, service).fastestGapMs;
    return { server: `${service} ${server}`, questions, seconds: (questions * gapMs) / 1000 };
  });
  return [
    { server: 'dns resolver', questions: plan.hosts * DNS_QUESTIONS, seconds: 0 },
    ...(settings.web ? [{ server: 'http the sites themselves', questions: plan.hosts, seconds: 0 }] : []),
    ...(settings.registration ? registrations.toSorted((a, b) => b.questions - a.questions) : []),
  ];
}

function written({ rows, hosts, noDomain }: Plan, loads: readonly Load[], { concurrency }: Settings): string {
  const seconds = Math.max((hosts * SECONDS_PER_DOMAIN) / concurrency, ...loads.map((load) => load.seconds));
  const lines = loads.map((load) => {
    const time = load.seconds === 0 ? '' : `  at least ${span(load.seconds)}`;
    return `${String(load.questions).padStart(9)}  ${load.server}${time}`;
  });
  return [
    `Rows: ${rows}; different hosts: ${hosts}; lines that are no domain: ${noDomain}. Questions, by server:`,
    ...lines,
    `About ${span(seconds)} in all; the slowest server sets the pace. Nothing was asked.`,
    '',
  ].join('\n');
}

function span(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

import type { DomainName } from '../model/domain.ts';
import type { AddressOrigin, DnsAnswer, Evidence, InputRow, Registration, WebPage } from '../model/evidence.ts';
import { flatMap, type Outcome, type Source, skipped } from '../model/outcome.ts';
import { joinAddresses } from '../net/lookup.ts';
import type { Network } from '../net/network.ts';
import { probeDns } from './dns.ts';
import { probeOrigins } from './origins.ts';
import { shielded } from './probe.ts';
import { probeReverse } from './reverse.ts';
import { probeWeb } from './web.ts';

/** One question to the world, or to a store that wraps it. */
export interface Probes {
  readonly dns: (domain: DomainName, network: Network, signal: AbortSignal) => Promise<Outcome<DnsAnswer>>;
  readonly registration: (domain: DomainName, network: Network, signal: AbortSignal) => Promise<Outcome<Registration>>;
  readonly web: (
    domain: DomainName,
    dns: Outcome<DnsAnswer>,
    network: Network,
    signal: AbortSignal,
  ) => Promise<Outcome<WebPage>>;
  readonly reverse: AddressProbe<readonly string[]>;
  readonly origins: AddressProbe<readonly AddressOrigin[]>;
}

export type AddressProbe<T> = (
  addresses: readonly string[],
  network: Network,
  signal: AbortSignal,
) => Promise<Outcome<T>>;

export interface GatherOptions {
  readonly web: boolean;
  readonly registration: boolean;
  readonly reverse: boolean;
  readonly origins: boolean;
  readonly signal: AbortSignal;
  /** Called when all but registration is known: what is left is mostly waiting for a turn at a registry. */
  readonly onWaiting?: () => void;
  /** Instead of the program's own: a store's wrappers, or a test's. */
  readonly probes: Partial<Probes> & Pick<Probes, 'registration'>;
}

/** What normalising a line gave (`normaliseDomain`). */
export type DomainOrProblem = { readonly domain: DomainName } | { readonly problem: string };

/** The program's own, without a registration probe: that one needs turns at its servers. */
export const PROBES = { dns: probeDns, web: probeWeb, reverse: probeReverse, origins: probeOrigins };

const NO_DOMAIN = skipped('not a domain name');
const TURNED_OFF = skipped('turned off');

/**
 * All that the world says of one row: DNS and registration at the same time, what needs an address after DNS. A probe
 * that fails, also by a bug, leaves the others as they are. Never throws.
 */
export async function gather(
  row: InputRow,
  found: DomainOrProblem,
  network: Network,
  options: GatherOptions,
): Promise<Evidence> {
  const gatheredAt = network.now().toISOString();
  if ('problem' in found) {
    const { problem } = found;
    const none = { dns: NO_DOMAIN, registration: NO_DOMAIN, web: NO_DOMAIN, reverse: NO_DOMAIN, origins: NO_DOMAIN };
    return { row, domain: null, problem, gatheredAt, ...none };
  }
  const { domain } = found;
  const { signal } = options;
  const probes: Probes = { ...PROBES, ...options.probes };
  const guarded = <T>(protocol: Source['protocol'], server: string, work: () => Promise<Outcome<T>>) =>
    shielded({ protocol, server }, network, work);

  const registration = options.registration
    ? guarded('rdap', domain.registered, () => probes.registration(domain, network, signal))
    : TURNED_OFF;
  const dns = await guarded('dns', domain.host, () => probes.dns(domain, network, signal));
  const addresses = flatMap(dns, ({ ipv4, ipv6 }) => joinAddresses(ipv4, ipv6));
  const askAddresses = <T>(isOn: boolean, ask: AddressProbe<T>): Outcome<T> | Promise<Outcome<T>> => {
    if (!isOn) return TURNED_OFF;
    switch (addresses.kind) {
      case 'ok':
        return guarded('dns', domain.host, () => ask(addresses.value, network, signal));
      case 'absent':
        return addresses;
      case 'failed':
      case 'redacted':
      case 'skipped':
        return skipped('DNS failed: no address to ask about');
    }
  };
  const [web, reverse, origins] = await Promise.all([
    options.web ? guarded('http', domain.host, () => probes.web(domain, dns, network, signal)) : TURNED_OFF,
    askAddresses(options.reverse, probes.reverse),
    askAddresses(options.origins, probes.origins),
  ]);
  options.onWaiting?.();
  return {
    row,
    domain,
    problem: null,
    gatheredAt,
    dns,
    registration: await registration,
    web,
    reverse,
    origins,
  };
}

import type { DomainName } from '../model/domain.ts';
import type { Party, Registration } from '../model/evidence.ts';
import type { Outcome } from '../model/outcome.ts';
import { skipped } from '../model/outcome.ts';
import type { Network } from '../net/network.ts';
import { type Asking, atOnce, openAsking, type TakeTurn } from './registration/asking.ts';
import { joinRegistrations } from './registration/join.ts';
import { askHolder, askRdap } from './registration/rdap-client.ts';
import { type RdapService, type Services, servicesWith, shippedServices } from './registration/servers.ts';
import { probeWhois } from './registration/whois-probe.ts';

export interface RegistrationOptions {
  /** Asked before every question to a server: pacing. Without it every question is put at once. */
  readonly takeTurn?: TakeTurn;
  /** Which servers to ask; the shipped tables without it. */
  readonly services?: Services;
}

/**
 * What is registered of a domain: RDAP first, where the registry has it; WHOIS where it has not, or where RDAP failed.
 * Asked for the name that a registry knows (`registered`). All questions share the network's timeout; waiting for a
 * turn at a server does not count. Never throws for what the world does.
 */
export async function probeRegistration(
  domain: DomainName,
  network: Network,
  signal: AbortSignal,
  { takeTurn = atOnce, services = servicesOf(network) }: RegistrationOptions = {},
): Promise<Outcome<Registration>> {
  const name = domain.registered;
  const asking = openAsking(network, signal, takeTurn);
  const rdap = services.rdapOf(name);
  const whois = services.whoisOf(name);
  if (rdap === null && whois === null) return skipped('this TLD has neither an RDAP nor a WHOIS service that we know');
  const first = rdap === null ? null : await probeRdap(name, rdap, asking);
  if (whois === null) return first ?? skipped('this TLD has no RDAP service that we know');
  if (first === null) return await probeWhois(name, whois, asking);
  if (first.kind === 'failed') return afterFailure(first, await probeWhois(name, whois, asking));
  return isMereHandle(first) ? joinRegistrations(first, await probeWhois(name, whois, asking)) : first;
}

/** The shipped servers, and before them those of a pretend world. */
function servicesOf({ registration }: Network): Services {
  return registration === undefined ? shippedServices : servicesWith(registration);
}

/** FRED registries (.cz and others) name the holder by handle in RDAP, and print the holder itself in WHOIS. */
function isMereHandle(outcome: Outcome<Registration>): boolean {
  if (outcome.kind !== 'ok') return false;
  const { registrant } = outcome.value;
  return registrant.kind === 'redacted' && registrant.how === 'handle-only';
}

/** The registry's answer, and where it leaves the registrant open the registrar's that it points to. */
async function probeRdap(
  domain: string,
  { base, isListed }: RdapService,
  asking: Asking,
): Promise<Outcome<Registration>> {
  const { outcome, related, holder } = await askRdap(new URL(`domain/${domain}`, base), domain, isListed, asking);
  if (holder !== null && isMereHandle(outcome)) return withHolder(outcome, await askHolder(holder, asking));
  const [link] = related;
  if (outcome.kind !== 'ok' || outcome.value.registrant.kind === 'ok' || link === undefined) return outcome;
  const { outcome: registrars } = await askRdap(link, domain, false, asking);
  return joinRegistrations(outcome, registrars);
}

/** What the registrant's own object told; where it did not answer, the handle is all that we have, and it says so. */
function withHolder(outcome: Outcome<Registration>, holder: Outcome<Party>): Outcome<Registration> {
  if (outcome.kind !== 'ok') return outcome;
  const { value } = outcome;
  const { registrant } = value;
  const sources = 'source' in holder ? [...value.sources, holder.source] : value.sources;
  if (holder.kind === 'failed' && registrant.kind === 'redacted') {
    const note = `${registrant.note}; its own object: ${holder.fault.detail}`;
    return { ...outcome, value: { ...value, registrant: { ...registrant, note }, sources } };
  }
  const tells = holder.kind === 'ok' || (holder.kind === 'redacted' && !/^(?:partial|handle-only)$/.test(holder.how));
  return { ...outcome, value: { ...value, registrant: tells ? holder : registrant, sources } };
}

/** RDAP failed and WHOIS was asked instead: its word counts; when it failed too, both are told. */
function afterFailure(
  rdap: Extract<Outcome<Registration>, { kind: 'failed' }>,
  whois: Outcome<Registration>,
): Outcome<Registration> {
  switch (whois.kind) {
    case 'ok':
      return { ...whois, value: { ...whois.value, sources: [rdap.source, ...whois.value.sources] } };
    case 'failed': {
      const detail = `RDAP: ${rdap.fault.detail}; WHOIS: ${whois.fault.detail}`;
      return { ...whois, fault: { ...whois.fault, detail, attempts: rdap.fault.attempts + whois.fault.attempts } };
    }
    case 'absent':
    case 'redacted':
    case 'skipped':
      return whois;
  }
}

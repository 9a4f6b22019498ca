import type { DomainName } from '../model/domain.ts';
import type { DnsAnswer, Soa } from '../model/evidence.ts';
import { absent, failed, map, type Outcome, ok } from '../model/outcome.ts';
import { askRecords, type Records } from '../net/dns-records.ts';
import type { Network } from '../net/network.ts';
import { probe } from './probe.ts';

/**
 * What DNS says of a host: addresses, the aliases on the way to them, and the name servers and SOA of its zone.
 *
 *   some question answered                        → ok, each field with its own outcome
 *   NXDOMAIN for the host, and nothing against it → absent (RFC 8020: there is nothing below it either)
 *   an alias whose target is NXDOMAIN             → ok: the host exists, its addresses are absent
 *   no question answered                          → failed, as the address question was
 */
export async function probeDns(domain: DomainName, network: Network, signal: AbortSignal): Promise<Outcome<DnsAnswer>> {
  return await probe({ protocol: 'dns', server: 'resolver' }, network, signal, async (limited) => {
    const { host } = domain;
    const [ipv4, ipv6, nameservers, soa] = await Promise.all([
      askRecords({ name: host, type: 'A' }, network, limited),
      askRecords({ name: host, type: 'AAAA' }, network, limited),
      askZone('NS', domain, network, limited),
      askZone('SOA', domain, network, limited),
    ]);
    const addresses = [ipv4, ipv6];
    const answered = addresses.find(({ values }) => values.kind === 'ok') ?? ipv4;
    const answer: DnsAnswer = {
      cnames: (addresses.find(({ cnames }) => cnames.length > 0) ?? ipv4).cnames,
      ipv4: ipv4.values,
      ipv6: ipv6.values,
      nameservers: map(nameservers.values, (names) => names.toSorted()),
      soa: readSoa(soa.values),
    };
    const exists = [ipv4, ipv6, nameservers.atHost, soa.atHost].some(saysItExists);
    const denied = addresses.find(({ values }) => values.kind === 'absent' && values.proof === 'NXDOMAIN');
    if (denied !== undefined && !exists) return absent('NXDOMAIN', denied.source);
    const outcomes = [answer.ipv4, answer.ipv6, answer.nameservers, answer.soa];
    const isLearnt = exists || outcomes.some(({ kind }) => kind === 'ok' || kind === 'absent');
    return isLearnt ? ok(answer, answered.source) : failed(faultOfFirst(ipv4), ipv4.source);
  });
}

interface ZoneRecords {
  readonly values: Records['values'];
  /** What was said of the host itself, before its zone was asked. */
  readonly atHost: Records;
}

/**
 * NS or SOA of the closest enclosing zone: asked at the host; where that is an alias or has none, at the zone whose SOA
 * came with the "none", then at the registrable domain, then at the one a registry knows.
 */
async function askZone(
  type: 'NS' | 'SOA',
  domain: DomainName,
  network: Network,
  signal: AbortSignal,
): Promise<ZoneRecords> {
  const { host, registrable, registered } = domain;
  const atHost = await askRecords({ name: host, type }, network, signal);
  const isOwn = ({ values, cnames }: Records): boolean => values.kind === 'ok' && cnames.length === 0;
  if (isOwn(atHost) || (atHost.values.kind === 'failed' && atHost.cnames.length === 0))
    return { values: atHost.values, atHost };
  const zone = atHost.cnames.length === 0 && isWithin(atHost.zone, host, registered) ? [atHost.zone] : [];
  let values = ofZone(atHost);
  for (const name of new Set([...zone, registrable, registered])) {
    if (name === null || name === host) continue;
    const records = await askRecords({ name, type }, network, signal);
    values = ofZone(records);
    if (values.kind !== 'absent') break;
  }
  return { values, atHost };
}

/** What an alias leads to is another zone's: of this one there is nothing here. */
function ofZone({ values, cnames, source }: Records): Records['values'] {
  return cnames.length > 0 && values.kind !== 'failed' ? absent('NODATA', source) : values;
}

/** Above or at the host, and not above what is registered: a zone that speaks for this host and no one else's. */
function isWithin(zone: string | null, host: string, registered: string): boolean {
  const holds = (outer: string, inner: string): boolean => inner === outer || inner.endsWith(`.${outer}`);
  return zone !== null && holds(zone, host) && holds(registered, zone);
}

/** A record, "no data of this type", or an alias that led somewhere: each says that the name is there. */
function saysItExists({ values, cnames }: Records): boolean {
  return values.kind === 'ok' || (values.kind === 'absent' && (values.proof === 'NODATA' || cnames.length > 0));
}

function readSoa(values: Outcome<readonly string[]>): Outcome<Soa> {
  return map(values, ([first = '']) => {
    const [mname = '', rname = ''] = first.split(' ');
    return { mname, rname };
  });
}

function faultOfFirst({ values }: Records) {
  return values.kind === 'failed'
    ? values.fault
    : ({ code: 'internal', detail: `address question ${values.kind}`, attempts: 1 } as const);
}

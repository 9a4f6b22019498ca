import type { AddressOrigin } from '../model/evidence.ts';
import { absent, failed, flatMap, map, type Outcome, ok, type Source } from '../model/outcome.ts';
import { reverseLabels } from '../net/arpa.ts';
import { askRecords } from '../net/dns-records.ts';
import type { Network } from '../net/network.ts';
import { probe } from './probe.ts';

/** Team Cymru's IP to ASN mapping over DNS (https://www.team-cymru.com/ip-asn-mapping, read 2026-11-23). */
const ORIGIN = { 4: 'origin.asn.cymru.com', 6: 'origin6.asn.cymru.com' } as const;
const AS_NAMES = 'asn.cymru.com';
const MAX_ADDRESSES = 8;

/** What one prefix is announced by. */
interface Announced {
  readonly asn: number;
  readonly country: string;
}

/** What has been asked in this run, by /24 or /48 (the longest prefixes that the routing table carries) and by AS. */
interface Asked {
  readonly announced: Map<string, Promise<Outcome<Announced>>>;
  readonly names: Map<number, Promise<string>>;
}

const asked = new WeakMap<Network, Asked>();

/**
 * The autonomous system that announces each of a host's addresses, by DNS TXT, one question per /24 or /48 in a run.
 *
 *   "13335 | 198.51.100.0/24 | US | arin | 2014-03-28" → asn 13335, country US
 *   NXDOMAIN for every address                         → absent: not announced
 */
export async function probeOrigins(
  addresses: readonly string[],
  network: Network,
  signal: AbortSignal,
): Promise<Outcome<readonly AddressOrigin[]>> {
  return await probe({ protocol: 'dns', server: 'resolver' }, network, signal, async (limited) => {
    const known = asked.get(network) ?? { announced: new Map(), names: new Map() };
    asked.set(network, known);
    const wanted = addresses.slice(0, MAX_ADDRESSES);
    const outcomes = await Promise.all(
      wanted.map(async (address) => ({ address, origin: await announcedBy(address, known, network, limited) })),
    );
    const origins: AddressOrigin[] = [];
    let source: Source | null = null;
    for (const { address, origin } of outcomes) {
      if (origin.kind !== 'ok') continue;
      source ??= origin.source;
      const { asn, country } = origin.value;
      origins.push({ address, asn, country, asName: await nameOf(asn, known, network, limited) });
    }
    if (source !== null) return ok(origins, source);
    const rest = outcomes.map(({ origin }) => origin);
    const first = rest.find(({ kind }) => kind === 'failed') ?? rest[0];
    if (first !== undefined) return map(first, () => []);
    return failed({ code: 'internal', detail: 'no address to ask about', attempts: 0 }, noSource(network));
  });
}

async function announcedBy(
  address: string,
  known: Asked,
  network: Network,
  signal: AbortSignal,
): Promise<Outcome<Announced>> {
  const reversed = reverseLabels(address);
  if (reversed === null) {
    return failed({ code: 'malformed', detail: `${address} is no address`, attempts: 0 }, noSource(network));
  }
  const { labels, family } = reversed;
  // the host part is not told: the service needs the routed prefix only
  const prefix = labels
    .split('.')
    .slice(family === 4 ? 1 : 20)
    .join('.');
  return await remember(known.announced, `${family} ${prefix}`, async () => {
    const { values } = await askRecords({ name: `${prefix}.${ORIGIN[family]}`, type: 'TXT' }, network, signal);
    if (values.kind === 'absent') return absent('not announced', values.source);
    return flatMap(values, (texts): Outcome<Announced> => {
      const announced = texts.map(readOrigin).find((one) => one !== null) ?? null;
      const source = values.kind === 'ok' ? values.source : noSource(network);
      return announced === null
        ? failed({ code: 'malformed', detail: 'not an origin record', attempts: 1 }, source)
        : ok(announced, source);
    });
  });
}

/** `"<asn> [<asn>…] | <prefix> | <country> | …"`: the first AS of several is taken. */
export function readOrigin(text: string): Announced | null {
  const found = /^(?<asn>\d{1,10})(?: \d+)*\s*\|\s*[^|]*\|\s*(?<country>[A-Za-z]{2})?\s*(?:\||$)/.exec(text);
  const asn = Number(found?.groups?.['asn']);
  if (!Number.isInteger(asn) || asn < 1 || asn > 0xffffffff) return null;
  return { asn, country: (found?.groups?.['country'] ?? '').toUpperCase() };
}

/** `"13335 | US | arin | 2010-07-14 | CLOUDFLARENET, US"` → the last part; empty when it is not told. */
async function nameOf(asn: number, known: Asked, network: Network, signal: AbortSignal): Promise<string> {
  const name = known.names.get(asn);
  if (name !== undefined) return await name;
  const { values } = await askRecords({ name: `AS${asn}.${AS_NAMES}`, type: 'TXT' }, network, signal);
  const told = values.kind === 'ok' ? (values.value[0] ?? '').split('|').at(4)?.trim() : undefined;
  if (values.kind === 'ok') known.names.set(asn, Promise.resolve(told ?? ''));
  return told ?? '';
}

/** Questions under way are shared; answers are kept, failures are not. */
async function remember<T>(
  known: Map<string, Promise<Outcome<T>>>,
  key: string,
  ask: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const held = known.get(key);
  if (held !== undefined) {
    const outcome = await held;
    if (outcome.kind === 'ok' || outcome.kind === 'absent') return outcome;
  }
  const fresh = ask();
  known.set(key, fresh);
  const outcome = await fresh;
  if (outcome.kind !== 'ok' && outcome.kind !== 'absent' && known.get(key) === fresh) known.delete(key);
  return outcome;
}

const noSource = (network: Network): Source => ({
  protocol: 'dns',
  server: 'none',
  askedAt: network.now().toISOString(),
});

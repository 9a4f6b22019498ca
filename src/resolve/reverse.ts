import { absent, failed, type Outcome, ok } from '../model/outcome.ts';
import { reverseLabels } from '../net/arpa.ts';
import { askRecords } from '../net/dns-records.ts';
import type { Network } from '../net/network.ts';
import { probe } from './probe.ts';

/** Enough to betray a provider; a host with fifty addresses has them all of one. */
const MAX_ADDRESSES = 4;

/**
 * The reverse names of a host's first addresses (PTR, RFC 1035 §3.5), sorted. `absent` when each address was asked and
 * has none; one that failed beside one that answered is left out, because a name is a clue and its lack is none.
 */
export async function probeReverse(
  addresses: readonly string[],
  network: Network,
  signal: AbortSignal,
): Promise<Outcome<readonly string[]>> {
  return await probe({ protocol: 'dns', server: 'resolver' }, network, signal, async (limited) => {
    const names = addresses.slice(0, MAX_ADDRESSES).flatMap((address) => {
      const reversed = reverseLabels(address);
      return reversed === null ? [] : [`${reversed.labels}.${reversed.family === 4 ? 'in-addr' : 'ip6'}.arpa`];
    });
    const outcomes = await Promise.all(
      names.map(async (name) => (await askRecords({ name, type: 'PTR' }, network, limited)).values),
    );
    const found = outcomes.flatMap((outcome) => (outcome.kind === 'ok' ? outcome.value : []));
    const first = outcomes.find(({ kind }) => kind === 'ok') ?? outcomes.find(({ kind }) => kind === 'failed');
    if (found.length > 0 && first?.kind === 'ok') return ok([...new Set(found)].sort(), first.source);
    if (first !== undefined) return first;
    const [none] = outcomes;
    if (none !== undefined) return none.kind === 'absent' ? absent('no reverse name', none.source) : none;
    const source = { protocol: 'dns', server: 'none', askedAt: network.now().toISOString() } as const;
    return failed({ code: 'internal', detail: 'no address to ask about', attempts: 0 }, source);
  });
}

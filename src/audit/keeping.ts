import type { Outcome } from '../model/outcome.ts';
import type { Probes } from '../resolve/gather.ts';
import { type EvidenceStore, withStore } from '../store/evidence-store.ts';
import type { Keep } from './gathering.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * How long an answer may stand for the world. Registries ask to be asked seldom and change slowly; a "none" ends the day somebody
 * registers the name; where a domain lives may change within minutes, and is cheap to ask.
 */
const MAX_AGE_MS = {
  registration: { ok: 24 * HOUR_MS, absent: HOUR_MS },
  dns: { ok: 5 * MINUTE_MS, absent: 5 * MINUTE_MS },
  web: { ok: HOUR_MS, absent: 5 * MINUTE_MS },
  reverse: { ok: 24 * HOUR_MS, absent: HOUR_MS },
  origins: { ok: 24 * HOUR_MS, absent: HOUR_MS },
} as const;

/**
 * Wraps probes so that answers are kept between runs: by question, program version, resolvers and network. Pages are kept for the
 * addresses they were served from, so that a domain that moved is fetched anew; replies that refuse the visitor are not kept.
 */
export function keepAnswers(store: EvidenceStore, world: string): Keep {
  return {
    probes: (probes): Probes => ({
      registration: withStore(probes.registration, store, {
        keyOf: ({ registered }) => `registration ${registered} ${world}`,
        maxAgeOf: (outcome) => ageOf('registration', outcome),
      }),
      dns: withStore(probes.dns, store, {
        keyOf: ({ host, registered }) => `dns ${host} ${registered} ${world}`,
        maxAgeOf: (outcome) => ageOf('dns', outcome),
      }),
      web: withStore(probes.web, store, {
        keyOf: ({ host }, dns) => (dns.kind === 'ok' ? `web ${host} ${placeOf(dns.value)} ${world}` : null),
        maxAgeOf: (outcome) => (outcome.kind === 'ok' && isRefusal(outcome.value.status) ? 0 : ageOf('web', outcome)),
      }),
      reverse: withStore(probes.reverse, store, {
        keyOf: (addresses) => `reverse ${addresses.toSorted().join(' ')} ${world}`,
        maxAgeOf: (outcome) => ageOf('reverse', outcome),
      }),
      origins: withStore(probes.origins, store, {
        keyOf: (addresses) => `origins ${addresses.toSorted().join(' ')} ${world}`,
        // Addresses that could not be placed are left out of the answer: such a one is not whole.
        maxAgeOf: (outcome, addresses) =>
          outcome.kind === 'ok' && outcome.value.length < addresses.length ? 0 : ageOf('origins', outcome),
      }),
    }),
    served: store.served,
    close: store.close,
  };
}

function ageOf(probe: keyof typeof MAX_AGE_MS, { kind }: Outcome<unknown>): number {
  return MAX_AGE_MS[probe][kind === 'absent' ? 'absent' : 'ok'];
}

/** Where the site lives, whatever order the addresses come in. */
function placeOf({
  ipv4,
  ipv6,
}: {
  readonly ipv4: Outcome<readonly string[]>;
  readonly ipv6: Outcome<readonly string[]>;
}): string {
  const told = [ipv4, ipv6].flatMap((outcome) => (outcome.kind === 'ok' ? outcome.value : []));
  return told.toSorted().join(',');
}

const isRefusal = (status: number): boolean => status === 401 || status === 403 || status === 429 || status >= 500;

import { readFileSync } from 'node:fs';
import * as v from 'valibot';

/** What a server allows. A window is "at most `max` questions in any `perMs`". */
export interface Limits {
  readonly inFlight: number;
  readonly gapMs: number;
  readonly windows: readonly { readonly max: number; readonly perMs: number }[];
  /** RDAP: starts at `gapMs`, speeds up to `fastestGapMs` while all is well, halves its rate on 429. */
  readonly fastestGapMs: number;
}

export type Service = 'whois' | 'rdap';

/** CONTRACT §8: WHOIS one connection, a second apart; RDAP two in flight, one to five a second. */
const DEFAULTS = {
  whois: { inFlight: 1, gapMs: 1_000, fastestGapMs: 1_000, windows: [] },
  rdap: { inFlight: 2, gapMs: 1_000, fastestGapMs: 200, windows: [] },
} as const satisfies Record<Service, Limits>;

const table = v.object({
  servers: v.record(
    v.string(),
    v.object({
      gapMs: v.number(),
      windows: v.array(v.object({ max: v.number(), perMs: v.number() })),
      source: v.string(),
    }),
  ),
});

/** The limits of a server by host name: the published ones of data/registration/limits.json, else the defaults. */
export function readLimits(
  file: URL = new URL('../../data/registration/limits.json', import.meta.url),
): (server: string, service: Service) => Limits {
  const { servers } = v.parse(table, JSON.parse(readFileSync(file, 'utf8')));
  const published = new Map(Object.entries(servers));
  return (server, service) => {
    const defaults: Limits = DEFAULTS[service];
    const own = published.get(server);
    if (own === undefined) return defaults;
    const gapMs = Math.max(own.gapMs, defaults.fastestGapMs);
    return { ...defaults, gapMs, fastestGapMs: gapMs, windows: own.windows };
  };
}

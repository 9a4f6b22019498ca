import { join } from 'node:path';
import type { DomainName } from '../model/domain.ts';
import type { Evidence, InputRow } from '../model/evidence.ts';
import { readLimits } from '../net/limits.ts';
import type { Network } from '../net/network.ts';
import { openNetwork } from '../net/open-network.ts';
import { openPacer, type Pacer, systemClock } from '../net/pace.ts';
import { type DomainOrProblem, gather, PROBES, type Probes } from '../resolve/gather.ts';
import { openAhead } from '../resolve/registration/ahead.ts';
import { refreshedServices } from '../resolve/registration/bootstrap.ts';
import { type Services, shippedServices } from '../resolve/registration/servers.ts';
import { probeRegistration } from '../resolve/registration.ts';

/** How the world is asked. */
export interface GatheringOptions {
  /** Path of a network map; without one, the real Internet. */
  readonly networkMap?: string | undefined;
  /** As `--resolver` takes them; none: the system's, or the map's. */
  readonly resolvers?: readonly string[];
  readonly userAgent: string;
  /** Deadline of one probe, all tries. */
  readonly timeoutMs: number;
  readonly web: boolean;
  readonly registration: boolean;
  readonly now: () => Date;
  /** Where IANA's bootstrap registry is kept between runs, asked anew once a day; without one, the shipped edition. */
  readonly cacheDir?: string | undefined;
  /** Answers kept between runs; without it everything is asked. */
  readonly keep?: Keep | undefined;
}

/** Keeps answers between runs. */
export interface Keep {
  /** Probes that look at what is kept before they ask. */
  readonly probes: (probes: Probes) => Probes;
  /** Answers of earlier runs handed out so far. */
  readonly served: () => number;
  readonly close: () => void;
}

/** Asks the world about one row; `onWaiting` when only a registry is waited for. Never throws for what the world does. */
export type Gather = (
  row: InputRow,
  found: DomainOrProblem,
  signal: AbortSignal,
  onWaiting?: () => void,
) => Promise<Evidence>;

export interface Gathering {
  readonly gather: Gather;
  /** Rows of these domains are coming: their registries may be asked already. Absent where nobody's turn is waited for. */
  readonly expect?: (domain: DomainName) => void;
  /** Questions that wait, by server. */
  readonly waiting?: () => ReadonlyMap<string, number>;
  /** Answers of earlier runs handed out so far. */
  readonly served: () => number;
  readonly close: () => void;
}

/** A registration server that refused so many questions in a row is asked no more in this run. */
const PARK_AFTER = 5;
/** How long IANA is waited for at the start of a run. */
const BOOTSTRAP_MS = 3_000;
/** The longest wait that a server's limit may impose on a row; a longer one is told as `failed: throttled`. */
const MAX_WAIT_MS = 10 * 60_000;

/**
 * Opens the network and the turns at registration servers (CONTRACT §8), once for a run. A mapped network is nobody's
 * but the user's and needs no turns. Rejects with one line for the user when map or resolver cannot be used.
 */
export async function openGathering(options: GatheringOptions): Promise<Gathering> {
  const { networkMap, resolvers = [], userAgent, timeoutMs, web, registration, now, cacheDir, keep } = options;
  const mapped = networkMap === undefined ? {} : { mapFile: networkMap };
  const network = await openNetwork({ ...mapped, resolvers, userAgent, timeoutMs, now });
  const isReal = networkMap === undefined;
  const pacer = isReal ? openTurns() : null;
  const turns = pacer === null ? {} : { takeTurn: pacer.turn };
  const services =
    isReal && registration && cacheDir !== undefined ? { services: await servicesOf(cacheDir, network) } : {};
  const own: Probes = {
    ...PROBES,
    registration: (domain, on, until) => probeRegistration(domain, on, until, { ...turns, ...services }),
  };
  const probes = keep === undefined ? own : keep.probes(own);
  const ahead =
    isReal && registration
      ? openAhead({
          ask: (domain, until) => probes.registration(domain, network, until),
          services: services.services ?? shippedServices,
        })
      : null;
  const all = ahead === null ? probes : { ...probes, registration: ahead.probe };
  return {
    gather: (row, found, signal, onWaiting) =>
      gather(row, found, network, {
        web,
        registration,
        reverse: true,
        origins: true,
        signal,
        probes: all,
        ...(onWaiting === undefined ? {} : { onWaiting }),
      }),
    ...(ahead === null ? {} : { expect: ahead.expect, waiting: () => waitingAt(pacer?.waiting(), ahead.waiting()) }),
    served: () => keep?.served() ?? 0,
    close: () => {
      ahead?.close();
      keep?.close();
    },
  };
}

/** A registry that does not answer at once is done without: the kept edition, or the shipped one. */
function servicesOf(cacheDir: string, network: Network): Promise<Services> {
  return refreshedServices(join(cacheDir, 'rdap-bootstrap.json'), network, AbortSignal.timeout(BOOTSTRAP_MS));
}

function openTurns(): Pacer {
  const limitsOf = readLimits();
  return openPacer({ limitsOf, clock: systemClock, parkAfter: PARK_AFTER, maxWaitMs: MAX_WAIT_MS });
}

/** A name that waits for its registry's turn stands in both counts. */
function waitingAt(
  turns: ReadonlyMap<string, number> | undefined,
  names: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const all = new Map([...(turns ?? [])].map(([server, count]) => [server.replace(/^\w+ /, ''), count]));
  for (const [server, count] of names) all.set(server, Math.max(count, all.get(server) ?? 0));
  return all;
}

import type { Network } from '../net/network.ts';
import type { AuditWork } from '../run/audit-rows.ts';
import type { Settings } from '../settings.ts';
import { type CommandContext, CommandError } from './context.ts';
import { toolVersion } from './version.ts';

/** A registration server that refused so many questions in a row is asked no more in this run. */
const PARK_AFTER = 5;
/** The longest wait that a server's limit may impose on a row; a longer one is told as `failed: throttled`. */
const MAX_WAIT_MS = 10 * 60_000;

/** Gathering as the settings have it: the network, its manners, and which probes are asked. */
export async function openGather(settings: Settings, context: CommandContext): Promise<AuditWork['gather']> {
  const [network, { gather }, { probeRegistration }, takeTurn] = await Promise.all([
    networkOf(settings, context),
    import('../resolve/gather.ts'),
    import('../resolve/registration.ts'),
    turnsOf(settings),
  ]);
  const { web, registration } = settings;
  const probes: Parameters<typeof gather>[3]['probes'] = {
    registration: (domain, on, signal) => probeRegistration(domain, on, signal, takeTurn === null ? {} : { takeTurn }),
  };
  return (row, found, signal) =>
    gather(row, found, network, { web, registration, reverse: true, origins: true, signal, probes });
}

async function networkOf(settings: Settings, context: CommandContext): Promise<Network> {
  const { openNetwork } = await import('../net/open-network.ts');
  return openNetwork({
    ...(settings.networkMap === null ? {} : { mapFile: settings.networkMap }),
    resolvers: settings.resolver,
    userAgent: `audit-domains/${toolVersion()} (+https://www.npmjs.com/package/audit-domains)`,
    timeoutMs: settings.timeoutMs,
    now: context.now,
  }).catch((error: unknown) => {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  });
}

/** Turns at registration servers (CONTRACT §8). A mapped network is nobody's but the user's: it needs no pacing. */
async function turnsOf({ networkMap }: Settings) {
  if (networkMap !== null) return null;
  const [{ openPacer, systemClock }, { readLimits }] = await Promise.all([
    import('../net/pace.ts'),
    import('../net/limits.ts'),
  ]);
  const pacer = openPacer({
    limitsOf: readLimits(),
    clock: systemClock,
    parkAfter: PARK_AFTER,
    maxWaitMs: MAX_WAIT_MS,
  });
  return pacer.turn;
}

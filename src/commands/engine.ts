import { ACCEPTABLE, type Accept } from '../assess/waive.ts';
import { assessEvidence, assessmentOfBug, type Judging } from '../audit.ts';
import { skipped } from '../model/outcome.ts';
import type { AuditWork } from '../run/audit-rows.ts';
import type { Settings } from '../settings.ts';
import { type CommandContext, CommandError } from './context.ts';

/** Judging as the settings have it: lists, rules, what is let pass. */
export async function openJudge(
  settings: Settings,
  context: CommandContext,
): Promise<Pick<AuditWork, 'judge' | 'judgeBug'>> {
  const accept = acceptOf(settings);
  const knowledge: Judging = {
    detect: () => skipped('not wired yet'),
    screener: { party: () => [], title: () => [], host: () => [] },
    lists: skipped('not wired yet'),
    editions: [],
  };
  return {
    judge: (evidence) => assessEvidence(evidence, knowledge, { accept, now: context.now }),
    judgeBug: (evidence, error) => assessmentOfBug(evidence, error, knowledge.editions, context.now()),
  };
}

function acceptOf({ accept }: Settings): readonly Accept[] {
  return accept.map((word) => {
    const known = ACCEPTABLE.find((kind) => kind === word);
    if (known !== undefined) return known;
    throw new CommandError(
      `--accept ${word}: a gap of this kind cannot be let pass; only ${ACCEPTABLE.join(', ')} can.`,
    );
  });
}

/** Gathering as the settings have it: the network, and which probes are asked. */
export async function openGather(settings: Settings, context: CommandContext): Promise<AuditWork['gather']> {
  const { openNetwork } = await import('../net/open-network.ts');
  const network = await openNetwork({
    ...(settings.networkMap === null ? {} : { mapFile: settings.networkMap }),
    resolvers: settings.resolver,
    userAgent: 'audit-domains',
    timeoutMs: settings.timeoutMs,
    now: context.now,
  }).catch((error: unknown) => {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  });
  return async (row, domain, problem) => {
    const none = skipped(problem ?? 'not wired yet');
    return {
      row,
      domain,
      problem,
      gatheredAt: network.now().toISOString(),
      dns: none,
      registration: none,
      web: none,
      reverse: none,
      origins: none,
    };
  };
}

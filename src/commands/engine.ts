import { applyDecisions, indexDecisions, watchDecisions } from '../assess/decisions.ts';
import { readDecisions } from '../assess/decisions-file.ts';
import { ACCEPTABLE, type Accept } from '../assess/waive.ts';
import { assessEvidence, assessmentOfBug, type Judging } from '../audit.ts';
import { skipped } from '../model/outcome.ts';
import type { AuditWork } from '../run/audit-rows.ts';
import type { Settings } from '../settings.ts';
import { type CommandContext, CommandError } from './context.ts';
import { toolVersion } from './version.ts';

export interface Judge extends Pick<AuditWork, 'judge' | 'judgeBug'> {
  /** Decisions that expired, went void or were not met, in sentences; once all rows are judged. */
  readonly remarks: () => readonly string[];
}

/** Judging as the settings have it: lists, rules, what is let pass. */
export async function openJudge(settings: Settings, context: CommandContext): Promise<Judge> {
  const accept = acceptOf(settings);
  const decisions = indexDecisions(
    settings.decisions === null ? [] : await readDecisions(settings.decisions, context.now()),
  );
  const watch = watchDecisions(decisions, context.now());
  const knowledge: Judging = {
    detect: () => skipped('not wired yet'),
    screener: { party: () => [], title: () => [], host: () => [] },
    lists: skipped('not wired yet'),
    editions: [],
  };
  return {
    judge: (evidence) => {
      const assessment = assessEvidence(evidence, knowledge, { accept, now: context.now });
      watch.see(assessment);
      return applyDecisions(assessment, decisions, context.now());
    },
    remarks: watch.remarks,
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
  const { gather } = await import('../resolve/gather.ts');
  const network = await openNetwork({
    ...(settings.networkMap === null ? {} : { mapFile: settings.networkMap }),
    resolvers: settings.resolver,
    userAgent: `audit-domains/${toolVersion()} (+https://www.npmjs.com/package/audit-domains)`,
    timeoutMs: settings.timeoutMs,
    now: context.now,
  }).catch((error: unknown) => {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  });
  const { web, registration } = settings;
  const probes = { registration: () => Promise.resolve(skipped('not wired yet')) };
  return (row, found, signal) =>
    gather(row, found, network, { web, registration, reverse: true, origins: true, signal, probes });
}

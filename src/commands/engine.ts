import type { Judging } from '../audit.ts';
import { ACCEPTABLE, type Accept } from '../assess/waive.ts';
import { assessEvidence, assessmentOfBug } from '../audit.ts';
import type { AuditWork } from '../run/audit-rows.ts';
import type { Settings } from '../settings.ts';
import { type CommandContext, CommandError } from './context.ts';

/** Judging as the settings have it: lists, rules, what is let pass. */
export async function openJudge(
  settings: Settings,
  context: CommandContext,
): Promise<Pick<AuditWork, 'judge' | 'judgeBug'>> {
  const accept = acceptOf(settings);
  const knowledge: Judging = await loadJudging(settings, context);
  return {
    judge: (evidence) => assessEvidence(evidence, knowledge, { accept, now: context.now }),
    judgeBug: (evidence, error) => assessmentOfBug(evidence, error, knowledge.editions, context.now()),
  };
}

function acceptOf({ accept }: Settings): readonly Accept[] {
  return accept.map((word) => {
    const known = ACCEPTABLE.find((kind) => kind === word);
    if (known !== undefined) return known;
    throw new CommandError(`--accept ${word}: a gap of this kind cannot be let pass; only ${ACCEPTABLE.join(', ')} can.`);
  });
}

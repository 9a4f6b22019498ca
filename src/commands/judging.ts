import { applyDecisions, indexDecisions, watchDecisions } from '../assess/decisions.ts';
import { readDecisions } from '../assess/decisions-file.ts';
import { ACCEPTABLE, type Accept } from '../assess/waive.ts';
import { type Judge, openJudging } from '../audit/judging.ts';
import { type Knowledge, loadKnowledge } from '../knowledge.ts';
import { wrap } from '../report/width.ts';
import type { Settings } from '../settings.ts';
import { cacheFolder } from './cache-folder.ts';
import { type CommandContext, CommandError } from './context.ts';
import { ageReminder } from './list-age.ts';
import { renewedLists } from './lists-folder.ts';
import { catalogueOptions, readingCatalogue } from './providers-file.ts';

export interface ReviewedJudge extends Judge {
  /** Decisions that expired, went void or were not met, in sentences; once all rows are judged. */
  readonly remarks: () => readonly string[];
}

/** Judging as the settings have it: lists, rules, what is let pass. */
export async function openJudge(settings: Settings, context: CommandContext): Promise<ReviewedJudge> {
  const accept = acceptOf(settings);
  const decisions = indexDecisions(
    settings.decisions === null ? [] : await readDecisions(settings.decisions, context.now()),
  );
  const watch = watchDecisions(decisions, context.now());
  const knowledge = await openLists(settings, context);
  const { judge, judgeBug } = await openJudging({ knowledge, accept, now: context.now });
  return {
    judge: (evidence) => {
      const assessment = judge(evidence);
      watch.see(assessment);
      return applyDecisions(assessment, decisions, context.now());
    },
    judgeBug,
    remarks: watch.remarks,
  };
}

/** Lists, index and catalogue as the settings have them; tells on stderr when a renewal is due. */
export async function openLists(settings: Settings, context: CommandContext): Promise<Knowledge> {
  const listsDir = settings.listsDir ?? renewedLists(context.env);
  const providers = catalogueOptions(context.env);
  const { loadCatalogue } = await import('../detect/catalogue.ts');
  readingCatalogue(context.env, () => loadCatalogue(providers));
  const knowledge = await loadKnowledge({
    ...(providers === undefined ? {} : { providers }),
    ...(listsDir === null ? {} : { listsDir }),
    ...(settings.lists.length === 0 ? {} : { lists: settings.lists }),
    ...(settings.minScore === null ? {} : { minScore: settings.minScore }),
    cacheDir: cacheFolder(context.env),
    now: context.now(),
    maxListAgeDays: settings.maxListAgeDays,
    onCompile: () => {
      if (!settings.quiet) context.stderr.write('preparing the lists for screening (once for each edition) …\n');
    },
  });
  const reminder = ageReminder(knowledge.editions, context.now());
  if (reminder !== null && !settings.quiet)
    context.stderr.write(`${wrap(reminder, context.stderr.columns || 80, '  ')}\n`);
  return knowledge;
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

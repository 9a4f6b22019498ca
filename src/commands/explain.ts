import type { Command } from 'commander';
import type { Evidence } from '../model/evidence.ts';
import { type CommandContext, CommandError, EXIT } from './context.ts';
import { addKnobs, flagsOf } from './knobs.ts';

/** `audit-domains explain <domain>`: one domain, told to a person. */
export function addExplainCommand(program: Command, context: CommandContext, finish: (exitCode: number) => void): void {
  const command = program
    .command('explain')
    .description('one domain, told to a person: every probe, clue, hit and open question')
    .argument('<domain>')
    .option('--from <evidence.jsonl>', 'tell it from saved evidence, without asking the world')
    .addHelpText(
      'after',
      '\nExamples:\n  audit-domains explain northquay.example\n  audit-domains explain moved-house.example --from evidence.jsonl\n',
    );
  addKnobs(command, [
    'timeoutMs',
    'resolver',
    'web',
    'registration',
    'lists',
    'listsDir',
    'minScore',
    'decisions',
    'accept',
    'maxListAgeDays',
    'networkMap',
    'cache',
    'quiet',
    'color',
  ]);
  command.action(async (domain: string, { from }: { readonly from?: string }) => {
    const { resolveSettings } = await import('../settings/sources.ts');
    const { openJudge } = await import('./judging.ts');
    const { tellStory } = await import('../report/story.ts');
    const { paletteFor } = await import('../report/colour.ts');
    const { settings } = await resolveSettings({ flags: flagsOf(command), env: context.env, cwd: context.cwd });
    const { judge } = await openJudge(settings, context);
    const evidence = from === undefined ? await ask(domain) : await find(domain, from);
    const isTTY = context.stdout.isTTY === true;
    const palette = paletteFor({ flag: settings.color ?? undefined, env: context.env, isTTY });
    const assessment = judge(evidence);
    context.stdout.write(tellStory(assessment, { columns: Math.max(60, context.stdout.columns ?? 80), palette }));
    finish(assessment.verdict === 'match' ? EXIT.found : EXIT.done);

    async function ask(asked: string): Promise<Evidence> {
      const { gatheringOf } = await import('./gathering.ts');
      const { normaliseDomain } = await import('../input/normalise.ts');
      const { gather, close } = await gatheringOf(settings, context);
      const row = { file: '-', line: 1, asked, declared: null, extra: [], problem: null };
      return await gather(row, normaliseDomain(asked), context.signal).finally(close);
    }
  });
}

async function find(domain: string, path: string): Promise<Evidence> {
  const { readSavedEvidence } = await import('../run/evidence-file.ts');
  for await (const { evidence } of readSavedEvidence(path, () => undefined)) {
    if (evidence.domain?.host === domain.toLowerCase() || evidence.row.asked === domain) return evidence;
  }
  throw new CommandError(`${path} holds no evidence of ${domain}.`);
}

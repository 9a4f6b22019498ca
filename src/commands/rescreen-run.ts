import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Assessment } from '../model/assessment.ts';
import type { AuditWork } from '../run/audit-rows.ts';
import { readSavedEvidence } from '../run/evidence-file.ts';
import { resolveSettings, type SettingSources } from '../settings/sources.ts';
import { toolVersion } from '../settings/version.ts';
import { openBaselineFile } from './baseline-file.ts';
import { type CommandContext, CommandError } from './context.ts';
import { openJudge } from './judging.ts';
import { refuseOverwriting } from './own-files.ts';
import { openReporting } from './reporting.ts';

/** Judges saved evidence again; gives the exit code. */
export async function rescreen(
  files: readonly string[],
  flags: SettingSources['flags'],
  context: CommandContext,
): Promise<number> {
  const resolved = await resolveSettings({ flags, env: context.env, cwd: context.cwd });
  const { decisions, output } = resolved.settings;
  await refuseOverwriting(context.cwd, [...files, ...(decisions === null ? [] : [decisions])], output);
  for (const file of files) await lookAt(file);
  const judge = await openJudge(resolved.settings, context);
  const baseline = await openBaselineFile(resolved.settings.baseline, judge.judge);
  const reporting = await openReporting({
    resolved,
    context,
    toolVersion: toolVersion(),
    inputDigests: () => digestsOf(files),
  });
  return await reporting.run(judgeAgain(files, judge, context), {
    remarks: judge.remarks,
    inputFiles: files,
    total: countLines(files),
    offline: true,
    ...(baseline === null ? {} : { baseline }),
  });
}

async function digestsOf(files: readonly string[]) {
  return Promise.all(
    files.map(async (file) => {
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(file)) hash.update(chunk);
      return { file, sha256: hash.digest('hex') };
    }),
  );
}

/** Rows to come: a progress line without them could tell no end. Blank and torn lines count too; they are few. */
async function countLines(files: readonly string[]): Promise<number> {
  let lines = 0;
  for (const file of files) {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
      const bytes: Buffer = chunk;
      for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
    }
  }
  return lines;
}

/** Every file must be there and begin with evidence, before any report is opened. */
async function lookAt(file: string): Promise<void> {
  const first = readSavedEvidence(file, () => undefined);
  const { done } = await first.next();
  await first.return(undefined);
  if (done === true) throw new CommandError(`${file} holds no evidence. Give a file that --evidence wrote.`);
}

async function* judgeAgain(
  files: readonly string[],
  { judge, judgeBug }: Pick<AuditWork, 'judge' | 'judgeBug'>,
  { signal, stderr }: CommandContext,
): AsyncGenerator<Assessment> {
  for (const file of files) {
    const onTorn = (): void => {
      stderr.write(`${file}: its last line was cut off when a run was stopped, and is left out.\n`);
    };
    for await (const { evidence } of readSavedEvidence(file, onTorn)) {
      if (signal.aborted) return;
      try {
        yield judge(evidence);
      } catch (error) {
        yield judgeBug(evidence, error);
      }
    }
  }
}

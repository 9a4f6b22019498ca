import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CommandError } from './context.ts';

/**
 * What is read must not be written over, and evidence is no report: throws CommandError for a file that stands on both
 * sides, or twice among what is written, by whatever path it is named.
 */
export async function refuseOverwriting(
  cwd: string,
  read: readonly string[],
  written: readonly string[],
): Promise<void> {
  const readFiles = new Set(await Promise.all(read.map((path) => identityOf(cwd, path))));
  const seen = new Set<string>();
  for (const path of written) {
    const file = await identityOf(cwd, path);
    if (readFiles.has(file)) {
      throw new CommandError(`${path} is what this run reads, and would be written over: name another file.`);
    }
    if (seen.has(file)) throw new CommandError(`${path} is named for two things that are written: name two files.`);
    seen.add(file);
  }
}

/** The file behind a path, or the path itself where there is none yet. */
async function identityOf(cwd: string, path: string): Promise<string> {
  const whole = resolve(cwd, path);
  const found = await stat(whole).catch(() => null);
  return found?.isFile() === true ? `${found.dev}:${found.ino}` : whole;
}

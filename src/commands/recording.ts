import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ListEdition } from '../model/lists.ts';
import type { Tally } from '../report/tally.ts';
import { recordFile, writeRecord } from '../run/record.ts';
import type { ReportingInput, Told } from './reporting.ts';

export interface Outcome {
  readonly tally: Tally;
  readonly editions: readonly ListEdition[];
  readonly startedAt: Date;
  readonly exitCode: number;
}

/**
 * Writes the record of a run (`<report>.run.json`) beside the first report file: versions, options, editions, counts, and
 * the digests of every file read and written. No report file (pipes and devices are none), no record. `audit-domains verify` holds them against it.
 */
export async function recordRun(
  { resolved, context, toolVersion }: ReportingInput,
  { evidenceFile, inputFiles = [] }: Told,
  { tally, editions, startedAt, exitCode }: Outcome,
): Promise<void> {
  const { settings } = resolved;
  const at = (path: string): string => resolve(context.cwd, path);
  const isKept = async (path: string): Promise<boolean> => (await stat(at(path)).catch(() => null))?.isFile() === true;
  const [first] = (await Promise.all(settings.output.map(async (path) => ((await isKept(path)) ? [path] : [])))).flat();
  if (first === undefined) return;
  const folder = dirname(at(first));
  const files = [
    ...inputFiles.map((path) => ['input', path] as const),
    ...settings.output.map((path) => ['output', path] as const),
    ...(evidenceFile === undefined ? [] : [['evidence', evidenceFile] as const]),
    ...(settings.decisions === null ? [] : [['decisions', settings.decisions] as const]),
  ];
  // What came or went through a pipe or a device cannot be read again.
  const kept = (await Promise.all(files.map(async (file) => ((await isKept(file[1])) ? [file] : [])))).flat();
  const clusters = tally.clusters.found().map((cluster) => ({ ...cluster, domains: [...cluster.domains] }));
  const path = `${at(first)}.run.json`;
  await writeRecord(path, {
    format: 1,
    tool: { name: 'audit-domains', version: toolVersion, node: nodeVersion() },
    startedAt: startedAt.toISOString(),
    endedAt: context.now().toISOString(),
    exitCode,
    options: { ...settings },
    lists: editions.map(({ id, edition, sha256, entities }) => ({ id, edition, sha256, entities })),
    counts: { rows: tally.rows, ...tally.verdicts },
    ...(clusters.length > 0 && { clusters }),
    files: await Promise.all(kept.map(([role, file]) => recordFile(role, at(file), folder))),
  });
}

const nodeVersion = (): string => process.versions.node;

import type { Command } from 'commander';
import type { Decision } from '../assess/decisions-file.ts';
import { type CommandContext, CommandError, EXIT } from './context.ts';

interface DecideOptions {
  readonly report: string;
  readonly decision: string;
  readonly reason: string;
  readonly by: string;
  readonly until?: string;
  readonly file: string;
}

/** What a saved report says of one finding: whose it is, and which entries it met. */
interface Found {
  readonly domain: string;
  readonly entities: readonly string[];
}

/** `audit-domains decide <finding>`: writes a reviewer's word on a finding to the decisions file (CONTRACT §7). */
export function addDecideCommand(program: Command, context: CommandContext, finish: (exitCode: number) => void): void {
  program
    .command('decide')
    .description('write a reviewed decision on a finding to the decisions file')
    .argument('<finding>', 'id of the finding, as a JSONL report tells it')
    .requiredOption('--report <file>', 'JSON Lines report that holds the finding')
    .requiredOption('--decision <word>', 'false-positive or confirmed')
    .requiredOption('--reason <text>', 'why: what was compared, and what differs or agrees')
    .requiredOption('--by <name>', 'who decided')
    .option('--until <date>', 'last day on which it counts, at most a year ahead (default: a year from today)')
    .option('--file <file>', 'the decisions file; made when it does not exist', 'decisions.csv')
    .addHelpText(
      'after',
      '\nExample:\n  audit-domains decide f-0a1b2c3d4e5f6789 --report report.jsonl \\\n    --decision false-positive \\\n' +
        "    --reason 'a bakery, founded 1911; other directors' --by 'M. Reviewer'\n",
    )
    .action(async (finding: string, options: DecideOptions) => {
      const path = await import('node:path');
      const [report, file] = [path.resolve(context.cwd, options.report), path.resolve(context.cwd, options.file)];
      const found = await findingIn(report, options.report, finding);
      const overruled = await append(file, options, finding, found, context.now());
      const entries = found.entities.join(', ');
      context.stderr.write(
        `wrote to ${options.file}: ${options.decision} for ${found.domain} × ${entries}; use it with --decisions ${options.file}\n${overruled
          .map(
            ({ place, decision, by, until }) =>
              `it stands in place of ${place} (${decision}, by ${by}, until ${until}): the last line counts\n`,
          )
          .join('')}`,
      );
      finish(EXIT.done);
    });
}

/** Looks a finding up in a report, a line at a time; only lines that hold the id are parsed. */
async function findingIn(path: string, shown: string, id: string): Promise<Found> {
  const [{ createReadStream }, { createInterface }, v] = await Promise.all([
    import('node:fs'),
    import('node:readline'),
    import('valibot'),
  ]);
  const shape = v.object({
    evidence: v.object({ domain: v.nullable(v.object({ host: v.string() })), row: v.object({ asked: v.string() }) }),
    findings: v.array(v.object({ id: v.string(), hits: v.array(v.object({ entityId: v.string() })) })),
  });
  const needle = JSON.stringify(id);
  try {
    for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
      if (!line.includes(needle)) continue;
      const { evidence, findings } = v.parse(shape, JSON.parse(line));
      const entities = findings.filter((one) => one.id === id).flatMap(({ hits }) => hits.map((hit) => hit.entityId));
      if (entities.length > 0) {
        return { domain: evidence.domain?.host ?? evidence.row.asked, entities: [...new Set(entities)] };
      }
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError(`cannot read ${shown}: ${why}. Give a JSON Lines report (audit-domains -o report.jsonl).`);
  }
  throw new CommandError(
    `no finding ${id} with a listed entry in ${shown}. Copy the id from "findings" of that report.`,
  );
}

/**
 * Adds a line for each entry; the whole file, with the new lines, must be sound before a byte is written. Nothing is taken
 * out, so that the file tells who decided what and when. Gives the earlier decisions that no longer count.
 */
async function append(
  path: string,
  options: DecideOptions,
  finding: string,
  found: Found,
  now: Date,
): Promise<readonly Decision[]> {
  const { appendFile, readFile } = await import('node:fs/promises');
  const { DECISION_COLUMNS, dayOf, delimiterOf, parseDecisions, yearAfter } = await import(
    '../assess/decisions-file.ts'
  );
  const { csvRecord } = await import('../report/csv.ts');
  const old = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw new CommandError(`cannot read ${options.file}: ${error instanceof Error ? error.message : String(error)}`);
  });
  const today = dayOf(now);
  const fresh = old.trim() === '';
  const delimiter = fresh ? ',' : delimiterOf(old);
  const header = fresh ? [...DECISION_COLUMNS] : headerOf(old, delimiter);
  const lines = found.entities.map((entity) => {
    const { decision, reason, by, until = yearAfter(today) } = options;
    const cells: Readonly<Record<string, string>> = {
      finding,
      domain: found.domain,
      entity,
      decision,
      reason,
      by,
      on: today,
      until,
    };
    return csvRecord(
      header.map((name) => cells[name] ?? ''),
      delimiter,
    );
  });
  const start = fresh ? csvRecord(header, delimiter) : /\n$/u.test(old) ? '' : '\r\n';
  const added = start + lines.join('');
  let earlier: readonly Decision[];
  try {
    earlier = parseDecisions(old + added, options.file, now).slice(0, -lines.length);
  } catch (error) {
    throw new CommandError(`nothing was written: ${error instanceof Error ? error.message : String(error)}`);
  }
  await appendFile(path, added).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError(`cannot write ${options.file}: ${why}`, EXIT.outputFailed);
  });
  return earlier.filter(
    (one) => one.finding === finding && one.domain === found.domain && found.entities.includes(one.entity),
  );
}

/** The column names of a file that exists, in its own order. */
function headerOf(text: string, delimiter: string): readonly string[] {
  const [first = ''] = text.replace(/^\ufeff/u, '').split(/\r?\n/u, 1);
  return first.split(delimiter).map((name) => name.replace(/^"|"$/gu, '').trim().toLowerCase());
}

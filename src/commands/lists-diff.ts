import type { Command } from 'commander';
import type { EntityChange, FieldChange } from '../lists/compare.ts';
import type { ListEdition } from '../model/lists.ts';
import { plain } from '../report/cell.ts';
import { wrap } from '../report/width.ts';
import { type CommandContext, CommandError, EXIT } from './context.ts';
import { judgedLists, renewedLists } from './lists-folder.ts';

/** `audit-domains lists diff [old] [new]`: which entities appeared, vanished or changed, and how. */
export function addListsDiff(lists: Command, context: CommandContext, finish: (exitCode: number) => void): void {
  lists
    .command('diff')
    .description('which entities appeared, vanished or changed between two snapshots, and how')
    .argument('[old]', 'folder of a snapshot; the one before the one that is judged by')
    .argument('[new]', 'another one; the one that is judged by')
    .option('--json', 'as JSON Lines')
    .action(async (old: string | undefined, fresh: string | undefined, { json }: { readonly json?: boolean }) => {
      const { openSnapshot } = await import('../lists/snapshot.ts');
      const { compareSnapshots } = await import('../lists/compare.ts');
      const before = openSnapshot({ dir: old ?? (await previousLists(context)) });
      const after = openSnapshot({ dir: fresh ?? (await judgedLists(context.env)) });
      for (const line of editionLines(before.editions, after.editions)) context.stderr.write(`${plain(line)}\n`);
      const changes = compareSnapshots(before, after);
      const columns = context.stdout.columns ?? COLUMNS;
      for (const change of changes) {
        context.stdout.write(json === true ? `${JSON.stringify(change)}\n` : changeText(change, columns));
      }
      const count = (kind: string): number => changes.filter((change) => change.kind === kind).length;
      context.stderr.write(
        `${count('appeared')} appeared, ${count('vanished')} vanished, ${count('changed')} changed\n`,
      );
      finish(EXIT.done);
    });
}

/** `un: 2026-08-01 → 2026-10-09` for each list that is another one. */
function editionLines(before: readonly ListEdition[], after: readonly ListEdition[]): readonly string[] {
  const both = [...new Set([...before, ...after].map(({ id }) => id))];
  const find = (editions: readonly ListEdition[], id: string) => editions.find((each) => each.id === id);
  return both
    .filter((id) => find(before, id)?.sha256 !== find(after, id)?.sha256)
    .map((id) => `${id}: ${find(before, id)?.edition ?? 'not there'} → ${find(after, id)?.edition ?? 'not there'}`);
}

/** The edition before the renewed one: kept by the last update, or the lists that ship. */
async function previousLists({ env }: CommandContext): Promise<string> {
  const { BUNDLED_LISTS } = await import('../lists/snapshot.ts');
  const { previousFolder } = await import('../lists/store.ts');
  const renewed = renewedLists(env);
  if (renewed === null) {
    throw new CommandError('nothing to compare: the lists were never renewed. Name the folder of another snapshot.');
  }
  return previousFolder(renewed) ?? BUNDLED_LISTS;
}

/**
 *     changed   un:HAe.001  Pretend Dockers
 *                 aliases: + "Dock Hands", − "The Dockers"
 *                 measure: "blocking" → "trade"
 */
function changeText({ kind, id, name, fields }: EntityChange, columns: number): string {
  const told = [
    wrap(`${kind.padEnd(9)} ${plain(id)}  ${plain(name)}`, columns, ' '.repeat(10)),
    ...fields.map((field) => wrap(fieldText(field), columns - INDENT.length, '  ').replace(/^/gm, INDENT)),
  ];
  return told.map((text) => `${text}\n`).join('');
}

const INDENT = ' '.repeat(12);
/** Of a terminal, where none is told. */
const COLUMNS = 80;

function fieldText({ field, old, new: fresh }: FieldChange): string {
  const [was, is] = [listOf(old), listOf(fresh)];
  if (!Array.isArray(old) && !Array.isArray(fresh)) return `${field}: ${quoted(was)} → ${quoted(is)}`;
  const more = is.filter((each) => !was.includes(each)).map((each) => `+ ${quoted([each])}`);
  const less = was.filter((each) => !is.includes(each)).map((each) => `− ${quoted([each])}`);
  return `${field}: ${[...more, ...less].join(', ')}`;
}

function listOf(value: FieldChange['old']): readonly string[] {
  if (value === null) return [];
  return typeof value === 'string' ? [value] : value;
}

const quoted = ([value]: readonly string[]): string => (value === undefined ? 'none' : `"${plain(value)}"`);

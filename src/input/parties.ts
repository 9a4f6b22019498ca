import type { DeclaredParty } from '../model/evidence.ts';
import { rolesOf } from './columns.ts';
import { decodeText } from './decode.ts';
import { isNoRow, splitLines } from './lines.ts';
import { cellsOf } from './records.ts';

/** One party to screen, and the words it was asked by. */
export interface AskedParty {
  readonly asked: string;
  readonly party: DeclaredParty;
}

const MAX_LINE = 65_536;

/**
 * Parties from a list: a name a line, or a CSV/TSV whose header names declared-party columns (CONTRACT §2). Comments and
 * blank lines are none.
 */
export async function* readParties(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<AskedParty> {
  let table: { readonly roles: ReturnType<typeof rolesOf>; readonly delimiter: string } | null | undefined;
  for await (const lines of splitLines(decodeText(bytes, file), MAX_LINE)) {
    for (const line of lines) {
      if (isNoRow(line)) continue;
      if (table === undefined) {
        table = tableOf(line);
        if (table !== null) continue;
      }
      const party =
        table === null ? { name: line.trim() } : partyOf(cellsOf(line, table.delimiter) ?? [line], table.roles);
      const asked = party.name ?? party.organisation ?? party.email ?? '';
      if (asked !== '') yield { asked, party };
    }
  }
}

/** The first line is a header when it names a party column. */
function tableOf(line: string) {
  for (const delimiter of [',', ';', '\t']) {
    const cells = cellsOf(line, delimiter);
    if (cells === null) continue;
    const roles = rolesOf(cells);
    if (roles.name !== null || roles.organisation !== null || roles.email !== null) return { roles, delimiter };
  }
  return null;
}

function partyOf(cells: readonly string[], roles: ReturnType<typeof rolesOf>): DeclaredParty {
  const entries = (['name', 'organisation', 'email', 'country'] as const).map((role) => {
    const at = roles[role];
    return [role, at === null ? '' : (cells[at] ?? '').trim()] as const;
  });
  return Object.fromEntries(entries.filter(([, text]) => text !== ''));
}

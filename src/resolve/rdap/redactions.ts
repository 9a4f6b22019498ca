import type { Party } from '../../model/evidence.ts';
import { listOf, member, textOf } from './json.ts';

/** What a server says it withheld of the registrant (RFC 9537), by name; its JSON paths are never evaluated. */
export interface Redactions {
  /** Removed or emptied: nothing is printed, and the server's words for it. */
  readonly removed: ReadonlyMap<keyof Party, string>;
  /** Another value stands in its place: what is printed is not the registrant's. */
  readonly replaced: ReadonlyMap<keyof Party, string>;
  /** The whole registrant is withheld, in the server's words. */
  readonly whole: string | null;
}

const FIELDS: readonly (readonly [keyof Party, RegExp])[] = [
  ['organisation', /^registrant\W*(?:contact\W*)?organi[sz]ation/i],
  ['email', /^registrant\W*(?:contact\W*)?e-?mail/i],
  ['country', /^registrant\W*(?:contact\W*)?country/i],
  ['name', /^registrant\W*(?:contact\W*)?(?:full\W*)?name/i],
];

export function redactionsOf(domain: unknown): Redactions {
  const removed = new Map<keyof Party, string>();
  const replaced = new Map<keyof Party, string>();
  let whole: string | null = null;
  for (const item of listOf(member(domain, 'redacted'))) {
    const name = member(item, 'name');
    const called = textOf(member(name, 'type')) || textOf(member(name, 'description')) || textOf(name);
    if (called === '') continue;
    const method = textOf(member(item, 'method')).toLowerCase() || 'removal';
    const reason = member(item, 'reason');
    const why = textOf(member(reason, 'description')) || textOf(member(reason, 'type'));
    const words = `the server redacts "${called}" (${method}${why === '' ? '' : `: ${why}`})`;
    if (/^registrant(?: contact| entity| details| data)?$/i.test(called)) whole ??= words;
    const field = FIELDS.find(([, pattern]) => pattern.test(called))?.[0];
    if (field === undefined || method === 'partialvalue') continue;
    (method === 'replacementvalue' ? replaced : removed).set(field, words);
  }
  return { removed, replaced, whole };
}

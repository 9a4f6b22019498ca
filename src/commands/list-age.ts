import type { ListEdition } from '../model/lists.ts';

/** From so many days on a renewal is due (CONTRACT §1, `--max-list-age`). */
const DUE_DAYS = 30;

/**
 * A reminder to renew lists that are older than 30 days, oldest first; null when all are younger.
 *
 *     The lists are not fresh: eu is 216 days old, un 114. Renew them with "audit-domains lists update".
 */
export function ageReminder(editions: readonly Pick<ListEdition, 'id' | 'edition'>[], now: Date): string | null {
  const old = editions
    .map(({ id, edition }) => ({ id, days: Math.floor((now.getTime() - Date.parse(edition)) / 86_400_000) }))
    .filter(({ days }) => days > DUE_DAYS)
    .toSorted((a, b) => b.days - a.days);
  if (old.length === 0) return null;
  const told = old.map(({ id, days }, at) => (at === 0 ? `${id} is ${days} days old` : `${id} ${days}`));
  return `The lists are not fresh: ${told.join(', ')}. Renew them with "audit-domains lists update".`;
}

import type { Entry } from './entries.ts';
import { domainField } from './labels.ts';

const IDS = new Set([
  'nic-hdl',
  'nic-hdl-br',
  'nic-handle',
  'nic handle',
  'handle',
  'contact',
  'norid handle',
  'contact id',
]);

/** The paragraph in which the objects other than the domain begin (contacts with an id); infinity when there are none. */
export function objectsBegin(entries: readonly Entry[]): number {
  const domain = entries.find(({ label }) => domainField(label) === 'domain')?.paragraph ?? 0;
  const first = entries.find(({ label, paragraph }) => paragraph > domain && IDS.has(label));
  return first?.paragraph ?? Number.POSITIVE_INFINITY;
}

/** The registrant's handle in an RPSL-like record (`registrant:`, `holder-c:`, `Domain Holder Handle`), or null. */
export function handleIn(entries: readonly Entry[]): string | null {
  const end = objectsBegin(entries);
  const pointer = entries.find(
    ({ section, label, paragraph }) =>
      section === 'registrant' &&
      paragraph < end &&
      (label === '' || label === 'c' || IDS.has(label) || label === 'id'),
  );
  return pointer === undefined || /\s/.test(pointer.value) || pointer.value === '-' ? null : pointer.value;
}

/** The object a handle names: its paragraph's entries without the id; null when the reply does not hold it. */
export function objectOf(entries: readonly Entry[], handle: string | null): readonly Entry[] | null {
  if (handle === null) return null;
  const wanted = handle.toLowerCase();
  const domain = entries.find(({ label }) => domainField(label) === 'domain')?.paragraph ?? 0;
  const id = entries.find(
    ({ label, value, paragraph }) => paragraph > domain && IDS.has(label) && value.toLowerCase() === wanted,
  );
  return id === undefined ? null : entries.filter((entry) => entry.paragraph === id.paragraph && entry !== id);
}

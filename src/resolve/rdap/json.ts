/** Reading JSON from strangers: own members only, nothing is assumed, nothing throws. */

/** A member of an object; undefined when there is no object, or no such member of its own. */
export function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
    return undefined;
  return Reflect.get(value, name);
}

/** A value as a list: an array as it is (at most 500 items), a single value as one item, nothing as none. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.slice(0, 500);
  return value === undefined || value === null ? [] : [value];
}

/** A text, folded to one line and bounded; a number counts as its digits; anything else is empty. */
export function textOf(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return '';
  return value
    .slice(0, 1_000)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
}

/** The values of an object, at most 100: JSContact keeps its lists as maps. */
export function valuesOf(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.values(value).slice(0, 100) : [];
}

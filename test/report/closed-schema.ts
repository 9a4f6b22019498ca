import type { Schema } from './schema-of-types.ts';

/** The schema with every object closed: then it also finds a field that is not documented. */
export function closed(schema: Schema): Schema {
  const entries = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, within(value)]));
  const isObject = 'properties' in entries && entries['type'] === 'object' && !('additionalProperties' in entries);
  return isObject ? { ...entries, additionalProperties: false } : entries;
}

function within(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(within);
  return typeof value === 'object' && value !== null ? closed({ ...value }) : value;
}

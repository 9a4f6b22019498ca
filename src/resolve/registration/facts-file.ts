import { readFileSync } from 'node:fs';

const cache = new Map<string, unknown>();

/** One file of `data/registration`, read once and kept. Throws when it is missing or no JSON: the package is broken then. */
export function readFacts(name: string): unknown {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const facts: unknown = JSON.parse(
    readFileSync(new URL(`../../../data/registration/${name}.json`, import.meta.url), 'utf8'),
  );
  cache.set(name, facts);
  return facts;
}

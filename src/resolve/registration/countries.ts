import * as v from 'valibot';
import { readFacts } from './facts-file.ts';

const Facts = v.object({ names: v.record(v.string(), v.array(v.string())) });

/** Of North America: two letters after a comma that are a state there and a country elsewhere. */
const STATES = new Set(
  'AL AR AZ CA CO DE GA ID IL IN KY LA MA MD ME MN MO MS MT NC NE PA SC SD TN VA NL PE SK MB NU YT BC WI AK'.split(' '),
);

interface Countries {
  readonly codes: ReadonlySet<string>;
  readonly byName: ReadonlyMap<string, string>;
}

let countries: Countries | undefined;

/**
 * A country as registration data spells it → ISO 3166-1 alpha-2, or null when it is none we know.
 *
 *   "de", "DE" → DE · "UNITED STATES" → US · "Tyskland" → DE · "US (UNITED STATES)" → US · "EU", "Texas" → null
 */
export function countryCode(spelling: string): string | null {
  const text = spelling.trim();
  if (text.length < 2 || text.length > 80) return null;
  const { codes, byName } = loadCountries();
  const upper = text.toUpperCase();
  if (codes.has(upper)) return upper;
  if (upper === 'UK') return 'GB';
  const whole = byName.get(fold(text));
  if (whole !== undefined) return whole;
  const [, before = '', inside = ''] = /^([^()]*)\(([^()]*)\)$/.exec(text) ?? [];
  if (inside === '') return null;
  const inner = inside.trim().toUpperCase();
  if (codes.has(inner)) return inner;
  return byName.get(fold(before)) ?? byName.get(fold(inside)) ?? (codes.has(before.trim()) ? before.trim() : null);
}

/**
 * The country at the end of a postal address, or null. Two letters alone count only where they cannot be a state:
 * as the whole last line, after a postal code, or as the registry's own country (`home`) after a comma.
 *
 *   ["1 Quay Road", "Harbour Town", "NO"] → NO · ["Mountain View, CA 94043 US"] → US · ["Boise, ID"] → null
 */
export function countryOfAddress(lines: readonly string[], home = ''): string | null {
  for (const [distance, line] of lines.slice(-12).toReversed().entries()) {
    if (distance > 2) return null;
    const text = latinPart(line.slice(0, 300)).replace(/[.,;]+$/, '');
    const whole = text.length === 2 && distance > 0 ? null : countryCode(text);
    if (whole !== null) return whole;
    const last = text.slice(text.lastIndexOf(',') + 1).trim();
    const named = last.length > 2 || last === home || (last !== text && !STATES.has(last)) ? countryCode(last) : null;
    if (named !== null) return named;
    const [, tail = ''] = /(?:\d|\s{2})\s*([A-Za-z][A-Za-z. ]{1,40})$/.exec(text) ?? [];
    const trailing = tail.length === 2 && tail !== tail.toUpperCase() ? null : countryCode(tail);
    if (trailing !== null) return trailing;
  }
  return null;
}

/** A line in two scripts says the same twice (`Saudi Arabia المملكة …`): the Latin half is looked up, if there is one. */
function latinPart(line: string): string {
  const latin = line.replace(/[^\p{Script=Latin}\p{N}\p{P}\s]+/gu, ' ').trim();
  return /\p{L}{2}/u.test(latin) && /[^\p{Script=Latin}\p{P}\p{S}\p{N}\p{M}\s]/u.test(line) ? latin : line.trim();
}

function loadCountries(): Countries {
  if (countries === undefined) {
    const { names } = v.parse(Facts, readFacts('countries'));
    const byName = new Map(Object.entries(names).flatMap(([code, spellings]) => spellings.map((name) => [name, code])));
    countries = { codes: new Set(Object.keys(names)), byName };
  }
  return countries;
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * Mutants of our own fixtures, in WHOIS and RDAP: no reading may throw, hang, or break its promises.
 * `node bench/fuzz-registration.ts [mutants=1000000] [seed=17]`
 */
import { readFileSync } from 'node:fs';
import { parseRdap } from '../src/resolve/rdap.ts';
import { parseWhois } from '../src/resolve/whois.ts';
import { MUTATIONS, seeded } from '../test/resolve/mutants.ts';

interface WhoisCase {
  readonly file: string;
  readonly server: string;
  readonly domain: string;
}
interface RdapCase {
  readonly domain: string;
  readonly json: unknown;
}

const fixtures = new URL('../fixtures/registration/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, fixtures), 'utf8');
const whois: readonly WhoisCase[] = JSON.parse(read('whois.json'));
const rdap: readonly RdapCase[] = JSON.parse(read('rdap.json'));
const texts = whois.map(({ file }) => read(`whois/${file}`));
const jsons = rdap.map(({ json }) => JSON.stringify(json));

const [, , count = '1000000', seed = '17'] = process.argv;
const pick = seeded(Number(seed));
let slowestMs = 0;
let crashes = 0;
const kinds: Record<string, number> = {};
const startedAt = performance.now();
for (let mutant = 0; mutant < Number(count); mutant += 1) {
  const isWhois = mutant % 3 !== 0;
  const at = pick(isWhois ? whois.length : rdap.length);
  let text = (isWhois ? texts[at] : jsons[at]) ?? '';
  for (let times = 1 + pick(4); times > 0; times -= 1) text = MUTATIONS[pick(MUTATIONS.length)]!(text, pick);
  const one = whois[at];
  const parse = () =>
    isWhois && one !== undefined
      ? parseWhois(text, { domain: one.domain, server: one.server })
      : parseRdap(text, { domain: rdap[at]?.domain ?? 'northquay.example' });
  try {
    const before = performance.now();
    const outcome = parse();
    const tookMs = performance.now() - before;
    kinds[outcome.kind] = (kinds[outcome.kind] ?? 0) + 1;
    slowestMs = Math.max(slowestMs, tookMs <= slowestMs ? 0 : Math.min(tookMs, again(parse), again(parse)));
  } catch (error) {
    crashes += 1;
    if (crashes <= 5) console.error(JSON.stringify(text).slice(0, 400), error);
  }
}
/** The machine is shared: a slow reading counts as slow when it is slow again. */
function again(parse: () => unknown): number {
  const before = performance.now();
  parse();
  return performance.now() - before;
}

const seconds = (performance.now() - startedAt) / 1_000;
console.log(
  `${count} mutants, seed ${seed}: ${crashes} crashes, slowest ${slowestMs.toFixed(1)} ms, ${seconds.toFixed(0)} s`,
);
console.log(JSON.stringify(kinds));

const SHAPES: Readonly<Record<string, string>> = {
  'one line': 'x',
  'equal labels': 'Registrant Name: a\n',
  'equal servers': 'ns1.northquay.example\n',
  prose: 'you may not use this data, limits of queries apply, no results were found for others\n',
  'limits, long lines': `${'query limit rate requests whois daily access lookups '.repeat(5)}\n`,
  'limits, Cyrillic': 'превышен превышен лимит числ исчерпан \n',
  leaders: 'aaaa#......:....: ....: \n',
  brackets: 'name (((((dd mm) (yyyy \n',
};
for (const [name, shape] of Object.entries(SHAPES)) {
  const mebibyte = shape.repeat(Math.ceil(1_048_576 / shape.length)).slice(0, 1_048_576);
  const parse = () => parseWhois(mebibyte, { domain: 'northquay.example' });
  console.log(`1 MiB of ${name}: ${Math.min(again(parse), again(parse), again(parse)).toFixed(1)} ms`);
}
process.exitCode = crashes === 0 ? 0 : 1;

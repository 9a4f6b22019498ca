/** How many labelled cases are judged as labelled, and how fast. Run: node bench/fronting.ts [cases.jsonl] */
import { existsSync, readFileSync } from 'node:fs';
import { detectFronting } from '../src/detect/fronting.ts';
import type { FrontingSignals } from '../src/detect/signals.ts';

const PUBLIC = process.argv[2] ?? '/work/shared/corpora/cdn/public-cases.jsonl';

interface Labelled {
  readonly what: string;
  readonly signals: FrontingSignals;
  readonly edges: readonly (readonly string[])[];
  readonly proxied: readonly string[];
}

const linesOf = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** The cases of other projects' trackers name the evidence's fields their own way. */
function publicCases(): readonly Labelled[] {
  return linesOf(PUBLIC).map((row) => ({
    what: row.id,
    signals: {
      host: row.domain,
      nameservers: row.ns,
      cnames: row.cname_chain,
      addresses: [...row.a, ...row.aaaa],
      headers: row.headers,
      reverse: [row.ptr ?? []].flat(),
      asn: row.asn,
      status: row.status,
      title: row.title,
    },
    edges: [row.expected.edge_providers, ...row.expected.edge_alternatives],
    proxied: [row.expected.proxied, ...row.expected.proxied_alternatives],
  }));
}

const ownCases = (): readonly Labelled[] =>
  linesOf('fixtures/fronting/cases.jsonl').flatMap(({ what, signals, expected }) =>
    expected.edges === undefined ? [] : [{ what, signals, edges: expected.edges, proxied: expected.proxied ?? [] }],
  );

function score(name: string, cases: readonly Labelled[], strip: (signals: FrontingSignals) => FrontingSignals): void {
  const wrong: string[] = [];
  let [edges, falseYes, negatives] = [0, 0, 0];
  for (const each of cases) {
    const { edges: found, proxied } = detectFronting(strip(each.signals));
    const ids = JSON.stringify(found.map(({ provider }) => provider));
    if (each.edges.some((right) => JSON.stringify(right) === ids)) edges++;
    else wrong.push(`${each.what}: ${ids}`);
    if (each.proxied.length > 0 && !each.proxied.includes('yes') && !each.proxied.includes('partial')) {
      negatives++;
      if (proxied === 'yes' || proxied === 'partial') falseYes++;
    }
  }
  console.log(`${name}: edges exact ${edges} of ${cases.length}; false "proxied" ${falseYes} of ${negatives}`);
  for (const line of wrong) console.log(`  ${line}`);
}

const all = (signals: FrontingSignals): FrontingSignals => signals;
/** What DNS, reverse names and the AS tell. */
const withoutHttp = ({ nameservers, cnames, addresses, asn, reverse }: FrontingSignals): FrontingSignals => ({
  nameservers: nameservers ?? [],
  cnames: cnames ?? [],
  addresses: addresses ?? [],
  reverse: reverse ?? [],
  ...(asn !== undefined && { asn }),
});

score('own bundles', ownCases(), all);
score('own bundles, no HTTP', ownCases(), withoutHttp);
if (existsSync(PUBLIC)) score('public cases', publicCases(), all);
else console.log(`public cases: not run, ${PUBLIC} is not there`);

const cases = ownCases();
const start = performance.now();
for (let round = 0; round < 100; round++) for (const { signals } of cases) detectFronting(signals);
console.log(`${Math.round((cases.length * 100) / ((performance.now() - start) / 1e3))} domains a second`);

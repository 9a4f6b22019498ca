/**
 * How many of the pairs that brute force finds, with the same comparer and over every listed name, the index finds too.
 * Run: node bench/index-recall.ts [queries of each kind, 150]; some minutes of every core.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import * as v from 'valibot';
import { openSnapshot } from '../src/lists/snapshot.ts';
import { analyse } from '../src/screen/analyse.ts';
import { openFinder } from '../src/screen/candidates.ts';
import { compareAnalysed, MATCH_THRESHOLD } from '../src/screen/compare.ts';
import { loadIndex } from '../src/screen/index-file.ts';
import { type IndexView, openView } from '../src/screen/index-view.ts';
import { dice, every, invented, namesOf, recombined, withSlips } from './screen-names.ts';

/** The score from which a hit can be called a match. */
const SURE = 0.925;

interface Asked {
  readonly kind: string;
  readonly text: string;
}

const job = v.object({
  folder: v.string(),
  asked: v.array(v.object({ kind: v.string(), text: v.string() })),
});
const outcomes = v.array(
  v.object({
    kind: v.string(),
    query: v.string(),
    candidate: v.string(),
    score: v.number(),
    isFound: v.boolean(),
  }),
);
type Outcome = v.InferOutput<typeof outcomes>[number];

async function run(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-recall-'));
  const snapshot = openSnapshot();
  loadIndex(snapshot, folder);
  const asked = queries([...snapshot.entities()].flatMap(namesOf), count);
  const workers = availableParallelism();
  const shares = Array.from({ length: workers }, (_, at) => asked.filter((__, index) => index % workers === at));
  const start = performance.now();
  const found = (await Promise.all(shares.map((share) => inWorker(folder, share)))).flat();
  rmSync(folder, { recursive: true });
  console.log(`${asked.length} queries, ${Math.round((performance.now() - start) / 1_000)} s of ${workers} cores`);
  for (const floor of [MATCH_THRESHOLD, SURE]) {
    for (const kind of [...new Set(asked.map((each) => each.kind)), 'all']) {
      const pairs = found.filter((pair) => pair.score >= floor && (kind === 'all' || pair.kind === kind));
      const kept = pairs.filter(({ isFound }) => isFound).length;
      console.log(`at ${floor}, ${kind}: ${kept} of ${pairs.length} (${((100 * kept) / pairs.length).toFixed(2)} %)`);
    }
  }
  const lost = found.filter(({ isFound }) => !isFound).toSorted((a, b) => b.score - a.score);
  for (const { kind, score, query, candidate } of lost.slice(0, 60))
    console.log(`lost ${score.toFixed(3)} ${kind}: ${query} | ${candidate}`);
}

/** Listed names as they stand, with slips, in their own script, with words of others, and persons that nobody is. */
function queries(listed: readonly string[], count: number): readonly Asked[] {
  const roll = dice(17);
  const latin = listed.filter((name) => /[a-z]/i.test(name));
  const native = listed.filter((name) => !/[a-z]/i.test(name));
  const kinds = {
    'listed names': every(latin, count),
    'listed names, one slip': every(latin.slice(11), count).map((name) => withSlips(name, 1, roll)),
    'listed names, three slips': every(latin.slice(23), count).map((name) => withSlips(name, 3, roll)),
    'other scripts': every(native, count),
    'other scripts, one slip': every(native.slice(5), count).map((name) => withSlips(name, 1, roll)),
    'words of listed names, shuffled': recombined(listed, count),
    'invented persons': invented(count, 23),
  };
  return Object.entries(kinds).flatMap(([kind, texts]) => texts.map((text) => ({ kind, text })));
}

function inWorker(folder: string, asked: readonly Asked[]): Promise<readonly Outcome[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { folder, asked } });
    worker.once('message', (message: unknown) => resolve(v.parse(outcomes, message)));
    worker.once('error', reject);
  });
}

/** Every pair at or above the threshold; a name as it is listed is not held against itself. */
function bruteForce(view: IndexView, asked: readonly Asked[]): readonly Outcome[] {
  const finder = openFinder(view);
  const names = Array.from({ length: view.nameCount }, (_, id) => view.name(id));
  const types = names.map((_, id) => view.typeOf(view.entityOf(id)));
  return asked.flatMap(({ kind, text }) => {
    const query = analyse(text);
    const found = new Set(finder.find(query, MATCH_THRESHOLD));
    return names.flatMap((name, id): readonly Outcome[] => {
      const type = types[id] ?? 'unknown';
      if (type === 'vessel' || type === 'aircraft' || name.text === text) return [];
      const { score } = compareAnalysed(query, name, type === 'unknown' ? undefined : type);
      if (score < MATCH_THRESHOLD) return [];
      return [{ kind, query: text, candidate: name.text, score, isFound: found.has(id) }];
    });
  });
}

if (isMainThread) await run(Number(process.argv[2] ?? 150));
else {
  const { folder, asked } = v.parse(job, workerData);
  const view = openView(loadIndex(openSnapshot(), folder));
  parentPort?.postMessage(bruteForce(view, asked));
}

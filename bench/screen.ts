/** Screening: latency by kind of name, index against brute force, worst inputs, load. `node bench/screen.ts [--quick]` */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBestMatch } from 'string-similarity';
import { openSnapshot } from '../src/lists/snapshot.ts';
import { loadIndex } from '../src/screen/index-file.ts';
import { openIndex, type Screener } from '../src/screen/screener.ts';
import { every, invented, namesOf, recombined, titles } from './screen-names.ts';

const ARGUMENTS = process.argv.slice(2);

function run(count: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'bench-screen-'));
  const snapshot = openSnapshot();
  const start = performance.now();
  const block = loadIndex(snapshot, folder);
  say('compile', `${Math.round(performance.now() - start)} ms`, `${(block.length / 1e6).toFixed(1)} MB`);
  say(
    'warm start',
    execFileSync(process.execPath, [import.meta.filename, '--load', folder], { encoding: 'utf8' }).trim(),
  );
  const screener = openIndex(block);
  const entities = [...snapshot.entities()];
  const listed = entities.flatMap(namesOf);
  const people = invented(count);

  for (const name of invented(300, 7)) screener.party({ name });
  latency('invented persons', people, (name) => screener.party({ name }));
  latency('the same again (words remembered)', people, (name) => screener.party({ name }));
  latency('words of listed names, shuffled', recombined(listed, count / 5), (name) => screener.party({ name }));
  latency('listed names', every(listed, count / 5), (name) => screener.party({ name }));
  latency('titles of 100 characters', titles(count / 5), (text) => screener.title(text));

  const asked = every(people, 5);
  const lower = listed.map((name) => name.toLowerCase());
  const bruteStart = performance.now();
  for (const name of asked) findBestMatch(name.toLowerCase(), lower);
  const brute = ((performance.now() - bruteStart) / asked.length) * 1_000;
  const ours = median(people.map((name) => timed(() => screener.party({ name: `${name} ` }))));
  say(
    'string-similarity over every name',
    `${Math.round(brute)} µs a name`,
    `${Math.round(brute / ours)} × ours (${Math.round(ours)} µs)`,
  );

  worst(screener);
  const many = Array.from({ length: 10 }, (_, round) => invented(count, round + 11)).flat();
  const manyStart = performance.now();
  for (const name of many) screener.party({ name });
  say(`${many.length} parties`, `${((performance.now() - manyStart) / 1_000).toFixed(1)} s`);
  rmSync(folder, { recursive: true });
}

/** In a process of its own: what a warm start costs. */
function loadOnly(folder: string): void {
  const before = process.memoryUsage().rss;
  const start = performance.now();
  const snapshot = openSnapshot();
  const screener = openIndex(loadIndex(snapshot, folder));
  const loaded = performance.now() - start;
  screener.party({ name: 'Northquay Shipping Ltd' });
  const first = performance.now() - start - loaded;
  console.log(
    `lists verified and index opened ${loaded.toFixed(0)} ms, first name ${first.toFixed(0)} ms, +${Math.round((process.memoryUsage().rss - before) / 1e6)} MB`,
  );
}

function worst(screener: Screener): void {
  const inputs = {
    'one letter, 10,000 times': 'a'.repeat(10_000),
    'one common name, 1,200 times': 'mohammad '.repeat(1_200),
    '200 different words': Array.from({ length: 200 }, (_, at) => `quay${at}ham`).join(' '),
    'an article, 5,000 times': 'ال'.repeat(5_000),
    'common Arabic names, 900': 'حسن محمد علي '.repeat(300),
    '10 kB of listed words': 'bank islamic movement liberation front general company '.repeat(190),
  };
  for (const [what, text] of Object.entries(inputs)) {
    const [title, party] = [timed(() => screener.title(text)), timed(() => screener.party({ name: text }))];
    say(what, `title ${(title / 1_000).toFixed(1)} ms`, `party ${(party / 1_000).toFixed(1)} ms`);
  }
}

function latency(what: string, texts: readonly string[], screen: (text: string) => unknown): void {
  const times = texts.map((text) => timed(() => screen(text))).sort((a, b) => a - b);
  const at = (share: number): string => `${Math.round(times[Math.floor(times.length * share)] ?? 0)}`;
  say(what, `${texts.length}: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, max ${at(0.9999)} µs`);
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return (performance.now() - start) * 1_000;
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
const say = (what: string, ...figures: readonly string[]): void => console.log(`${what}: ${figures.join(', ')}`);

if (ARGUMENTS[0] === '--load') loadOnly(ARGUMENTS[1] ?? '');
else run(ARGUMENTS.includes('--quick') ? 2_000 : 10_000);

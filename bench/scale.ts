// 100,000 lines through the whole program against a synthetic world on loopback: rows a second, and whether memory stays
// where it is. node bench/scale.ts [lines] [concurrency] [cache]: with `cache` answers are kept, and
// the run is made twice. Beside it, in the same world: node:http fetching pages only.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LINES = Number(process.argv[2] ?? 100_000);
const CONCURRENCY = Number(process.argv[3] ?? 200);
const FETCHES = 10_000;

interface WorldMap {
  readonly routes: readonly { readonly port: number; readonly to: string }[];
}

/** Pages a second of node:http alone: a connection each, as for strangers, as many in flight. */
async function fetchRate(port: number): Promise<number> {
  const agent = new Agent({ keepAlive: false, maxSockets: CONCURRENCY });
  const started = performance.now();
  const one = (index: number) =>
    new Promise<void>((settle, fail) => {
      get({ host: '127.0.0.1', port, agent, headers: { host: `quay-${index}.test` } }, (reply) => {
        reply.resume().on('end', settle);
      }).on('error', fail);
    });
  await Promise.all(Array.from({ length: FETCHES }, (_, index) => one(index)));
  return FETCHES / ((performance.now() - started) / 1000);
}

/** One line in twenty comes twice, one in a hundred is no domain. */
const lineOf = (index: number): string => {
  if (index % 100 === 50) return `berth ${index}`;
  return `quay-${index % 20 === 0 ? Math.max(1, index - 19) : index}.test`;
};

const residentMb = (pid: number, field: 'VmRSS' | 'VmHWM'): number =>
  Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

const folder = mkdtempSync(join(tmpdir(), 'bench-scale-'));
const world = spawn(process.execPath, [join(import.meta.dirname, 'scale-world.ts')], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [printed] = (await once(world.stdout, 'data')) as [Buffer];
const map = JSON.parse(printed.toString()) as WorldMap;
writeFileSync(join(folder, 'map.json'), printed);
writeFileSync(join(folder, 'list.txt'), Array.from({ length: LINES }, (_, index) => `${lineOf(index)}\n`).join(''));
const webPort = Number(map.routes.find(({ port }) => port === 80)?.to.split(':')[1]);
const alone = await fetchRate(webPort);

const words = ['list.txt', '--network-map', 'map.json', '-o', 'report.csv', '--evidence', 'evidence.jsonl'];
const cache = process.argv[4] === 'cache' ? ['--cache', 'answers.sqlite'] : [];

/** One run of the program: its exit code, seconds, and resident memory as it went, MB. */
async function audited() {
  const started = performance.now();
  const cli = join(import.meta.dirname, '../src/cli.ts');
  const flags = ['--no-progress', '--concurrency', String(CONCURRENCY), ...cache];
  const audit = spawn(process.execPath, [cli, ...words, ...flags], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const samples: number[] = [];
  let peak = 0;
  const timer = setInterval(() => {
    try {
      samples.push(residentMb(audit.pid ?? 0, 'VmRSS'));
      peak = residentMb(audit.pid ?? 0, 'VmHWM');
    } catch {} // it has just ended
  }, 250);
  const told: string[] = [];
  audit.stderr.on('data', (chunk: Buffer) => told.push(chunk.toString()));
  const [code] = (await once(audit, 'close')) as [number];
  clearInterval(timer);
  return { code, told: told.join('').trim(), samples, peak, seconds: (performance.now() - started) / 1000 };
}

const first = await audited();
const size = (name: string): string => `${(statSync(join(folder, name)).size / 2 ** 20).toFixed(0)} MB`;
const rows = execFileSync('wc', ['-l', join(folder, 'report.csv')], { encoding: 'utf8' })
  .trim()
  .split(' ')[0];
const mean = (part: readonly number[]): number => part.reduce((sum, mb) => sum + mb, 0) / Math.max(1, part.length);
const { code, told, samples, peak, seconds } = first;
const quarter = Math.floor(samples.length / 4);
console.log(told);
console.log(
  [
    `${LINES} lines, ${Number(rows) - 1} rows, exit ${code}, ${seconds.toFixed(0)} s, ${(LINES / seconds).toFixed(0)} rows/s at ${CONCURRENCY} in flight`,
    `peak ${peak.toFixed(0)} MB; mean of the second quarter of the run ${mean(samples.slice(quarter, 2 * quarter)).toFixed(0)} MB, of the last ${mean(samples.slice(3 * quarter)).toFixed(0)} MB`,
    `node:http alone: ${alone.toFixed(0)} pages/s; the audit is ${(LINES / seconds / alone).toFixed(2)}× that`,
  ].join('\n'),
);
if (cache.length > 0) {
  const again = await audited();
  console.log(again.told);
  console.log(
    `again, from a cache of ${size('answers.sqlite')}: ${again.seconds.toFixed(0)} s, peak ${again.peak.toFixed(0)} MB`,
  );
}
world.kill();
rmSync(folder, { recursive: true });

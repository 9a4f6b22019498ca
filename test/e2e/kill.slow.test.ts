import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { run, start, workplace } from './run-cli.ts';

const ROWS = 4_000;
const KILLS = 40;

it('killed without warning again and again, a resumed run ends with every row once, in order', async () => {
  const folder = workplace();
  const fleet = Array.from({ length: ROWS }, (_, index) => `quay-${index % 3_000}.test`);
  writeFileSync(join(folder, 'fleet.txt'), fleet.join('\n'));
  const words = [
    'fleet.txt',
    '--network-map',
    'nowhere.json',
    '--evidence',
    'e.jsonl',
    '--resume',
    '-o',
    'r.csv',
    '-q',
  ];
  let killed = 0;
  for (let turn = 0; turn < KILLS; turn += 1) {
    const child = start(folder, words);
    const ended = new Promise<boolean>((settle) => {
      child.on('close', (code) => settle(code !== null));
    });
    const done = await Promise.race([ended, pause(250 + ((turn * 97) % 700), false)]);
    if (done) break;
    child.kill('SIGKILL');
    await ended;
    killed += 1;
  }
  const last = await run(folder, words);
  expect(last).toMatchObject({ code: 3, stderr: '' });
  expect(killed).toBeGreaterThan(5);
  const saved = readFileSync(join(folder, 'e.jsonl'), 'utf8').trimEnd().split('\n');
  const asked = saved.map((line) => (JSON.parse(line) as { evidence: { row: { asked: string } } }).evidence.row.asked);
  expect(asked).toEqual(fleet);
  expect(readFileSync(join(folder, 'r.csv'), 'utf8').trimEnd().split('\n').length).toBe(ROWS + 1);
});

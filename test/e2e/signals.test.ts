import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { start, workplace } from './run-cli.ts';

/** A resolver that hears every question and answers none; `heard` resolves with the first. */
async function silentResolver() {
  const socket = createSocket('udp4');
  await new Promise<void>((settle) => socket.bind(0, '127.0.0.1', settle));
  const heard = once(socket, 'message');
  return { port: socket.address().port, heard, close: () => socket.close() };
}

/** An audit that waits for an answer that never comes. */
async function waiting() {
  const resolver = await silentResolver();
  const folder = workplace();
  const map = { format: 1, authorities: [], resolvers: [`127.0.0.1:${resolver.port}`], routes: [] };
  writeFileSync(join(folder, 'silent.json'), JSON.stringify(map));
  const words = ['-', '--network-map', 'silent.json', '-o', 'r.csv', '--evidence', 'e.jsonl', '--timeout', '60s', '-q'];
  const child = start(folder, words);
  child.stdin.end('not a domain\nquay.test\n');
  await resolver.heard;
  const closed = once(child, 'close') as Promise<[number]>;
  return { child, folder, closed, close: resolver.close };
}

describe.concurrent('a run that waits for a silent server', () => {
  it('ends at once at the second Ctrl-C', async () => {
    const { child, closed, close } = await waiting();
    child.kill('SIGINT');
    await new Promise((settle) => setTimeout(settle, 200));
    const asked = performance.now();
    child.kill('SIGINT');
    const [code] = await closed;
    expect(code).toBe(130);
    expect(performance.now() - asked).toBeLessThan(2_000);
    close();
  });

  it('ends within the grace after SIGTERM, exits 143, and keeps the rows before the one that waited', async () => {
    const { child, folder, closed, close } = await waiting();
    const asked = performance.now();
    child.kill('SIGTERM');
    const [code] = await closed;
    expect(code).toBe(143);
    expect(performance.now() - asked).toBeLessThan(8_000);
    const lines = (name: string): number => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n').length;
    expect([lines('r.csv'), lines('e.jsonl')]).toEqual([2, 1]);
    close();
  });
});

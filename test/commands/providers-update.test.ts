import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addProvidersUpdate } from '../../src/commands/providers-update.ts';
import { contextOf } from './context-of.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'providers-'));
  mkdirSync(join(folder, 'lists'));
  cpSync('data/providers', join(folder, 'data/providers'), { recursive: true });
  for (const file of ['special-addresses.json', 'ranges.bin', 'ranges.manifest.json']) {
    cpSync(join('data', file), join(folder, 'data', file));
  }
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function update(
  ...flags: readonly string[]
): Promise<{ readonly out: string; readonly err: string; readonly code: number }> {
  const { context, printed } = contextOf();
  const program = new Command('providers').exitOverride();
  let code = -1;
  addProvidersUpdate(program, context, (exitCode) => {
    code = exitCode;
  });
  await program.parseAsync(['update', '--data', join(folder, 'data'), ...flags], { from: 'user' });
  const err = context.stderr instanceof Object && 'read' in context.stderr ? context.stderr : null;
  return { out: printed(), err: String((err as NodeJS.ReadableStream | null)?.read() ?? ''), code };
}

const data = (name: string): Buffer => readFileSync(join(folder, 'data', name));
const list = (name: string, text: string): void => {
  writeFileSync(join(folder, 'lists', name), text);
};
const publishedOf = (id: string): readonly string[] =>
  JSON.parse(data(`providers/${id}.json`).toString()).ranges?.published;

describe('providers update', () => {
  it('compiles the same bytes from the same files', async () => {
    const before = data('ranges.bin');
    await update('--compile-only');
    expect(data('ranges.bin').equals(before)).toBe(true);
    expect(data('ranges.manifest.json').equals(readFileSync('data/ranges.manifest.json'))).toBe(true);
  });

  it('takes a sound list, dates it, and compiles it', async () => {
    const ranges = [...publishedOf('fastly'), '192.0.2.0/24'];
    list('fastly.json', JSON.stringify({ addresses: ranges }));
    const { out, err, code } = await update('--from', join(folder, 'lists'));
    expect(code).toBe(0);
    expect(out).toContain('1 lists renewed');
    expect(err).toContain('fastly: 22 ranges (21 before)');
    expect(publishedOf('fastly')).toContain('192.0.2.0/24');
    expect(JSON.parse(data('providers/fastly.json').toString()).ranges).toMatchObject({
      asOf: '2026-11-23',
      complete: true,
    });
    expect(data('ranges.bin').equals(readFileSync('data/ranges.bin'))).toBe(false);
  });

  it.each([
    ['the whole Internet', '0.0.0.0/0'],
    ['nothing', '<html>moved</html>'],
    ['a third of what there was', '192.0.2.0/24\n198.51.100.0/24'],
  ])('refuses a list that holds %s, and the old one stays', async (_, text) => {
    const before = publishedOf('fastly');
    list('fastly.txt', text);
    const { err, code } = await update('--from', join(folder, 'lists'));
    expect(code).toBe(3);
    expect(err).toContain('fastly: refused');
    expect(publishedOf('fastly')).toEqual(before);
    expect(data('ranges.bin').equals(readFileSync('data/ranges.bin'))).toBe(true);
  });

  it('says which folder is missing', async () => {
    await expect(update('--from', join(folder, 'nowhere'))).rejects.toThrow('there is no folder');
    await expect(update('--data', join(folder, 'nowhere'))).rejects.toThrow('no providers folder');
  });
});

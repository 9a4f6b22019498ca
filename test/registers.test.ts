import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES } from '../src/assess/registry.ts';

const names = (folder: string, ending: string): readonly string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => basename(file, ending))
    .toSorted();

describe('the register of rules', () => {
  it('is the folder, and each rule has its page in docs/rules', () => {
    const ids = RULES.map(({ id }) => id).toSorted();
    expect(ids).toEqual(names('src/assess/rules', '.ts'));
    expect(ids).toEqual(names('docs/rules', '.md'));
  });
});

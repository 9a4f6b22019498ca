import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Who may import whom (ARCHITECTURE §7). A room may always import itself and `model`. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  net: [],
  input: [],
  resolve: ['net'],
  detect: [],
  lists: ['net'],
  screen: [],
  assess: [],
  report: [],
  diff: ['report', 'input'],
  store: [],
  simulate: [],
  run: ['audit', 'input', 'resolve', 'store', 'settings'],
  settings: [],
  audit: ['resolve', 'detect', 'lists', 'screen', 'assess', 'knowledge', 'net', 'store'],
  knowledge: ['detect', 'lists', 'screen', 'assess'],
  index: ['audit', 'knowledge', 'input', 'resolve', 'detect', 'lists', 'screen', 'assess', 'run', 'settings', 'net'],
  commands: '*'.split(','),
  cli: ['commands', 'settings'],
};

/** Files inside a pure room that may touch the disk: those that read data/ once, at the start, and the one that writes reports. */
const LOADERS =
  /^src\/(?:detect\/(?:catalogue|ranges|renewed)|screen\/(?:index-file|vocabulary|gate)|lists\/|assess\/decisions|report\/file-sink)/;

/** Each third-party package has one home. */
const HOMES: Readonly<Record<string, RegExp>> = {
  commander: /^src\/(?:cli|commands\/.*)\.ts$/,
  dns2: /^src\/(?:net\/dns.*|simulate\/.*)\.ts$/,
  whoiser: /^src\/resolve\/whois\.ts$/,
  'string-similarity': /^src\/screen\/similarity\.ts$/,
  'csv-parse': /^src\/(?:input|lists|assess|report|diff)\/.*\.ts$/,
  'csv-stringify': /^src\/report\/.*\.ts$/,
  chalk: /^src\/(?:report|commands)\/.*\.ts$/,
  tldts: /^src\/input\/.*\.ts$/,
  htmlparser2: /^src\/resolve\/.*\.ts$/,
  saxes: /^src\/lists\/.*\.ts$/,
  'any-ascii': /^src\/screen\/.*\.ts$/,
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const imports: readonly Import[] = globSync('src/**/*.ts').flatMap((from) =>
  [...readFileSync(from, 'utf8').matchAll(/^(?:import|export)\s[^;]*?from '([^']+)'|import\('([^']+)'\)/gm)].map(
    ([text, fixed, dynamic]) => ({ from, to: fixed ?? dynamic ?? '', typeOnly: text.startsWith('import type') }),
  ),
);

const roomOf = (path: string): string => (path.split('/')[1] ?? '').replace(/\.ts$/, '');

describe('the layers', () => {
  it('finds imports to look at', () => {
    expect(imports.length).toBeGreaterThan(3);
  });

  it('lets each room import only what lies below it', () => {
    const offences = imports
      .filter(({ to }) => to.startsWith('.'))
      .map(({ from, to }) => ({ from, target: normalize(join(dirname(from), to)) }))
      .filter(({ from, target }) => {
        const [room, other] = [roomOf(from), roomOf(target)];
        const allowed = MAY_IMPORT[room] ?? [];
        return room !== other && other !== 'model' && !allowed.includes('*') && !allowed.includes(other);
      });
    expect(offences).toEqual([]);
  });

  it('keeps each package in its home', () => {
    const offences = imports.filter(({ from, to }) => {
      const home = HOMES[to.split('/')[0] ?? ''];
      return home !== undefined && !home.test(from);
    });
    expect(offences).toEqual([]);
  });

  it('keeps the pure rooms off disk and network', () => {
    const pure = new Set(['model', 'detect', 'screen', 'assess', 'report']);
    const offences = imports.filter(
      ({ from, to, typeOnly }) =>
        !typeOnly &&
        pure.has(roomOf(from)) &&
        /^node:(?:fs|net|http|https|dns|dgram|tls|child_process)/.test(to) &&
        !LOADERS.test(from),
    );
    expect(offences).toEqual([]);
  });

  it('names process only in cli.ts and commands', () => {
    const offenders = globSync('src/**/*.ts').filter(
      (file) => !/^src\/(?:cli\.ts|commands\/)/.test(file) && /(?<![.\w'"-])process\./.test(readFileSync(file, 'utf8')),
    );
    expect(offenders).toEqual([]);
  });
});

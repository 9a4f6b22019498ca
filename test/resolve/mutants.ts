/** Ways a reply can be wrong. Each takes a text and a source of whole numbers below a bound. */
export type Mutation = (text: string, pick: (below: number) => number) => string;

const HOSTILE = [
  '\u0000',
  '\u001b[2J',
  '\ufeff',
  '\u202e',
  '%',
  '#',
  ':',
  '::::',
  '[',
  ']',
  '"',
  '{',
  '}',
  '\\',
  '\r',
  '\n\n',
  '\t'.repeat(40),
  'constructor: x\n',
  '__proto__: y\n',
  'toString: z\n',
  'Registrar:',
  'Registrant:\n',
  ' '.repeat(200),
  '.'.repeat(200),
  '-'.repeat(80),
  'No entries found',
  'Too many requests',
  'Status: free\n',
  'a.'.repeat(60),
  '(((((',
  '=HYPERLINK("x")',
  '٠١٢',
  '登録者名',
  '9'.repeat(40),
];

export const MUTATIONS: readonly Mutation[] = [
  (text, pick) => text.slice(0, pick(text.length + 1)),
  (text, pick) => text.slice(pick(text.length + 1)),
  (text, pick) => cut(text, pick, ''),
  (text, pick) => insert(text, pick, HOSTILE[pick(HOSTILE.length)] ?? ''),
  (text, pick) => insert(text, pick, String.fromCharCode(pick(65_536))),
  (text, pick) => lines(text, pick, (all, at) => all.toSpliced(at, 1)),
  (text, pick) => lines(text, pick, (all, at) => all.toSpliced(at, 0, all[pick(all.length)] ?? '')),
  (text, pick) => lines(text, pick, (all, at) => all.with(at, (all[at] ?? '').toUpperCase())),
  (text, pick) => lines(text, pick, (all, at) => all.with(at, ` ${all[at] ?? ''}`)),
  (text, pick) => lines(text, pick, (all, at) => all.with(at, (all[at] ?? '').replace(':', ''))),
  (text, pick) => lines(text, pick, (all, at) => all.with(at, (all[at] ?? '').replace(/(:\s*).*/, '$1'))),
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.replaceAll('\n', ''),
  (text) => text.replaceAll(':', ''),
  (text) => text.replaceAll(' ', '\t'),
];

function cut(text: string, pick: (below: number) => number, instead: string): string {
  const from = pick(text.length + 1);
  return text.slice(0, from) + instead + text.slice(from + pick(200));
}

function insert(text: string, pick: (below: number) => number, what: string): string {
  const at = pick(text.length + 1);
  return text.slice(0, at) + what + text.slice(at);
}

function lines(
  text: string,
  pick: (below: number) => number,
  change: (all: readonly string[], at: number) => readonly string[],
): string {
  const all = text.split('\n');
  return change(all, pick(all.length)).join('\n');
}

/** Whole numbers below a bound, the same for the same seed (mulberry32). */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return below <= 0 ? 0 : ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

import { Chalk, type ChalkInstance, type ColorSupportLevel } from 'chalk';
import type { Verdict } from '../model/assessment.ts';

/** What decides about colour on one stream. */
export interface ColourWish {
  /** `--color` or `--no-color`; undefined when neither was given. */
  readonly flag?: boolean | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTTY: boolean;
}

/**
 * How much colour a stream gets, 0 to 3: flag, then NO_COLOR (if not empty), then FORCE_COLOR, then the terminal. chalk's
 * own detection is not used: chalk 6 colours a terminal in spite of NO_COLOR (chalk#547).
 */
export function colourLevel({ flag, env, isTTY }: ColourWish): ColorSupportLevel {
  if (flag === false) return 0;
  if (flag === true) return Math.max(1, depth(env)) as ColorSupportLevel;
  if ((env['NO_COLOR'] ?? '') !== '') return 0;
  const forced = forcedLevel(env['FORCE_COLOR'], env);
  if (forced !== null) return forced;
  return isTTY && env['TERM'] !== 'dumb' ? depth(env) : 0;
}

function forcedLevel(force: string | undefined, env: ColourWish['env']): ColorSupportLevel | null {
  switch (force) {
    case undefined:
      return null;
    case '0':
    case 'false':
      return 0;
    case '2':
      return 2;
    case '3':
      return 3;
    case '1':
      return 1;
    default:
      return depth(env);
  }
}

/** What the terminal says it can. */
function depth(env: ColourWish['env']): 1 | 2 | 3 {
  if (env['COLORTERM'] === 'truecolor' || env['COLORTERM'] === '24bit') return 3;
  return /256/u.test(env['TERM'] ?? '') ? 2 : 1;
}

/** The few ways in which this program uses colour. Meaning never rests on colour alone: the words are always there. */
export interface Palette {
  readonly verdict: Readonly<Record<Verdict, (text: string) => string>>;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly warning: (text: string) => string;
}

/** The palette of one stream. */
export function paletteFor(wish: ColourWish): Palette {
  const chalk: ChalkInstance = new Chalk({ level: colourLevel(wish) });
  return {
    verdict: {
      match: (text) => chalk.bold.red(text),
      review: (text) => chalk.yellow(text),
      clear: (text) => chalk.green(text),
      inconclusive: (text) => chalk.magenta(text),
    },
    strong: (text) => chalk.bold(text),
    faint: (text) => chalk.dim(text),
    warning: (text) => chalk.yellow(text),
  };
}

/** No colour at all: for tests, files and pipes. */
export const PLAIN_PALETTE: Palette = paletteFor({ flag: false, env: {}, isTTY: false });

import * as v from 'valibot';

/** A whole number, as a number or in digits. */
export const count = (min: number, max: number) => {
  const words = `a whole number from ${min} to ${max}`;
  return v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number))], words),
    v.integer(words),
    v.minValue(min, words),
    v.maxValue(max, words),
  );
};

/** A length of time in milliseconds: `500ms`, `10s`, `2m`; a bare number is seconds. */
export const duration = (minMs: number, maxMs: number) => {
  const words = `a duration such as 500ms, 10s or 2m, from ${minMs}ms to ${maxMs / 1000}s`;
  return v.pipe(
    v.union([v.number(), v.string()], words),
    v.transform((given) => milliseconds(String(given))),
    v.minValue(minMs, words),
    v.maxValue(maxMs, words),
  );
};

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

function milliseconds(text: string): number {
  const [, digits = 'NaN', unit = 's'] = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)?$/.exec(text.trim()) ?? [];
  return unit === 'ms' || unit === 's' || unit === 'm' || unit === 'h' ? Number(digits) * UNITS[unit] : Number.NaN;
}

/** A part of the whole, 0..1: `0.1` or `10%`. */
export const share = () => {
  const words = 'a share: 0 to 1, or 0% to 100%';
  return v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.regex(/^(?:\d+(?:\.\d+)?|\.\d+)\s*%?$/), v.transform(shareOf))], words),
    v.minValue(0, words),
    v.maxValue(1, words),
  );
};

function shareOf(text: string): number {
  return text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
}

/** One of these words. */
export const choice = <const Words extends readonly string[]>(words: Words) =>
  v.picklist(words, `one of ${words.join(', ')}`);

/** Yes or no; in the environment `1`, `true`, `yes`, `0`, `false`, `no`. */
export const toggle = () =>
  v.pipe(
    v.union([v.boolean(), v.picklist(['1', 'true', 'yes', '0', 'false', 'no'])], 'true or false'),
    v.transform((given) => given === true || given === '1' || given === 'true' || given === 'yes'),
  );

/** Words separated by commas, or a list of them; empty ones do not count. */
export const words = () =>
  v.pipe(
    v.union([v.string(), v.array(v.string())], 'words separated by commas'),
    v.transform((given): readonly string[] =>
      (typeof given === 'string' ? [given] : given).flatMap((part) =>
        part
          .split(',')
          .map((word) => word.trim())
          .filter((word) => word !== ''),
      ),
    ),
  );

/** One file name, or several; a comma belongs to the name. */
export const files = () =>
  v.pipe(
    v.union([v.pipe(v.string(), v.nonEmpty()), v.array(v.pipe(v.string(), v.nonEmpty()))], 'a file name'),
    v.transform((given): readonly string[] => (typeof given === 'string' ? [given] : given)),
  );

export const text = (what: string) => v.pipe(v.string(what), v.nonEmpty(what));

/** A file name, or no: `false` as a flag or in a file, `no` in the environment. */
export const fileOrNot = () =>
  v.pipe(
    v.union([v.literal(false), v.pipe(v.string(), v.nonEmpty())], 'a file name, or no'),
    v.transform((given) => (given === 'no' || given === 'false' || given === '0' ? false : given)),
  );

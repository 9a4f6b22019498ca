import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const hanFile = v.object({ pairs: v.string() });
let cached: ReadonlyMap<string, string> | undefined;

/** A text with its traditional Chinese characters simplified, so that 張 and 张 are one: data/screen/han.json, read once. */
export function simplified(text: string): string {
  cached ??= load();
  const table = cached;
  return text.replace(/\p{Script=Han}/gu, (sign) => table.get(sign) ?? sign);
}

function load(): ReadonlyMap<string, string> {
  const path = new URL('../../data/screen/han.json', import.meta.url);
  const { pairs } = v.parse(hanFile, JSON.parse(readFileSync(path, 'utf8')));
  return new Map(pairs.split(' ').map((pair) => [pair.charAt(0), pair.charAt(1)]));
}

import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { fold } from './fold.ts';

/** Entries that share a source. */
const sourced = v.pipe(
  v.array(v.object({ source: v.string(), checkedOn: v.string(), entries: v.array(v.string()) })),
  v.transform((groups) => groups.flatMap(({ entries }) => entries)),
);
const gateFile = v.object({
  phrases: sourced,
  values: sourced,
  services: sourced,
  freeMail: sourced,
  platforms: sourced,
  pages: sourced,
  mentions: sourced,
  boilerplate: sourced,
  contradictions: sourced,
});

interface Gate {
  readonly phrases: RegExp;
  readonly values: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly freeMail: ReadonlySet<string>;
  readonly platforms: ReadonlySet<string>;
  readonly pages: readonly string[];
  /** Each between blanks, to be looked for in a padded text. */
  readonly mentions: readonly string[];
  readonly boilerplate: ReadonlySet<string>;
  readonly contradictions: ReadonlySet<string>;
}

let cached: Gate | undefined;

/** What is never a name, and what is never one party's alone: data/screen/gate.json, read once. */
export function gate(): Gate {
  cached ??= load();
  return cached;
}

function load(): Gate {
  const file = v.parse(
    gateFile,
    JSON.parse(readFileSync(new URL('../../data/screen/gate.json', import.meta.url), 'utf8')),
  );
  return {
    phrases: new RegExp(`(?:^| )(?:${file.phrases.map(fold).join('|')})(?: |$)`, 'u'),
    values: new Set(file.values.map(fold)),
    services: new Set(file.services.map(fold)),
    freeMail: new Set(file.freeMail),
    platforms: new Set(file.platforms),
    pages: file.pages.map(fold),
    mentions: file.mentions.map((phrase) => ` ${fold(phrase)} `),
    boilerplate: new Set(file.boilerplate.map(fold)),
    contradictions: new Set(file.contradictions.map(fold)),
  };
}

/**
 * Whether a value can be a party's own name ("M23" can, a letter cannot): not empty, not "REDACTED FOR PRIVACY", not a proxy service, registrar or
 * hosting brand standing in for its customer.
 */
export function isScreenable(value: string): boolean {
  const folded = fold(value);
  if ((folded.match(/\p{L}/gu) ?? []).length < 2 && !/^\p{L}\d{2,}$/u.test(folded)) return false;
  if (gate().values.has(folded) || gate().phrases.test(folded) || STANDS_IN.test(folded)) return false;
  return !gate().services.has(folded) && !gate().services.has(withoutForm(folded));
}

/** "On behalf of harbour.example owner": a service speaks for whoever it is. */
const STANDS_IN = /^(?:on behalf of .+ owner|(?:domain )?(?:registrant|owner) of .+)/;

const withoutForm = (folded: string): string =>
  folded.replace(
    /(?: (?:inc|llc|ltd|limited|corp|corporation|co|gmbh|sa|sarl|bv|company|incorporated|ag|ab|srl|pte|plc|s a|l l c))+$/,
    '',
  );

/** A challenge, block, parking or placeholder text: says nothing of whoever holds the site. */
export function isNoTitle(folded: string): boolean {
  return gate().pages.some((page) => folded.startsWith(page) && (folded[page.length] ?? ' ') === ' ');
}

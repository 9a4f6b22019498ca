/**
 * Our reading of the development corpus (weppos/whois-parser's published replies and assertions) beside whoiser's.
 * `node bench/registration.ts`; says why and ends well where the corpus is not at hand.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { parseDomainWhois } from 'whoiser/src/parsers.js';
import type { Outcome } from '../src/model/outcome.ts';
import { parseWhois } from '../src/resolve/whois.ts';

const CORPUS = '/work/shared/corpora/whois/weppos-whois-parser/spec/fixtures/responses';
if (!existsSync(CORPUS)) {
  console.log(`skipped: no corpus at ${CORPUS}`);
  process.exit(0);
}

interface Case {
  readonly domain: string;
  readonly server: string;
  readonly text: string;
  readonly gold: Readonly<Record<string, readonly string[]>>;
}

/** The assertions we hold ourselves to: `#created_on … %TIME{2014-09-21}`, `%s[0].name == "…"`. */
function goldOf(expected: string): Record<string, string[]> {
  const gold: Record<string, string[]> = {};
  const add = (field: string, value: string | undefined) => {
    if (value === undefined || value === '') return;
    gold[field] ??= [];
    gold[field].push(value);
  };
  let section = '';
  for (const line of expected.split('\n')) {
    section = /^#(\w+)/.exec(line)?.[1] ?? section;
    if (section === 'domain') add('domain', /== "(.*)"/.exec(line)?.[1]);
    if (/^(?:created|updated|expires)_on$/.test(section)) add(section, /%TIME\{([\d-]{10})/.exec(line)?.[1]);
    if (section === 'registrar') add('registrar', /\.(?:name|organization)\s+== "(.*)"/.exec(line)?.[1]);
    if (section === 'registrant_contacts') {
      add('identity', /\[0\]\.(?:name|organization)\s+== "(.*)"/.exec(line)?.[1]);
      add('country', /\[0\]\.country_code\s+== "(.*)"/.exec(line)?.[1]);
    }
    if (section === 'nameservers') add('nameservers', /\.name\s+== "(.*)"/.exec(line)?.[1]);
  }
  return gold;
}

function readText(path: string): string {
  const bytes = readFileSync(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const cases: readonly Case[] = globSync(`${CORPUS}/**/status_registered.txt`).flatMap((path) => {
  const expected = path.replace(/txt$/, 'expected');
  if (!existsSync(expected)) return [];
  const gold = goldOf(readFileSync(expected, 'utf8'));
  const domain = gold['domain']?.[0];
  const server = path.slice(CORPUS.length + 1).split('/')[0] ?? '';
  return domain === undefined ? [] : [{ domain, server, text: readText(path), gold }];
});

const told = <T>(outcome: Outcome<T>): readonly T[] => (outcome.kind === 'ok' ? [outcome.value] : []);

function ours({ text, domain, server }: Case): Record<string, readonly string[]> {
  const outcome = parseWhois(text, { domain, server });
  if (outcome.kind !== 'ok') return {};
  const { value } = outcome;
  const party = value.registrant.kind === 'ok' ? value.registrant.value : undefined;
  return {
    created_on: told(value.createdOn),
    updated_on: told(value.updatedOn),
    expires_on: told(value.expiresOn),
    registrar: told(value.registrar),
    identity: party === undefined ? [] : [...told(party.name), ...told(party.organisation)],
    country: party === undefined ? [] : told(party.country),
    nameservers: told(value.nameservers).flat(),
  };
}

function whoisers({ text, domain }: Case): Record<string, readonly string[]> {
  let read: Record<string, unknown> = {};
  try {
    read = Object(parseDomainWhois(domain, text, false));
  } catch {
    return {};
  }
  const texts = (label: string): readonly string[] =>
    [read[label] ?? []]
      .flat()
      .map(String)
      .filter((value) => value !== '');
  const days = (label: string): readonly string[] =>
    texts(label).flatMap((value) => {
      const time = Date.parse(value);
      return Number.isNaN(time) ? [value] : [new Date(time).toISOString().slice(0, 10)];
    });
  return {
    created_on: days('Created Date'),
    updated_on: days('Updated Date'),
    expires_on: days('Expiry Date'),
    registrar: texts('Registrar'),
    identity: [...texts('Registrant Name'), ...texts('Registrant Organization')],
    country: texts('Registrant Country'),
    nameservers: texts('Name Server').map((value) => value.split(' ')[0] ?? ''),
  };
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

function score(read: (one: Case) => Record<string, readonly string[]>): void {
  const startedAt = performance.now();
  const all = cases.map((one) => ({ gold: one.gold, got: read(one) }));
  const ms = performance.now() - startedAt;
  for (const field of ['identity', 'country', 'registrar', 'created_on', 'updated_on', 'expires_on', 'nameservers']) {
    let [hits, wrong, missed] = [0, 0, 0];
    for (const { gold, got } of all) {
      const wanted = (gold[field] ?? []).map(plain);
      const given = [...new Set((got[field] ?? []).map(plain))];
      if (field === 'nameservers') {
        hits += given.filter((each) => wanted.includes(each)).length;
        wrong += wanted.length === 0 ? 0 : given.filter((each) => !wanted.includes(each)).length;
        missed += wanted.filter((each) => !given.includes(each)).length;
      } else if (wanted.length > 0) {
        const isHit = given.some((each) => wanted.includes(each));
        hits += Number(isHit);
        wrong += Number(!isHit && given.length > 0);
        missed += Number(!isHit);
      }
    }
    const [precision, recall] = [hits / (hits + wrong), hits / (hits + missed)];
    const f1 = (2 * precision * recall) / (precision + recall);
    console.log(
      `  ${field.padEnd(12)} P ${precision.toFixed(3)}  R ${recall.toFixed(3)}  F1 ${f1.toFixed(3)}  (${hits + missed} labelled)`,
    );
  }
  console.log(`  ${((ms * 1_000) / all.length).toFixed(0)} µs a reply`);
}

console.log(`${cases.length} registered replies; whoever labelled them copied proxies and URLs as they stand`);
for (const [name, read] of [
  ['audit-domains', ours],
  ['whoiser 1.18.0', whoisers],
] as const) {
  cases.map(read); // warm
  console.log(name);
  score(read);
}

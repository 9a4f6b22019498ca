import { parseDomainWhois } from 'whoiser/src/parsers.js';
import type { Registration } from '../model/evidence.ts';
import type { Outcome, Source } from '../model/outcome.ts';
import { absent, failed, ok, redacted } from '../model/outcome.ts';
import { member, textOf } from './rdap/json.ts';
import { sameDomain, spellingsOf } from './registration/hosts.ts';
import { inDoubt } from './registration/join.ts';
import { registrantOf } from './registration/party.ts';
import { cleanReply } from './whois/clean.ts';
import { type Entry, readEntries } from './whois/entries.ts';
import { formatOf } from './whois/formats.ts';
import { type PrintedRecord, readRecord } from './whois/record.ts';
import { verdictOf } from './whois/verdict.ts';

export interface WhoisContext {
  /** The domain that was asked, U- or A-labels. */
  readonly domain: string;
  /** Who answered, host or host:port; unknown where it is left out. */
  readonly server?: string;
  /** Instant of the question, ISO 8601. */
  readonly askedAt?: string;
}

/**
 * What a WHOIS reply (RFC 3912) says of a domain. Pure; never throws, whatever the text.
 *
 *   a record of this domain                    → ok; each field says for itself what is known
 *   "no match" in words known for it           → absent
 *   quota, "try again", "access denied" …      → failed: throttled or refused
 *   empty, another domain, words unknown to us → failed: malformed
 *
 * Refusals and "there is none" are told apart before anything is read: some refusals contain a "No entries found".
 */
export function parseWhois(
  text: string,
  { domain, server = 'unknown', askedAt = '' }: WhoisContext,
): Outcome<Registration> {
  const source: Source = { protocol: 'whois', server, askedAt };
  const asked = spellingsOf(domain)[0] ?? domain;
  const format = formatOf(asked, server);
  const lines = cleanReply(typeof text === 'string' ? text : '');
  if (lines.every((line) => line.trim() === '')) {
    return failed({ code: 'malformed', detail: 'the reply is empty', attempts: 1 }, source);
  }
  const entries = readEntries(lines, format.reading);
  const record = withWhoiser(readRecord(entries, format, asked), entries, asked);
  const verdict = verdictOf(lines, asked, isWhole(record));
  switch (verdict.kind) {
    case 'throttled':
    case 'refused':
      return failed({ code: verdict.kind, detail: verdict.words, attempts: 1 }, source);
    case 'absent':
      return absent(verdict.words, source);
    case 'reserved':
      return ok(reserved(asked, verdict.words, source), source);
    case 'record':
      break;
  }
  if (!isWhole(record) && (record.domain === null || record.statuses.length === 0)) {
    return failed({ code: 'malformed', detail: 'the reply is no record and no known message', attempts: 1 }, source);
  }
  if (record.domain !== null && !isAbout(record.domain, asked)) {
    return failed({ code: 'malformed', detail: `the reply is about ${record.domain}`, attempts: 1 }, source);
  }
  const outcome = ok(registrationOf(record, asked, format.neverPublished, source), source);
  const reduced = lines.find((line) => /rate limit exceeded\. reduced information/i.test(line));
  return reduced === undefined
    ? outcome
    : inDoubt(outcome, { code: 'throttled', detail: reduced, attempts: 1 }, source);
}

/** The labels of gTLD-format replies, by whose they are and what we call them → as whoiser knows them. */
const GTLD_LABELS = [
  ['name', 'Registrant Name'],
  ['organisation', 'Registrant Organization'],
  ['email', 'Registrant Email'],
  ['country', 'Registrant Country'],
] as const;

/**
 * The registrant of a gTLD-format record as whoiser 1.18.0 reads its labels; whatever it leaves out stays as we read it.
 * It sees at most five lines, each label once, cleaned and bounded: on whole replies it loses the parse to a label
 * `constructor`, takes quadratic time for repeated labels, and in ccTLD formats misses two owners of three
 * (measured: docs/registration.md). Nothing it throws gets further.
 */
function withWhoiser(record: PrintedRecord, entries: readonly Entry[], domain: string): PrintedRecord {
  if (!entries.some(({ label, section }) => section === 'domain' && GTLD_MARKS.has(label))) return record;
  const { registrant } = record;
  const fields = GTLD_LABELS.flatMap(([field, label]) => {
    const value = registrant[field];
    return value === undefined ? [] : [{ field, label, value }];
  });
  if (fields.length === 0) return record;
  try {
    const lines = [`Domain Name: ${domain}`, ...fields.map(({ label, value }) => `${label}: ${value}`)];
    const read = parseDomainWhois('record.example', lines.join('\n'), false);
    const told = fields.flatMap(({ field, label }) => {
      const theirs = textOf(member(read, label));
      return theirs === '' ? [] : [[field, theirs]];
    });
    return { ...record, registrant: { ...registrant, ...Object.fromEntries(told) } };
  } catch {
    return record;
  }
}

const GTLD_MARKS = new Set(['registry domain id', 'domain id', 'registrar iana id', 'registrar whois server']);

/** Enough of a record that the reply cannot be a mere message. */
function isWhole(record: PrintedRecord): boolean {
  const { registrant, nameservers, ...rest } = record;
  const told = [rest.registrar, rest.created, rest.expires].filter((value) => value !== null).length;
  const party =
    registrant.name !== undefined || registrant.organisation !== undefined || registrant.handle !== undefined;
  return told > 0 || nameservers.length > 0 || party;
}

/** The record may be that of the registrable domain above the name asked, or name it more fully. */
function isAbout(named: string, asked: string): boolean {
  return sameDomain(named, asked) || asked.endsWith(`.${named}`) || named.endsWith(`.${asked}`);
}

function registrationOf(
  record: PrintedRecord,
  domain: string,
  never: string | undefined,
  source: Source,
): Registration {
  const field = (value: string | null, what: string): Outcome<string> =>
    value === null ? absent(`the record prints no ${what}`, source) : ok(value, source);
  const list = (values: readonly string[], what: string): Outcome<readonly string[]> =>
    values.length === 0 ? absent(`the record prints no ${what}`, source) : ok(values, source);
  const registrant = registrantOf(record.registrant, source);
  return {
    domain,
    status: list(record.statuses, 'status'),
    registrar: field(record.registrar, 'registrar'),
    registrarId: field(record.registrarId, 'registrar id'),
    registrant:
      never !== undefined && registrant.kind === 'redacted' && registrant.how === 'partial'
        ? { ...registrant, note: never }
        : registrant,
    createdOn: field(record.created, 'creation date'),
    updatedOn: field(record.updated, 'date of change'),
    expiresOn: field(record.expires, 'expiry date'),
    nameservers: list(record.nameservers, 'name server'),
    sources: [source],
  };
}

function reserved(domain: string, words: string, source: Source): Registration {
  const none = absent(`the registry keeps the name: ${words}`, source);
  return {
    domain,
    status: ok(['reserved'], source),
    registrar: none,
    registrarId: none,
    registrant: redacted('withheld', `the registry keeps the name: ${words}`, source),
    createdOn: none,
    updatedOn: none,
    expiresOn: none,
    nameservers: none,
    sources: [source],
  };
}

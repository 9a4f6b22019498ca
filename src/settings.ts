import * as v from 'valibot';
import { choice, count, duration, fileOrNot, files, share, text, toggle, words } from './settings/checks.ts';

/** Every knob's check. The key is the name in code; what users write is in KNOBS. */
export const SETTINGS = v.object({
  output: files(),
  format: text('a format id'),
  column: v.nullable(text('a column name or number')),
  evidence: v.nullable(text('a file name')),
  concurrency: count(1, 10_000),
  timeoutMs: duration(100, 600_000),
  resolver: words(),
  web: toggle(),
  registration: toggle(),
  lists: words(),
  listsDir: v.nullable(text('a folder')),
  minScore: v.nullable(share()),
  decisions: v.nullable(text('a file name')),
  baseline: v.nullable(text('a file name')),
  accept: words(),
  failOn: choice(['match', 'review', 'inconclusive', 'none']),
  maxUnchecked: share(),
  maxListAgeDays: count(1, 36_500),
  networkMap: v.nullable(text('a file name')),
  cache: v.nullable(fileOrNot()),
  csvBom: choice(['auto', 'yes', 'no']),
  csvDelimiter: v.pipe(v.string(), v.regex(/^(?:[,;|\t]|tab)$/, 'one of , ; | tab')),
  quiet: toggle(),
  verbose: toggle(),
  progress: toggle(),
  color: v.nullable(toggle()),
});

export type Settings = Readonly<v.InferOutput<typeof SETTINGS>>;
export type SettingName = keyof Settings;

/** What users see of a setting. */
export interface Knob {
  /** Name in the config file, and upper-case behind AUDIT_DOMAINS_ in the environment. */
  readonly key: string;
  /** As commander takes it. */
  readonly flags: string;
  readonly about: string;
  /** As a user would write it; null: not set. */
  readonly fallback: string | boolean | readonly string[] | null;
  /** A second flag that says no. */
  readonly negation?: string;
  /** A file or folder: in a config file it is relative to that file. */
  readonly path?: true;
}

/** CONTRACT §1, in the order of the help. */
export const KNOBS: Readonly<Record<SettingName, Knob>> = {
  output: {
    key: 'output',
    flags: '-o, --output <file>',
    about: 'write a report file, repeatable; the extension gives the format',
    fallback: [],
    path: true,
  },
  format: {
    key: 'format',
    flags: '-f, --format <id>',
    about: 'format of stdout: csv, jsonl, xlsx, sarif, junit, markdown, html',
    fallback: 'csv',
  },
  column: {
    key: 'column',
    flags: '--column <name>',
    about: 'the domain column of a CSV or TSV, by name or number (found by itself)',
    fallback: null,
  },
  evidence: {
    key: 'evidence',
    flags: '--evidence <file>',
    about: "append every row's evidence as JSON Lines, for rescreen and --resume",
    fallback: null,
    path: true,
  },
  concurrency: { key: 'concurrency', flags: '--concurrency <n>', about: 'domains in flight', fallback: '100' },
  timeoutMs: {
    key: 'timeout',
    flags: '--timeout <duration>',
    about: 'deadline of one probe, all tries: 500ms, 10s, 2m',
    fallback: '10s',
  },
  resolver: {
    key: 'resolver',
    flags: '--resolver <addr,…>',
    about: '9.9.9.9, 127.0.0.1:5353, tcp://…, tls://…, https://…/dns-query (the system’s)',
    fallback: [],
  },
  web: { key: 'web', flags: '--no-web', about: 'do not fetch pages; their questions stay open', fallback: true },
  registration: {
    key: 'registration',
    flags: '--no-registration',
    about: 'do not ask RDAP and WHOIS; their questions stay open',
    fallback: true,
  },
  lists: { key: 'lists', flags: '--lists <id,…>', about: 'which sanctions lists (all)', fallback: [] },
  listsDir: {
    key: 'lists-dir',
    flags: '--lists-dir <dir>',
    about: 'another snapshot of the lists (the bundled one)',
    fallback: null,
    path: true,
  },
  minScore: {
    key: 'min-score',
    flags: '--min-score <0..1>',
    about: 'weakest name score that is shown (per rule)',
    fallback: null,
  },
  decisions: {
    key: 'decisions',
    flags: '--decisions <file>',
    about: 'reviewed false positives and confirmations, a CSV',
    fallback: null,
    path: true,
  },
  baseline: {
    key: 'baseline',
    flags: '--baseline <file>',
    about: 'an earlier report: rows whose findings it already told do not reach --fail-on',
    fallback: null,
    path: true,
  },
  accept: {
    key: 'accept',
    flags: '--accept <kind,…>',
    about: 'let gaps of this kind (redacted, …) pass as clear, told in every row',
    fallback: [],
  },
  failOn: {
    key: 'fail-on',
    flags: '--fail-on <verdict>',
    about: 'exit 1 from this verdict up: match, review, inconclusive, none',
    fallback: 'match',
  },
  maxUnchecked: {
    key: 'max-unchecked',
    flags: '--max-unchecked <share>',
    about: 'rows that failures may leave unchecked before the audit is incomplete (exit 3)',
    fallback: '10%',
  },
  maxListAgeDays: {
    key: 'max-list-age',
    flags: '--max-list-age <days>',
    about: 'older editions do not count as screened',
    fallback: '365',
  },
  networkMap: {
    key: 'network-map',
    flags: '--network-map <file>',
    about: 'send (address, port) elsewhere; what is not in the map is refused',
    fallback: null,
    path: true,
  },
  cache: {
    key: 'cache',
    flags: '--cache <file>',
    negation: '--no-cache',
    about: 'keep answers between runs in this file (in the user cache folder; none with a network map)',
    fallback: null,
    path: true,
  },
  csvBom: {
    key: 'csv-bom',
    flags: '--csv-bom <when>',
    about: 'byte order mark: auto (in files), yes, no',
    fallback: 'auto',
  },
  csvDelimiter: {
    key: 'csv-delimiter',
    flags: '--csv-delimiter <char>',
    about: 'separator of CSV output: , ; | tab',
    fallback: ',',
  },
  quiet: { key: 'quiet', flags: '-q, --quiet', about: 'no progress and no summary', fallback: false },
  verbose: { key: 'verbose', flags: '-v, --verbose', about: 'say more on stderr', fallback: false },
  progress: { key: 'progress', flags: '--no-progress', about: 'no progress line', fallback: true },
  color: { key: 'color', flags: '--no-color', about: 'no colour, whatever the terminal', fallback: null },
};

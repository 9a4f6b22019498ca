import type { Assessment } from '../model/assessment.ts';
import type { Clue, Fronting, Hit } from '../model/facts.ts';
import type { Outcome } from '../model/outcome.ts';
import { brief, plain } from './cell.ts';
import { type Palette, PLAIN_PALETTE } from './colour.ts';
import { openQuestions, told } from './outcome-words.ts';
import { summarySentence } from './sentence.ts';
import { pad, wrap } from './width.ts';

export interface StoryOptions {
  readonly columns: number;
  readonly palette?: Palette;
}

/** One domain told to a person: every probe as it was asked, who stands where and why, what met, what stayed open, what next. */
export function tellStory(assessment: Assessment, { columns, palette = PLAIN_PALETTE }: StoryOptions): string {
  const { evidence, verdict, risk, score } = assessment;
  const name = plain(evidence.domain?.host ?? evidence.row.asked);
  const head = `${name}: ${palette.verdict[verdict](verdict)}, risk ${risk}${score === null ? '' : `, score ${score}`}`;
  const parts = [
    ['', [summarySentence(assessment)]],
    ['Asked', probes(assessment)],
    ['In front', front(assessment)],
    ['Behind', behind(assessment)],
    [
      'Met',
      assessment.findings.flatMap(({ message, hits, clues }) => [
        message,
        ...hits.flatMap(met),
        ...clues.map(clueLine),
      ]),
    ],
    [
      'Open',
      openQuestions(assessment).map(
        ({ question, reason, letPass }) => `${question}: ${reason}${letPass === null ? '' : ` [${letPass}]`}`,
      ),
    ],
    ['Compared with', assessment.lists.map(({ id, edition, entities }) => `${id} of ${edition}, ${entities} entries`)],
    ['Next', next(assessment)],
  ] as const;
  const body = parts
    .filter(([, lines]) => lines.length > 0)
    .map(
      ([title, lines]) => `${title === '' ? '' : `\n${title}\n`}${lines.map((line) => inset(line, columns)).join('')}`,
    );
  return `${head}\n${body.join('')}`;
}

/** A line at its own depth, wrapped within the columns. */
function inset(line: string, columns: number): string {
  const indent = line.startsWith('  ') ? '    ' : '  ';
  const text = wrap(plain(line.trim()), columns - indent.length, '    ');
  return `${text
    .split('\n')
    .map((each) => `${indent}${each}`)
    .join('\n')}\n`;
}

function probes({ evidence }: Assessment): readonly string[] {
  const asked: readonly (readonly [string, Outcome<unknown>])[] = [
    ['DNS', evidence.dns],
    ['registration', evidence.registration],
    ['web', evidence.web],
    ['reverse names', evidence.reverse],
    ['origin AS', evidence.origins],
  ];
  return asked.map(([what, outcome]) => `${pad(what, 14)} ${wordOf(outcome)}`);
}

function wordOf(outcome: Outcome<unknown>): string {
  if (outcome.kind === 'skipped') return `not asked: ${outcome.why}`;
  const where = `${outcome.source.askedAt.slice(11, 19)} ${outcome.source.server}`;
  switch (outcome.kind) {
    case 'ok':
      return `${where}: answered`;
    case 'absent':
      return `${where}: there is none (${brief(outcome.proof, 80)})`;
    case 'redacted':
      return `${where}: withheld (${brief(outcome.note, 80)})`;
    case 'failed':
      return `${where}: ${outcome.fault.code} after ${outcome.fault.attempts} tries (${brief(outcome.fault.detail, 120)})`;
  }
}

function front({ fronting, evidence }: Assessment): readonly string[] {
  const seen = told(fronting);
  if (seen === undefined) return [];
  const answer = told(evidence.dns);
  const addresses = answer === undefined ? [] : [...(told(answer.ipv4) ?? []), ...(told(answer.ipv6) ?? [])];
  const edges = seen.edges.flatMap(({ provider, confidence, clues }) => [
    `edge ${provider}, confidence ${confidence.toFixed(2)}`,
    ...clues.slice(0, 4).map(clueLine),
  ]);
  return [
    `proxied: ${seen.proxied}; DNS at ${seen.dnsOperators.join(', ') || 'an operator that is not in the catalogue'}; platform ${seen.platform ?? 'none seen'}; host ${seen.host}`,
    ...(addresses.length === 0
      ? []
      : [
          `addresses ${addresses.join(', ')}${(answer?.cnames.length ?? 0) > 0 ? ` by way of ${answer?.cnames.join(', ')}` : ''}`,
        ]),
    ...edges,
    ...otherClues(seen),
    `page: ${seen.pageKind}${seen.pageProvider === null ? '' : ` of ${seen.pageProvider}`}${seen.siteTitle === null ? '' : `, titled "${seen.siteTitle}"`}`,
    ...seen.notes.map(({ id, message }) => `${id}: ${message}`),
  ];
}

const MOST_CLUES = 8;

/** What betrayed the DNS operator, platform, host, page and registrar. */
function otherClues({ clues }: Fronting): readonly string[] {
  const lines = [...new Set(clues.map((clue) => `  ${clue.provider},${clueLine(clue).slice(1)}`))];
  const more = lines.length > MOST_CLUES ? [`  and ${lines.length - MOST_CLUES} more (JSON Lines has all)`] : [];
  return lines.length === 0 ? [] : ['betrayed by', ...lines.slice(0, MOST_CLUES), ...more];
}

const clueLine = ({ kind, seen, rule, source, checkedOn }: Clue): string =>
  `  ${kind} ${brief(seen, 60)} by ${brief(rule, 40)} [${brief(source, 50)}, ${checkedOn}]`;

function behind({ evidence }: Assessment): readonly string[] {
  const record = told(evidence.registration);
  const { declared } = evidence.row;
  const party = record === undefined ? undefined : told(record.registrant);
  const words =
    party === undefined
      ? []
      : [party.name, party.organisation, party.email, party.country].flatMap((field) => told(field) ?? []);
  return [
    ...(record === undefined
      ? []
      : [
          `registrar ${told(record.registrar) ?? 'not told'}; created ${told(record.createdOn) ?? 'not told'}, expires ${told(record.expiresOn) ?? 'not told'}`,
        ]),
    ...(words.length === 0 ? [] : [`registrant ${words.join(', ')}`]),
    ...(declared === null ? [] : [`declared ${Object.values(declared).join(', ')}`]),
  ];
}

function met(hit: Hit): readonly string[] {
  const words = hit.words.map(({ query, candidate, how }) => `  ${query}  ~  ${candidate}  (${how})`);
  return [
    ...words,
    ...hit.notes.map((note) => `  ${note}`),
    ...(hit.sameAs.length === 0 ? [] : [`  the same party: ${hit.sameAs.join(', ')}`]),
    `  ${hit.url}`,
  ];
}

function next({ verdict, findings }: Assessment): readonly string[] {
  switch (verdict) {
    case 'match':
    case 'review': {
      const first = findings.find(({ hits }) => hits.length > 0);
      return [
        'Compare the words, the country and the programme with what you know of the holder, at the address of the entry.',
        ...(first === undefined
          ? []
          : [
              `Then record it: audit-domains decide ${first.id} --report report.jsonl --decision false-positive|confirmed --reason … --by …`,
            ]),
      ];
    }
    case 'inconclusive':
      return [
        'Ask again later for what failed; declare the customer (columns name, company) for a registrant that is withheld.',
      ];
    case 'clear':
      return ['Nothing. It holds for these editions and these answers.'];
  }
}

import type { Party } from '../../model/evidence.ts';
import type { Outcome, Source, Withholding } from '../../model/outcome.ts';
import { absent, ok, redacted } from '../../model/outcome.ts';
import { countryCode } from './countries.ts';
import { type Withheld, withholding } from './redaction.ts';

/** What a record prints of its registrant, before anything is made of it. A missing field was not printed. */
export interface PrintedParty {
  readonly name?: string;
  readonly organisation?: string;
  readonly email?: string;
  readonly country?: string;
  /** A pointer to the person (`registrant: NQS17-NICAT`). */
  readonly handle?: string;
  /** Fields the server itself says it withheld (RFC 9537, or a line that says so), and its words. */
  readonly withheld?: ReadonlyMap<keyof Party, string>;
  /** The server says that the whole holder is withheld: its words. */
  readonly allWithheld?: string;
  /** The record says that a proxy stands there (RFC 9083 §10.2.4): its words. */
  readonly proxy?: string;
}

type Field = keyof Party;
/** A function, not a person: beside a withheld organisation nobody is named. */
const FUNCTION =
  /^(?:the )?(?:domain|dns|host|web|it|legal|admin|technical|registrant|network)?(?:\s?name)?[\s-]?(?:admin(?:istrator|istration)?|master|department|manager|desk|team|contact|operations|owner)$/i;

const FIELDS = ['name', 'organisation', 'email', 'country'] as const satisfies readonly Field[];

/**
 * The registrant of a record that was read whole.
 *
 *   a name or an organisation told        → ok; every other field says for itself
 *   a proxy service stands there          → redacted: proxy; nothing of the proxy's own is given as the registrant's
 *   withheld, placeholder, handle, rest   → redacted, with what was told nevertheless
 *
 * Never `absent`: a registered name has a holder, and a record that does not tell who leaves the question open.
 */
export function registrantOf(printed: PrintedParty, source: Source): Outcome<Party> {
  const marks = new Map<Field, Withheld>();
  for (const field of FIELDS) {
    const value = clean(printed[field]);
    const mark = value === '' ? null : withholding(value, field);
    if (mark !== null) marks.set(field, mark);
  }
  const proxy = proxyIn(marks, printed);
  const party: Party = {
    name: fieldOf('name', printed, marks, proxy, source),
    organisation: fieldOf('organisation', printed, marks, proxy, source),
    email: fieldOf('email', printed, marks, proxy, source),
    country: fieldOf('country', printed, marks, proxy, source),
  };
  const isNamed =
    party.name.kind === 'ok' && !(FUNCTION.test(party.name.value) && marks.get('organisation')?.how === 'withheld');
  if (isNamed || party.organisation.kind === 'ok') return ok(party, source);
  const [how, note] = proxy === null ? reasonOf(printed, marks, party) : (['proxy', proxy] as const);
  return redacted(how, note, source, party);
}

function fieldOf(
  field: Field,
  printed: PrintedParty,
  marks: ReadonlyMap<Field, Withheld>,
  proxy: string | null,
  source: Source,
): Outcome<string> {
  const value = clean(printed[field]);
  if (proxy !== null) return redacted('proxy', `the record shows a proxy service: ${proxy}`, source);
  const mark = marks.get(field);
  if (mark?.how === 'placeholder') return redacted('placeholder', `printed: ${value}`, source);
  if (mark !== undefined) return redacted(mark.how, `printed: ${value} (rule ${mark.rule})`, source);
  if (value === '') {
    const words = printed.withheld?.get(field);
    return words === undefined ? absent(`the record prints no ${field}`, source) : redacted('withheld', words, source);
  }
  if (field !== 'country') return ok(value, source);
  const code = countryCode(value);
  return code === null ? redacted('placeholder', `printed: ${value}`, source) : ok(code, source);
}

/** A proxy service in the organisation, or in the name while no organisation is told: then nothing is the registrant's. */
function proxyIn(marks: ReadonlyMap<Field, Withheld>, printed: PrintedParty): string | null {
  if (printed.proxy !== undefined) return printed.proxy;
  if (marks.get('organisation')?.how === 'proxy') return clean(printed.organisation);
  if (marks.get('name')?.rule === 'registry-holds') return clean(printed.name);
  if (marks.get('name')?.how !== 'proxy') return null;
  const organisation = clean(printed.organisation);
  return organisation === '' || marks.has('organisation') ? clean(printed.name) : null;
}

function reasonOf(printed: PrintedParty, marks: ReadonlyMap<Field, Withheld>, party: Party): [Withholding, string] {
  if (printed.allWithheld !== undefined) return ['withheld', printed.allWithheld];
  const kinds = (['name', 'organisation'] as const).map((field) => party[field]);
  const withheld = kinds.find((field) => field.kind === 'redacted' && field.how === 'withheld');
  if (withheld?.kind === 'redacted') return ['withheld', withheld.note];
  if (kinds.some((field) => field.kind === 'redacted')) {
    return ['placeholder', `a text stands for the name: ${[...marks.values()].map(({ rule }) => rule).join(', ')}`];
  }
  if (printed.handle !== undefined) return ['handle-only', `the record names only a handle: ${printed.handle}`];
  const told = party.country.kind === 'ok' || party.email.kind === 'ok';
  return [
    'partial',
    told ? 'the record tells of the registrant, but not who it is' : 'the record does not say who holds the domain',
  ];
}

function clean(value: string | undefined): string {
  return value === undefined ? '' : value.slice(0, 500).replace(/\s+/g, ' ').trim();
}

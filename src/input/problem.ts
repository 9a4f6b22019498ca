/** Why a line is no domain: a closed set, so that it can be counted. The words beside it are for a person. */
export type InputProblem =
  | 'empty'
  | 'encoding'
  | 'character'
  | 'wildcard'
  | 'ip-address'
  | 'empty-label'
  | 'long-label'
  | 'long-name'
  | 'bad-label'
  | 'no-dot'
  | 'public-suffix'
  | 'not-public';

/** A line that cannot be reduced to a domain name. */
export interface Refusal {
  readonly code: InputProblem;
  /** One sentence for a person: what is wrong with the words given. */
  readonly problem: string;
}

const SHOWN = 60;

/** The words given, short and printable, in quotes. */
export function quoted(words: string): string {
  const printable = words.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '\ufffd');
  return JSON.stringify(printable.length > SHOWN ? `${printable.slice(0, SHOWN)}…` : printable);
}

/** Makes a refusal; `words` are the part that is wrong. */
export function refuse(code: InputProblem, words: string): Refusal {
  return { code, problem: SENTENCES[code](quoted(words)) };
}

const SENTENCES: Readonly<Record<InputProblem, (words: string) => string>> = {
  empty: () => 'There is no domain here.',
  encoding: (words) => `${words} is not readable as UTF-8; save the list as UTF-8.`,
  character: (words) => `${words} holds a character that no host name can have.`,
  wildcard: (words) => `${words} has "*" elsewhere than in front; only "*.name" can be read.`,
  'ip-address': (words) => `${words} is an IP address or reads as one, not a domain.`,
  'empty-label': (words) => `${words} has an empty part between, before or after its dots.`,
  'long-label': (words) => `${words} is longer than the 63 characters a label can have (RFC 1035 §2.3.4).`,
  'long-name': (words) => `${words} is longer than the 253 characters a name can have (RFC 1035 §2.3.4).`,
  'bad-label': (words) => `${words} is no valid label: broken Punycode, or a hyphen or underscore where none may be.`,
  'no-dot': (words) => `${words} is a single word, not a domain.`,
  'public-suffix': (words) => `${words} is a public suffix under which domains are registered, not a domain.`,
  'not-public': (words) => `${words} is reserved for private use and is not in the public DNS.`,
};

/** Where an answer came from, so that a reader can ask again. */
export interface Source {
  readonly protocol: 'dns' | 'rdap' | 'whois' | 'http' | 'list';
  /** host:port or URL, as asked. */
  readonly server: string;
  /** Instant, ISO 8601, UTC. */
  readonly askedAt: string;
}

/** `refused`: the server would not, or could not, say. `stale`: what we hold is too old to count. */
export type FaultCode = 'timeout' | 'unreachable' | 'refused' | 'throttled' | 'malformed' | 'stale' | 'internal';

/** Why we did not learn. */
export interface Fault {
  readonly code: FaultCode;
  /** For a person; code never looks inside. */
  readonly detail: string;
  readonly attempts: number;
}

/**
 * In which way a value is withheld: `withheld` by registry or registrar, behind a `proxy` service that is the
 * registrant of record, a `placeholder` for an empty value, a `handle-only` pointer, or only `partial` (a country, say).
 */
export type Withholding = 'withheld' | 'proxy' | 'placeholder' | 'handle-only' | 'partial';

/**
 * What one question to the world came back with. Plain data: it survives JSON.
 *
 *   ok        it is this
 *   absent    the authority says: there is none (and the code recognised its "none")
 *   redacted  it exists and is withheld; `value` holds what was told nevertheless
 *   failed    we asked and did not learn
 *   skipped   we did not ask
 */
export type Outcome<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly source: Source }
  | { readonly kind: 'absent'; readonly proof: string; readonly source: Source }
  | {
      readonly kind: 'redacted';
      readonly how: Withholding;
      readonly note: string;
      readonly value?: T;
      readonly source: Source;
    }
  | { readonly kind: 'failed'; readonly fault: Fault; readonly source: Source }
  | { readonly kind: 'skipped'; readonly why: string };

export type OutcomeKind = Outcome<never>['kind'];
export type Determinate<T> = Extract<Outcome<T>, { kind: 'ok' | 'absent' }>;
export type Indeterminate = Exclude<Outcome<never>, { kind: 'ok' | 'absent' }>;

export const ok = <T>(value: T, source: Source): Outcome<T> => ({ kind: 'ok', value, source });
export const absent = (proof: string, source: Source): Outcome<never> => ({ kind: 'absent', proof, source });
export const failed = (fault: Fault, source: Source): Outcome<never> => ({ kind: 'failed', fault, source });
export const skipped = (why: string): Outcome<never> => ({ kind: 'skipped', why });

/** Withheld; `value` is what was told all the same (a country beside a redacted name). */
export function redacted<T>(how: Withholding, note: string, source: Source, value?: T): Outcome<T> {
  return value === undefined ? { kind: 'redacted', how, note, source } : { kind: 'redacted', how, note, source, value };
}

/** Works on a value if there is one; carries every other outcome on, untouched (a redacted remainder is dropped). */
export function map<A, B>(outcome: Outcome<A>, work: (value: A) => B): Outcome<B> {
  switch (outcome.kind) {
    case 'ok':
      return { ...outcome, value: work(outcome.value) };
    case 'redacted':
      return { kind: 'redacted', how: outcome.how, note: outcome.note, source: outcome.source };
    case 'absent':
    case 'failed':
    case 'skipped':
      return outcome;
  }
}

/** Reaches into a record whose fields are outcomes themselves; carries every other outcome on. */
export function flatMap<A, B>(outcome: Outcome<A>, reach: (value: A) => Outcome<B>): Outcome<B> {
  return outcome.kind === 'ok' ? reach(outcome.value) : map(outcome, neverReached);
}

function neverReached(): never {
  throw new Error('map called on an outcome that is not ok');
}

/** True when we know: it is this, or there is none. */
export function isDeterminate<T>(outcome: Outcome<T>): outcome is Determinate<T> {
  return outcome.kind === 'ok' || outcome.kind === 'absent';
}

import type { Outcome } from '../model/outcome.ts';

/** Answers kept between runs. A damaged or expired one is as if it had never been kept. */
export interface EvidenceStore {
  readonly read: (key: string) => unknown;
  readonly keep: (key: string, answer: unknown, maxAgeMs: number) => void;
  /** Answers of earlier runs handed out so far. */
  readonly served: () => number;
  readonly close: () => void;
}

export interface Keeping<Args extends readonly unknown[], T> {
  /** All that the answer depends on; null: neither read nor kept. */
  readonly keyOf: (...args: Args) => string | null;
  /** How long this answer may stand for the world, in milliseconds; 0: not at all. */
  readonly maxAgeOf: (outcome: Outcome<T>, ...args: Args) => number;
}

/**
 * A probe that asks the store first. What is kept carries its own `source`, with the instant it was really asked at. An answer
 * in which anything failed is never kept, whatever `maxAgeOf` says: a refusal would outlive its cause.
 */
export function withStore<Args extends readonly unknown[], T>(
  probe: (...args: Args) => Promise<Outcome<T>>,
  store: EvidenceStore,
  { keyOf, maxAgeOf }: Keeping<Args, T>,
): (...args: Args) => Promise<Outcome<T>> {
  return async (...args) => {
    const key = keyOf(...args);
    if (key === null) return await probe(...args);
    const known = store.read(key);
    if (isKept<T>(known)) return known;
    const outcome = await probe(...args);
    const maxAgeMs = outcome.kind === 'skipped' || holdsFailure(outcome) ? 0 : maxAgeOf(outcome, ...args);
    if (maxAgeMs > 0) store.keep(key, outcome, maxAgeMs);
    return outcome;
  };
}

/** What `keep` was given under this key; its digest says that it is unchanged, so its outline is enough. */
function isKept<T>(value: unknown): value is Outcome<T> {
  return isRecord(value) && (value['kind'] === 'ok' || value['kind'] === 'absent' || value['kind'] === 'redacted');
}

/** True when the outcome, or one within its value, is failed. */
function holdsFailure(value: unknown): boolean {
  if (!isRecord(value)) return Array.isArray(value) && value.some(holdsFailure);
  if (value['kind'] === 'failed' && isRecord(value['fault'])) return true;
  return Object.values(value).some(holdsFailure);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

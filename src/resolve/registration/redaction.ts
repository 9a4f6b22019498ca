import * as v from 'valibot';
import { readFacts } from './facts-file.ts';

const Facts = v.object({
  rules: v.array(
    v.object({
      id: v.string(),
      how: v.picklist(['withheld', 'proxy', 'placeholder']),
      pattern: v.string(),
      on: v.picklist(['any', 'identity', 'email']),
    }),
  ),
});

interface Rule {
  readonly id: string;
  readonly how: 'withheld' | 'proxy' | 'placeholder';
  readonly pattern: RegExp;
  readonly on: 'any' | 'identity' | 'email';
}

/** Why a value is no one's name: in which way it is withheld, and the rule of `data/registration/redaction.json`. */
export interface Withheld {
  readonly how: Rule['how'];
  readonly rule: string;
}

let rules: readonly Rule[] | undefined;

/**
 * Whether a contact value tells something, or stands for something withheld.
 *
 *   "REDACTED FOR PRIVACY", "DATA REDACTED" → withheld · "Domains By Proxy, LLC" → proxy · "N/A" → placeholder
 *   "Privacy International", "GDPR Consulting Ltd", "Gandi SAS" → null: told
 */
export function withholding(value: string, field: 'name' | 'organisation' | 'email' | 'country'): Withheld | null {
  const text = value.slice(0, 400);
  const found = loadRules().find(
    ({ on, pattern }) => (on === 'any' || (on === 'email') === (field === 'email')) && pattern.test(text),
  );
  return found === undefined ? null : { how: found.how, rule: found.id };
}

/** Whether a value of any field, a street or a telephone number too, says that it was redacted. */
export function isMarkedRedacted(value: string): boolean {
  return withholding(value, 'country')?.how === 'withheld';
}

function loadRules(): readonly Rule[] {
  rules ??= v
    .parse(Facts, readFacts('redaction'))
    .rules.map(({ id, how, pattern, on }) => ({ id, how, on, pattern: new RegExp(pattern, 'iu') }));
  return rules;
}

import type { FactName, Facts, Known } from '../model/facts.ts';
import type { Finding, Gap } from '../model/finding.ts';
import type { Indeterminate, Outcome } from '../model/outcome.ts';

/** One judgement. It reads the facts it needs and nothing else, and returns findings with the words that met. */
export interface Rule<K extends FactName = FactName> {
  /** = file name = page in docs/rules. */
  readonly id: string;
  readonly title: string;
  readonly needs: readonly K[];
  /** A method, so that a rule of few needs may stand in a list of rules: `judge` hands it no other facts. */
  check(known: Known<K>, domain: string): readonly Finding[];
}

export interface Judgement {
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
}

/** Lets the compiler see `needs`: a rule cannot read a fact that it did not ask for. */
export function defineRule<const K extends FactName>(rule: Rule<K>): Rule<K> {
  return rule;
}

/**
 * Runs a rule on what is known and tells what was missing.
 *
 *   every need ok or absent          → its findings, no gap
 *   a need redacted with a remainder → findings on the remainder, and a gap
 *   a need otherwise indeterminate   → no findings, and a gap for each such need
 */
export function judge(rule: Rule, facts: Facts, domain: string): Judgement {
  const gaps: Gap[] = [];
  const known: Partial<Record<FactName, unknown>> = {};
  let isBlind = false;
  for (const need of rule.needs) {
    const outcome: Outcome<unknown> = facts[need];
    switch (outcome.kind) {
      case 'ok':
        known[need] = outcome.value;
        break;
      case 'absent':
        known[need] = null;
        break;
      case 'redacted':
        gaps.push({ rule: rule.id, fact: need, outcome: withoutRemainder(outcome) });
        if (outcome.value === undefined) isBlind = true;
        else known[need] = outcome.value;
        break;
      case 'failed':
      case 'skipped':
        gaps.push({ rule: rule.id, fact: need, outcome });
        isBlind = true;
        break;
    }
  }
  // The one cast of the house: the loop above has filled every need of this rule.
  return { findings: isBlind ? [] : rule.check(known as Known<FactName>, domain), gaps };
}

function withoutRemainder(outcome: Extract<Outcome<unknown>, { kind: 'redacted' }>): Indeterminate {
  return { kind: 'redacted', how: outcome.how, note: outcome.note, source: outcome.source };
}

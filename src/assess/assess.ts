import type { Risk, Verdict } from '../model/assessment.ts';
import type { Facts } from '../model/facts.ts';
import type { Finding, Gap } from '../model/finding.ts';
import { judge, type Rule } from './rule.ts';
import { type Accept, waive } from './waive.ts';

export interface Assessed {
  readonly verdict: Verdict;
  readonly risk: Risk;
  /** 0..100, or null when inconclusive. */
  readonly score: number | null;
  /** Gravest first. */
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  /** Gaps that a screened declared party or `--accept` let pass: told, not counted. */
  readonly accepted: readonly Gap[];
}

/** Weighs the facts of one domain. Refuses an empty set of rules: nothing checked is not clear. */
export function assess(facts: Facts, rules: readonly Rule[], domain: string, accept: readonly Accept[]): Assessed {
  if (rules.length === 0) throw new Error('assess: no rule to judge by');
  const judgements = rules.map((rule) => judge(rule, facts, domain));
  const findings = judgements.flatMap((judgement) => judgement.findings).toSorted((a, b) => grade(b) - grade(a));
  const { gaps, accepted } = waive(
    judgements.flatMap((judgement) => judgement.gaps),
    facts,
    accept,
  );
  const verdict = conclude(findings, gaps);
  return { verdict, risk: riskOf(verdict, findings), score: scoreOf(verdict, findings), findings, gaps, accepted };
}

/** The only place where the word "clear" is said. */
export function conclude(findings: readonly Finding[], gaps: readonly Gap[]): Verdict {
  if (findings.some(({ severity, confidence }) => severity === 'high' && confidence === 'high')) return 'match';
  if (findings.some(({ severity }) => severity !== 'info')) return 'review';
  return gaps.length === 0 ? 'clear' : 'inconclusive';
}

/** Follows the gravest finding: high harm surely critical, high harm perhaps high; without findings none, or unknown. */
export function riskOf(verdict: Verdict, findings: readonly Finding[]): Risk {
  switch (verdict) {
    case 'clear':
      return 'none';
    case 'inconclusive':
      return 'unknown';
    case 'match':
      return 'critical';
    case 'review': {
      const severities = new Set(findings.map(({ severity }) => severity));
      return severities.has('high') ? 'high' : severities.has('medium') ? 'medium' : 'low';
    }
  }
}

/** 0..100 after the highest finding's own score; within its risk: critical 90–100, high 60–89, medium 30–59, low 10–29. */
export function scoreOf(verdict: Verdict, findings: readonly Finding[]): number | null {
  const best = Math.max(0, ...findings.flatMap(({ hits }) => hits.map(({ score }) => score)));
  const within = (low: number, high: number) => Math.round(low + (high - low) * best);
  switch (riskOf(verdict, findings)) {
    case 'none':
      return 0;
    case 'unknown':
      return null;
    case 'critical':
      return within(90, 100);
    case 'high':
      return within(60, 89);
    case 'medium':
      return within(30, 59);
    case 'low':
      return within(10, 29);
  }
}

const SEVERITY = { high: 30, medium: 20, low: 10, info: 0 } as const;
const CONFIDENCE = { high: 3, medium: 2, low: 1 } as const;

function grade({ severity, confidence, hits }: Finding): number {
  return SEVERITY[severity] + CONFIDENCE[confidence] + Math.max(0, ...hits.map(({ score }) => score));
}

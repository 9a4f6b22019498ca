export { assessEvidence, type Judging, type Policy } from './audit.ts';
export { detectFronting } from './detect/fronting.ts';
export type { FrontingSignals } from './detect/signals.ts';
export { type Normalised, normaliseDomain } from './input/normalise.ts';
export type { InputProblem, Refusal } from './input/problem.ts';
export { type Knowledge, loadKnowledge, openScreener } from './knowledge.ts';
export type * from './model/assessment.ts';
export type * from './model/domain.ts';
export type * from './model/evidence.ts';
export type * from './model/facts.ts';
export type * from './model/finding.ts';
export type * from './model/lists.ts';
export type * from './model/outcome.ts';
export { parseRdap, parseWhois } from './resolve/told.ts';
export {
  type AuditLine,
  type AuditOptions,
  auditDomain,
  auditDomains,
  type DeclaredLine,
} from './run/audit-domains.ts';
export { compareNames, MATCH_THRESHOLD } from './screen/compare.ts';
export type { PartyToScreen, Screener } from './screen/screener.ts';

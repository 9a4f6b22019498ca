import type { AppliedDecision, Assessment } from '../model/assessment.ts';
import type { Finding } from '../model/finding.ts';
import { conclude, riskOf, scoreOf } from './assess.ts';
import { type Decision, dayOf } from './decisions-file.ts';

/** Decisions by the domain they speak of; of several on one finding and entry the last line of the file counts. */
export type DecisionIndex = ReadonlyMap<string, readonly Decision[]>;

/** Arranges decisions for look-up. */
export function indexDecisions(decisions: readonly Decision[]): DecisionIndex {
  const last = new Map(decisions.map((decision) => [keyOf(decision), decision]));
  return Map.groupBy(last.values(), ({ domain }) => domain);
}

const keyOf = ({ finding, domain, entity }: Decision): string => JSON.stringify([finding, domain, entity]);

/** The name an assessment's findings were made for: the same that went into their ids. */
const domainOf = ({ evidence }: Assessment): string => (evidence.domain?.host ?? evidence.row.asked).toLowerCase();

/** Counts through the last day of `until`, in UTC. */
const isExpired = ({ until }: Decision, now: Date): boolean => until < dayOf(now);

const meets = ({ finding, entity }: Decision, found: Finding): boolean =>
  found.id === finding && found.hits.some(({ entityId }) => entityId === entity);

/**
 * The assessment after review. Pure. Hits and findings stay as they are; verdict, risk and score are concluded anew from what
 * stands: without findings whose every entry was decided false-positive, and with confirmed ones as high × high. A decision
 * counts only for its finding's id (domain, field, matched words and entry) and while it has not expired.
 */
export function applyDecisions(assessment: Assessment, decisions: DecisionIndex, now: Date): Assessment {
  const own = (decisions.get(domainOf(assessment)) ?? []).filter((decision) => !isExpired(decision, now));
  const applied = own.filter((decision) => assessment.findings.some((found) => meets(decision, found)));
  if (applied.length === 0) return assessment;
  const standing = assessment.findings.flatMap((found) => stand(found, applied));
  const verdict = conclude(standing, assessment.gaps);
  return {
    ...assessment,
    verdict,
    risk: riskOf(verdict, standing),
    score: scoreOf(verdict, standing),
    decisions: applied.map(appliedOf),
  };
}

/** What is left of a finding for the verdict to rest on. */
function stand(found: Finding, applied: readonly Decision[]): readonly Finding[] {
  const mine = applied.filter((decision) => meets(decision, found));
  if (mine.some(({ decision }) => decision === 'confirmed'))
    return [{ ...found, severity: 'high', confidence: 'high' }];
  const isSetAside = found.hits.every(({ entityId }) => mine.some(({ entity }) => entity === entityId));
  return mine.length > 0 && isSetAside ? [] : [found];
}

function appliedOf({ finding, entity, decision, reason, by, until }: Decision): AppliedDecision {
  return { finding, entity, decision, reason, by, until };
}

/** Watches which decisions an audit met, so that none ages unseen. */
export interface DecisionWatch {
  /** Shows it a row, before or after decisions were applied to it. */
  readonly see: (assessment: Assessment) => void;
  /** One sentence for each decision that expired, went void or was not met, in the order of the file. */
  readonly remarks: () => readonly string[];
}

/** `void`: the entry was met again, but with other words; the decision does not cover that. */
type Fate = 'unseen' | 'no hit' | 'void' | 'met';

/** Begins a watch over these decisions. */
export function watchDecisions(decisions: DecisionIndex, now: Date): DecisionWatch {
  const fates = new Map<Decision, Fate>([...decisions.values()].flat().map((decision) => [decision, 'unseen']));
  const rank: Readonly<Record<Fate, number>> = { unseen: 0, 'no hit': 1, void: 2, met: 3 };
  return {
    see: (assessment) => {
      for (const decision of decisions.get(domainOf(assessment)) ?? []) {
        const fate = fateOf(decision, assessment);
        if (rank[fate] > rank[fates.get(decision) ?? 'unseen']) fates.set(decision, fate);
      }
    },
    remarks: () => [...fates].flatMap(([decision, fate]) => remark(decision, fate, now)),
  };
}

function fateOf(decision: Decision, { findings, hits }: Assessment): Fate {
  if (findings.some((found) => meets(decision, found))) return 'met';
  return hits.some(({ entityId }) => entityId === decision.entity) ? 'void' : 'no hit';
}

function remark(decision: Decision, fate: Fate, now: Date): readonly string[] {
  const name = `Decision ${decision.place} (${decision.decision}, ${decision.domain}, ${decision.entity})`;
  if (isExpired(decision, now)) {
    const still = fate === 'met' ? 'the finding is open again: review it' : 'its finding was not met: remove it';
    return [`${name} expired on ${decision.until}; ${still}.`];
  }
  switch (fate) {
    case 'met':
      return [];
    case 'void':
      return [`${name} is void: the matched words or the entry have changed; review the new finding.`];
    case 'no hit':
      return [`${name} was not used: the domain no longer meets this entry.`];
    case 'unseen':
      return [`${name} was not used: the domain is not in this audit.`];
  }
}

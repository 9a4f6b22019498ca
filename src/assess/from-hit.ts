import { createHash } from 'node:crypto';
import type { Hit } from '../model/facts.ts';
import type { Confidence, Finding, Severity } from '../model/finding.ts';

/**
 * The finding that a hit amounts to. Only a blocking measure met at band `match` is high × high; a sectoral or
 * travel-only entry is told as what it is and goes to a person.
 */
export function findingOf(rule: string, domain: string, hit: Hit): Finding {
  const [severity, confidence] = weigh(hit);
  return {
    id: findingId(domain, hit),
    rule,
    severity,
    confidence,
    message: `${WHERE[hit.field]} "${hit.query}" resembles the listed name "${hit.candidate}" (${hit.entityId}, ${hit.name}${measureNote(hit)}), score ${hit.score.toFixed(2)}`,
    hits: [hit],
    clues: [],
  };
}

/** Stable across runs and editions: domain + field + matched words + entry; `f-` and 16 hex digits, so that no spreadsheet takes it for a number. */
export function findingId(domain: string, hit: Hit): string {
  const key = JSON.stringify([domain, hit.field, hit.query, hit.candidate, hit.entityId]);
  return `f-${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;
}

function weigh(hit: Hit): readonly [Severity, Confidence] {
  if (hit.measure !== 'blocking') return ['medium', hit.band === 'match' ? 'high' : 'medium'];
  return ['high', hit.band === 'match' ? 'high' : 'medium'];
}

function measureNote(hit: Hit): string {
  return hit.measure === 'blocking' ? '' : `; ${hit.measure} measure, not full blocking`;
}

const WHERE = {
  registrant_name: 'Registrant name',
  registrant_org: 'Registrant organisation',
  registrant_email: 'Registrant e-mail',
  declared_name: 'Declared name',
  declared_org: 'Declared organisation',
  declared_email: 'Declared e-mail',
  title: 'Page title',
  host: 'Host name',
  name: 'Name',
} as const satisfies Record<Hit['field'], string>;

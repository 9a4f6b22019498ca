import type { Clue, ClueKind } from '../model/facts.ts';
import { type Catalogue, type OwnedRule, type RangeOwner, rangeAround } from './catalogue.ts';
import type { Provider } from './schema.ts';
import type { Seen } from './signals.ts';

/** A clue together with what it speaks for. */
export interface Finding {
  readonly provider: Provider;
  readonly means: 'edge' | 'paas' | 'host' | 'dns' | 'parking' | 'seizure' | 'dns-glb' | 'not-edge' | 'other';
  readonly clue: Clue;
}

export function nameFindings(kind: ClueKind, names: readonly string[], index: Catalogue['cnames']): readonly Finding[] {
  return names.flatMap((name) => index(name).map((owned) => nameFinding(kind, name, owned)));
}

function nameFinding(kind: ClueKind, name: string, { provider, rule }: OwnedRule): Finding {
  const means = rule.means === 'asset' || rule.means === 'ptr' ? 'other' : rule.means;
  return {
    provider,
    means,
    clue: {
      provider: provider.id,
      kind,
      seen: name,
      rule: rule.suffix ?? rule.pattern ?? '',
      strength: 'proof',
      source: rule.source,
      checkedOn: rule.checkedOn,
    },
  };
}

export function addressClue(address: string, owner: RangeOwner): Clue {
  const { provider, kind } = owner;
  const asOf = /\d{4}-\d{2}(?:-\d{2})?/.exec(provider.ranges?.asOf ?? '')?.[0] ?? '2026-11-23';
  return {
    provider: provider.id,
    kind: 'address',
    seen: address,
    rule: rangeAround(address, owner),
    strength: 'proof',
    source:
      kind === 'published' ? (provider.rangeList?.url ?? provider.ranges?.basis ?? '') : (provider.sources[0] ?? ''),
    checkedOn: asOf,
  };
}

/** Header and cookie rules that are met, with their strengths. */
export function httpFindings(seen: Seen, { providers }: Catalogue): readonly Finding[] {
  const found: Finding[] = [];
  for (const provider of providers.values()) {
    for (const { name, pattern, strength, source, checkedOn } of provider.headers) {
      const value = seen.headers.get(name);
      if (value === undefined || (pattern !== undefined && !expressionOf(pattern).test(value))) continue;
      const clue = {
        provider: provider.id,
        kind: 'header',
        seen: `${name}: ${value}`.slice(0, 200),
        rule: `${name}${pattern === undefined ? '' : ` ${pattern}`}`,
        strength,
        source,
        checkedOn,
      } as const;
      found.push({ provider, means: 'edge', clue });
    }
    for (const { pattern, strength, source, checkedOn } of provider.cookies) {
      const cookie = seen.cookies.find((name) => expressionOf(pattern).test(name));
      if (cookie === undefined) continue;
      const clue = {
        provider: provider.id,
        kind: 'cookie',
        seen: cookie,
        rule: pattern,
        strength,
        source,
        checkedOn,
      } as const;
      found.push({ provider, means: 'edge', clue });
    }
  }
  return found;
}

/** What the certificate betrays. Cloudflare's origin certificates speak against a proxy: a visitor saw the origin itself. */
export function certificateFindings({ certificate }: Seen, { providers }: Catalogue): readonly Finding[] {
  if (certificate === null) return [];
  const texts = { issuer: [certificate.issuer], subject: [certificate.subject], san: certificate.names };
  return [...providers.values()].flatMap((provider) =>
    provider.certificates.flatMap(({ field, pattern, strength }) => {
      const seen = texts[field].find((text) => expressionOf(pattern).test(text));
      if (seen === undefined) return [];
      const isOrigin = /origin/i.test(pattern);
      const clue = {
        provider: provider.id,
        kind: 'certificate',
        seen,
        rule: `${field} ${pattern}`,
        strength,
        source: provider.sources[0] ?? '',
        checkedOn: '2026-11-23',
      } as const;
      return [{ provider, means: isOrigin ? 'not-edge' : 'other', clue } as const];
    }),
  );
}

const expressions = new Map<string, RegExp>();

function expressionOf(pattern: string): RegExp {
  const known = expressions.get(pattern);
  if (known !== undefined) return known;
  const made = new RegExp(pattern, 'i');
  expressions.set(pattern, made);
  return made;
}

export function asnClue(provider: Provider, asn: number): Clue {
  return {
    provider: provider.id,
    kind: 'asn',
    seen: `AS${asn}`,
    rule: `AS${asn}`,
    strength: 'weak',
    source: provider.sources[0] ?? '',
    checkedOn: '2026-11-23',
  };
}

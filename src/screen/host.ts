import type { Hit, HitField } from '../model/facts.ts';
import { analyse } from './analyse.ts';
import type { CandidateFinder } from './candidates.ts';
import { gate } from './gate.ts';
import { hitOf } from './hit.ts';
import type { IndexView } from './index-view.ts';
import { vocabulary } from './vocabulary.ts';

/** Fewest letters of a label that may be a listed name written together. */
const MIN_LABEL = 6;

/**
 * A host held against the websites that entries name, and its own label against rare listed names.
 *
 *   listed "harbour.example"; asked www.harbour.example     → match
 *   the same; asked shop.harbour.example                    → review: below a listed website
 *   listed "t.me/harbour"; asked t.me                       → nothing: a platform is nobody's
 *   listed "Northquayex"; asked northquayex.example         → review: its label is a rare listed name
 */
export function screenHost(host: string, view: IndexView, finder: CandidateFinder): readonly Hit[] {
  const asked = host.toLowerCase().replace(/^www\./, '');
  const listed = listedHosts(asked, view);
  return [...listed, ...labelHits(host, asked, view, finder)];
}

function listedHosts(asked: string, view: IndexView): readonly Hit[] {
  const labels = asked.split('.');
  const hits: Hit[] = [];
  for (let at = 0; at + 1 < labels.length; at += 1) {
    const candidate = labels.slice(at).join('.');
    if (isPlatform(candidate)) break;
    for (const id of view.entitiesByHost(candidate)) {
      hits.push(
        hitOf(view.entity(id), {
          query: asked,
          candidate,
          strength: 'strong',
          score: at === 0 ? 1 : 0.9,
          field: 'host',
          band: at === 0 ? 'match' : 'review',
          words: [{ query: asked, candidate, how: at === 0 ? 'same' : 'below a listed website' }],
          notes: at === 0 ? ['the entry names this website'] : ['the entry names the website above it'],
        }),
      );
    }
  }
  return hits;
}

/** A platform, a free-mail service, or something under one: shared by many, so never one party's. */
function isPlatform(host: string): boolean {
  const { platforms, freeMail } = gate();
  return platforms.has(host) || freeMail.has(host);
}

function labelHits(host: string, asked: string, view: IndexView, finder: CandidateFinder): readonly Hit[] {
  const labels = asked.split('.');
  const shared = labels.findIndex((_, at) => isPlatform(labels.slice(at).join('.')));
  const own = shared > 0 ? labels.slice(0, shared) : withoutSuffix(labels);
  const label = own.at(-1) ?? '';
  const letters = label.replace(/-/g, '');
  if (letters.length < MIN_LABEL) return [];
  const { common, rarity } = vocabulary();
  if (common.has(letters) || rarity(letters) < 0.5) return [];
  const hits: Hit[] = [];
  for (const { id, score } of finder.similarWords(analyse(letters).tokens[0] ?? NO_TOKEN)) {
    if (score < 1) continue;
    for (const name of [...view.namesByWord(id), ...view.namesByJoin(id)]) {
      const { tokens, text } = view.name(name);
      const type = view.typeOf(view.entityOf(name));
      if (type === 'vessel' || type === 'aircraft' || view.strengthOf(name) === 'weak') continue;
      const joined = tokens
        .filter(({ kind }) => kind !== 'legal' && kind !== 'title')
        .map(({ latin }) => latin)
        .join('');
      if (joined !== letters) continue;
      hits.push(
        hitOf(view.entity(view.entityOf(name)), {
          query: host,
          candidate: text,
          strength: view.strengthOf(name),
          score: 0.85,
          field: 'host',
          band: 'review',
          words: [{ query: label, candidate: text, how: 'label of the domain' }],
          notes: ['the label of the domain is a rare listed name'],
        }),
      );
    }
  }
  return hits;
}

const NO_TOKEN = {
  text: '',
  latin: '',
  script: 'latin',
  kind: 'core',
  symbol: '',
  skeleton: '',
  fine: '',
  letters: 0,
  sounds: 0,
  weight: 0,
} as const;

/** Drops the public suffix as far as it can be told by its looks: `.com`, `.co.uk`, `.com.ru`. */
function withoutSuffix(labels: readonly string[]): readonly string[] {
  const second = labels.at(-2) ?? '';
  const isDouble =
    labels.length > 2 &&
    (labels.at(-1) ?? '').length === 2 &&
    /^(?:com?|org|net|gov|edu|ac|mil|or|ne|go|gob)$/.test(second);
  return labels.slice(0, isDouble ? -2 : -1);
}

/** A listed e-mail address exactly; its domain where that is the entry's own website. */
export function screenEmail(email: string, field: HitField, view: IndexView): readonly Hit[] {
  const asked = email.trim().toLowerCase();
  const domain = asked.slice(asked.lastIndexOf('@') + 1);
  const exact = [...view.entitiesByHost(asked)].map((id) =>
    hitOf(view.entity(id), {
      query: asked,
      candidate: asked,
      strength: 'strong',
      score: 1,
      field,
      band: 'match',
      words: [{ query: asked, candidate: asked, how: 'same' }],
      notes: ['the entry names this e-mail address'],
    }),
  );
  if (!asked.includes('@') || isPlatform(domain)) return exact;
  const byDomain = listedHosts(domain, view).map(
    (hit): Hit => ({
      ...hit,
      field,
      band: 'review',
      score: Math.min(hit.score, 0.9),
      notes: ['the e-mail domain is a website of the entry'],
    }),
  );
  return [...exact, ...byDomain];
}

import type { Hit, HitField } from '../model/facts.ts';
import { openFinder } from './candidates.ts';
import { MATCH_THRESHOLD } from './compare.ts';
import { oneForEachParty } from './hit.ts';
import { screenEmail, screenHost } from './host.ts';
import { openView } from './index-view.ts';
import { type NameQuestion, screenName } from './party.ts';
import { openTitles } from './title.ts';

/** A party to screen, in plain words; what is not known is left out. */
export interface PartyToScreen {
  readonly name?: string;
  readonly organisation?: string;
  readonly email?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly host?: string;
  /** Whose words these are: tells the fields of the hits. */
  readonly whose?: 'registrant' | 'declared';
}

/** Holds names, texts and hosts against the lists. Hits come best first, one for each listed party. */
export interface Screener {
  readonly party: (party: PartyToScreen) => readonly Hit[];
  readonly title: (text: string) => readonly Hit[];
  readonly host: (host: string) => readonly Hit[];
}

export interface ScreenerOptions {
  /** Weakest name score that is shown, 0..1. */
  readonly minScore?: number;
}

/** Opens a compiled index for screening. */
export function openIndex(block: Uint8Array, { minScore = MATCH_THRESHOLD }: ScreenerOptions = {}): Screener {
  const view = openView(block);
  const finder = openFinder(view);
  const titles = openTitles(view, finder);
  const ask = (
    text: string | undefined,
    field: HitField,
    names: NameQuestion['names'],
    country: string | undefined,
  ): readonly Hit[] =>
    text === undefined || text === ''
      ? []
      : screenName({ text, field, names, country: country?.toUpperCase(), minScore }, view, finder);
  return {
    party: ({ name, organisation, email, country, host, whose = 'registrant' }) =>
      oneForEachParty([
        ...ask(name, `${whose}_name`, 'person-or-organisation', country),
        ...(organisation === name ? [] : ask(organisation, `${whose}_org`, 'organisation', country)),
        ...(email === undefined ? [] : screenEmail(email, `${whose}_email`, view)),
        ...(host === undefined ? [] : screenHost(host, view, finder)),
      ]),
    title: (text) => oneForEachParty(titles(text)).slice(0, MAX_TITLE_PARTIES),
    host: (host) => oneForEachParty(screenHost(host, view, finder)),
  };
}

const MAX_TITLE_PARTIES = 3;

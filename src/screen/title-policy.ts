import type { ListedEntity, NameStrength } from '../model/lists.ts';
import type { Name, Token } from './analyse.ts';
import { vocabulary } from './vocabulary.ts';

/** Programmes so grave that a person's name in a title is told: terrorism, and the weapons programmes. */
const GRAVEST = /SDGT|FTO|Al-Qaida|Taliban|^AQD$|^CTI$|^CTD$|1267|1373|NPWMD|Hamas Terrorist/i;

/**
 * Which names are looked for in titles: organisations; persons only under the gravest programmes; never vessels or
 * aircraft, never weak aliases. A name needs a core word that is more than an ordinary word, or a rare word for an organisation.
 */
export function isInTitles(entity: ListedEntity, strength: NameStrength, name: Name): boolean {
  if (entity.type === 'vessel' || entity.type === 'aircraft' || strength === 'weak') return false;
  const core = name.tokens.filter(({ kind }) => kind === 'core');
  const { common } = vocabulary();
  if (entity.type === 'individual') return core.length >= 2 && entity.programs.some((program) => GRAVEST.test(program));
  const telling = core.filter(({ text, latin }) => !common.has(text) && latin.length >= 3);
  const counting = name.tokens.filter(({ kind }) => kind === 'core' || kind === 'org');
  return telling.length >= 1 || (counting.length >= 2 && (core.length >= 1 || counting.some(isTellingOrg)));
}

/** A word for a kind of organisation that few bear: "Sepah", not "Bank". */
export const isTellingOrg = ({ kind, latin }: Token): boolean =>
  kind === 'org' && vocabulary().rarity(latin) > RARE_FOR_AN_ORGANISATION;

const RARE_FOR_AN_ORGANISATION = 0.6;

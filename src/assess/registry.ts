import type { Rule } from './rule.ts';
import { freshLists } from './rules/fresh-lists.ts';
import { frontNotes } from './rules/front-notes.ts';
import { listedDeclared } from './rules/listed-declared.ts';
import { listedHost } from './rules/listed-host.ts';
import { listedRegistrant } from './rules/listed-registrant.ts';
import { listedTitle } from './rules/listed-title.ts';
import { located } from './rules/located.ts';

/** Every rule, in the order in which a row tells them. */
export const RULES: readonly Rule[] = [
  listedHost,
  listedRegistrant,
  listedDeclared,
  listedTitle,
  located,
  frontNotes,
  freshLists,
];

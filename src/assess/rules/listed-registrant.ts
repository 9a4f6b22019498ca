import { findingOf } from '../from-hit.ts';
import { defineRule } from '../rule.ts';

/** Who holds the domain, by the registry's or registrar's own words, held against the lists. */
export const listedRegistrant = defineRule({
  id: 'listed-registrant',
  title: 'The registrant resembles a listed entity',
  needs: ['registrantHits'],
  check: ({ registrantHits }, domain) =>
    (registrantHits ?? []).map((hit) => findingOf('listed-registrant', domain, hit)),
});

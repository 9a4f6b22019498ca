import { findingOf } from '../from-hit.ts';
import { defineRule } from '../rule.ts';

/** Who holds the domain, by the customer record in the input, held against the lists. */
export const listedDeclared = defineRule({
  id: 'listed-declared',
  title: 'The declared party resembles a listed entity',
  needs: ['declaredHits'],
  check: ({ declaredHits }, domain) => (declaredHits ?? []).map((hit) => findingOf('listed-declared', domain, hit)),
});

import { findingOf } from '../from-hit.ts';
import { defineRule } from '../rule.ts';

/** What the site calls itself, held against the lists; a mention in the news is at most a review. */
export const listedTitle = defineRule({
  id: 'listed-title',
  title: 'The title of the page names a listed entity',
  needs: ['titleHits'],
  check: ({ titleHits }, domain) => (titleHits ?? []).map((hit) => findingOf('listed-title', domain, hit)),
});

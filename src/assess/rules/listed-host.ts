import { findingOf } from '../from-hit.ts';
import { defineRule } from '../rule.ts';

/** The host itself: a website that a list's entry names, or a rare listed name as the domain's own label. */
export const listedHost = defineRule({
  id: 'listed-host',
  title: 'The host is a website that a list names',
  needs: ['hostHits'],
  check: ({ hostHits }, domain) => (hostHits ?? []).map((hit) => findingOf('listed-host', domain, hit)),
});

import { defineRule } from '../rule.ts';

/** Finds nothing; it asks that the editions compared with are fresh enough, and a stale one is its gap. */
export const freshLists = defineRule({
  id: 'fresh-lists',
  title: 'The lists compared with are fresh',
  needs: ['lists'],
  check: () => [],
});

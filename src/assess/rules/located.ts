import { defineRule } from '../rule.ts';

/** Finds nothing; it asks that DNS told where the domain lives, and an unanswered question is its gap. */
export const located = defineRule({
  id: 'located',
  title: 'DNS tells where the domain lives',
  needs: ['dns'],
  check: () => [],
});

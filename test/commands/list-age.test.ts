import { describe, expect, it } from 'vitest';
import { ageReminder } from '../../src/commands/list-age.ts';

const NOW = new Date('2026-11-23T04:00:00Z');

describe('a reminder to renew the lists', () => {
  it('names those older than 30 days, oldest first', () => {
    const editions = [
      { id: 'un', edition: '2026-10-23' },
      { id: 'uk', edition: '2026-10-24' },
      { id: 'eu', edition: '2026-04-21' },
    ];
    expect(ageReminder(editions, NOW)).toBe(
      'The lists are not fresh: eu is 216 days old, un 31. Renew them with "audit-domains lists update".',
    );
  });

  it('is silent while all are younger', () => {
    expect(ageReminder([{ id: 'uk', edition: '2026-10-24' }], NOW)).toBeNull();
  });
});

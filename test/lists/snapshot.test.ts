import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BUNDLED_LISTS, openSnapshot, readManifest, UnsoundListError } from '../../src/lists/snapshot.ts';
import { fromLine, toLine } from '../../src/lists/stored.ts';
import type { ListedEntity } from '../../src/model/lists.ts';
import { copySmallLists } from './update/small-lists.ts';

const ENTITY: ListedEntity = {
  id: 'un:1',
  list: 'un',
  type: 'entity',
  name: 'Invented Harbour Trading',
  aliases: ['Harbour Traders'],
  weakAliases: [],
  nativeNames: [],
  programs: ['TEST'],
  measure: 'blocking',
  countries: ['NO'],
  websites: [],
  emails: [],
  sameAs: [],
  listedOn: '2026-01-01',
  url: '',
};

describe('the bundled snapshot', () => {
  const snapshot = openSnapshot();
  const entities = [...snapshot.entities()];
  const byId = new Map(entities.map((entity) => [entity.id, entity]));

  it('holds seven lists, 41,101 entities and 116,610 names', () => {
    expect(snapshot.editions.map(({ id, entities: count }) => `${id} ${count}`)).toEqual([
      'us-ofac-sdn 18997',
      'us-ofac-cons 442',
      'un 1011',
      'uk 6046',
      'eu 6000',
      'au 3846',
      'ca 4759',
    ]);
    expect(entities).toHaveLength(41_101);
    expect(snapshot.editions.reduce((sum, { names }) => sum + names, 0)).toBe(116_610);
  });

  it('never calls a non-SDN measure full blocking', () => {
    const measures = entities.filter(({ list }) => list === 'us-ofac-cons').map(({ measure }) => measure);
    expect(new Set(measures)).toEqual(new Set(['sectoral', 'investment', 'legislative', 'correspondent']));
  });

  it.each([
    ['ofac-sdn:4695', 'HAMAS', 'حماس'],
    ['ofac-sdn:4707', 'PALESTINE ISLAMIC JIHAD - SHAQAQI FACTION', 'سرايا القدس'],
    ['ofac-sdn:4709', 'POPULAR FRONT FOR THE LIBERATION OF PALESTINE', 'الجبهة الشعبية لتحرير فلسطين'],
    [
      'ofac-sdn:4710',
      'POPULAR FRONT FOR THE LIBERATION OF PALESTINE - GENERAL COMMAND',
      'الجبهة الشعبية القيادة العامة',
    ],
  ])('knows %s, completed with its native form from the supplement', (id, name, native) => {
    expect(byId.get(id)?.name).toBe(name);
    expect(byId.get(id)?.nativeNames).toContain(native);
  });

  it('names only entities that exist in its supplement', () => {
    const lines = readFileSync(join(BUNDLED_LISTS, 'supplement.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .filter((line) => line.includes('"entities"'));
    const ids = lines.flatMap((line) => (JSON.parse(line) as { entities: string[] }).entities);
    expect(ids.filter((id) => !byId.has(id))).toEqual([]);
  });

  it('tells the same party on several lists, both ways', () => {
    const hamas = byId.get('ofac-sdn:4695')!;
    expect(hamas.sameAs).toContain('eu:EU.3524.75');
    for (const id of hamas.sameAs) expect(byId.get(id)?.sameAs).toContain('ofac-sdn:4695');
  });

  it.each([
    ['ofac-sdn:4695', ['au:276', 'eu:EU.11474.31', 'eu:EU.3524.75', 'uk:CTI0031']],
    ['ofac-sdn:4707', ['au:284', 'eu:EU.3689.65', 'uk:CTI0038']],
    ['ofac-sdn:4709', ['au:286', 'eu:EU.3699.66', 'uk:CTI0040']],
    ['ofac-sdn:4710', ['au:287', 'eu:EU.3700.46', 'uk:CTI0039']],
    ['ofac-sdn:11695', ['au:1136', 'eu:EU.3415.74', 'uk:AQD0029', 'un:QDe.129']],
  ])('knows every entry of the party of %s', (id, others) => {
    expect(byId.get(id)?.sameAs).toEqual(others);
  });

  it('joins whatever its supplement calls one party', () => {
    const lines = readFileSync(join(BUNDLED_LISTS, 'supplement.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .filter((line) => line.includes('"entities"'));
    for (const line of lines) {
      const [first = '', ...rest] = (JSON.parse(line) as { entities: string[] }).entities;
      expect(byId.get(first)?.sameAs).toEqual(expect.arrayContaining(rest));
    }
  });

  it('makes groups of the lists that were chosen, and no others', () => {
    const hamas = openSnapshot({ lists: ['us-ofac-sdn', 'eu'] })
      .entities()
      .find(({ id }) => id === 'ofac-sdn:4695');
    expect(hamas?.sameAs).toEqual(['eu:EU.11474.31', 'eu:EU.3524.75']);
  });

  it('keeps hosts as hosts: lower case, no scheme, no www', () => {
    const odd = entities.flatMap(({ websites }) => websites).filter((host) => /^www\.|:\/\/|[A-Z\s]/.test(host));
    expect(odd).toEqual([]);
  });

  it('names countries by their present codes: RU and not SU, GB and not UK, FR and not FX', () => {
    const retired = new Set(['AN', 'BU', 'DD', 'DY', 'FX', 'HV', 'SU', 'TP', 'UK', 'YD', 'YU', 'ZR']);
    const codes = entities.flatMap(({ countries }) => countries);
    expect([...new Set(codes)].filter((code) => retired.has(code) || !/^[A-Z]{2}$/.test(code))).toEqual([]);
    expect(codes.filter((code) => code === 'RU').length).toBeGreaterThan(7_000);
  });

  it('tells which editions are too old', () => {
    expect(snapshot.stale(new Date('2026-11-23'), 365)).toEqual([]);
    expect(snapshot.stale(new Date('2030-01-01'), 365)).toHaveLength(7);
  });
});

describe('a snapshot that was tampered with', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'lists-'));
    cpSync(BUNDLED_LISTS, dir, { recursive: true });
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it.each([
    ['cut short', () => truncateSync(join(dir, 'un.jsonl.gz'), 1_000)],
    ['gone', () => rmSync(join(dir, 'un.jsonl.gz'))],
    [
      'altered by one bit',
      () => {
        const bytes = readFileSync(join(dir, 'un.jsonl.gz'));
        bytes[5_000]! ^= 1;
        writeFileSync(join(dir, 'un.jsonl.gz'), bytes);
      },
    ],
    [
      'joined by another supplement',
      () => writeFileSync(join(dir, 'supplement.jsonl'), readFileSync(join(dir, 'supplement.jsonl'), 'utf8').slice(1)),
    ],
    ['without its supplement', () => rmSync(join(dir, 'supplement.jsonl'))],
    ['without its manifest', () => rmSync(join(dir, 'manifest.json'))],
    ['with a manifest of no list', () => writeFileSync(join(dir, 'manifest.json'), '{"format":1,"lists":[]}')],
  ])('is refused when a list is %s', (_, tamper) => {
    tamper();
    expect(() => openSnapshot({ dir })).toThrow(UnsoundListError);
    expect(() => openSnapshot({ dir })).toThrow(/No audit was performed/);
  });

  it('is refused when asked for a list that it lacks', () => {
    expect(() => openSnapshot({ dir, lists: ['un', 'mars'] })).toThrow(/no list "mars"/);
    expect(openSnapshot({ dir, lists: ['un'] }).editions).toHaveLength(1);
  });

  it('has another digest when a list or the supplement changes', () => {
    const before = openSnapshot({ dir }).digest;
    const manifest: object = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8'));
    writeFileSync(join(dir, 'manifest.json'), JSON.stringify({ ...manifest, supplement: undefined, sum: undefined }));
    writeFileSync(join(dir, 'supplement.jsonl'), '');
    expect(openSnapshot({ dir }).digest).not.toBe(before);
  });
});

describe('one flipped bit', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'flip-'));
    copySmallLists(dir);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('anywhere in the manifest is found, of its blanks too', () => {
    const path = join(dir, 'manifest.json');
    const bytes = readFileSync(path);
    const unseen: string[] = [];
    const isBlank = (byte: number): boolean => byte === 10 || byte === 32;
    for (let at = 0; at < bytes.length; at += 1) {
      const flipped = Buffer.from(bytes);
      if (isBlank(bytes[at]!))
        flipped[at] = at % 2 === 0 ? 9 : 13; // as JSON the same
      else flipped[at]! ^= 1 << (at % 8);
      writeFileSync(path, flipped);
      try {
        readManifest(dir);
        unseen.push(flipped.toString('latin1', at - 20, at + 20));
      } catch (error) {
        expect(error).toBeInstanceOf(UnsoundListError);
      }
    }
    expect(bytes.length).toBeGreaterThan(1_000);
    expect(unseen).toEqual([]);
  });

  it.each(['un.jsonl.gz', 'supplement.jsonl'])('anywhere in %s is found', (file) => {
    const path = join(dir, file);
    const bytes = readFileSync(path);
    for (let at = 0; at < bytes.length; at += Math.ceil(bytes.length / 50)) {
      const flipped = Buffer.from(bytes);
      flipped[at]! ^= 1 << (at % 8);
      writeFileSync(path, flipped);
      expect(() => openSnapshot({ dir })).toThrow(UnsoundListError);
    }
  });
});

describe('a stored line', () => {
  it('gives back the entity it was made from', () => {
    expect(fromLine(toLine(ENTITY), 'un', () => '')).toEqual(ENTITY);
  });
  it('throws on a line that is no entity', () => {
    expect(() => fromLine('{"id":1}', 'un', () => '')).toThrow();
  });
});

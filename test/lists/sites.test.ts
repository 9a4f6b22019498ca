import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifestText } from '../../src/lists/manifest.ts';
import { BUNDLED_LISTS, openSnapshot } from '../../src/lists/snapshot.ts';
import { compileIndex } from '../../src/screen/compile.ts';
import { openIndex } from '../../src/screen/screener.ts';

const hostsOf = (entities: Iterable<{ readonly list: string; readonly websites: readonly string[] }>, list: RegExp) =>
  new Set(
    [...entities].flatMap((each) => (list.test(each.list) ? each.websites : [])).map((site) => site.split('/')[0]),
  );

describe('websites that a list names without our knowing the entry', () => {
  const snapshot = openSnapshot({ lists: ['us-ofac-sdn', 'us-ofac-cons', 'uk'] });

  // The research of August counted 844 and 746; addresses in punycode, with ports and with blanks in them are read since.
  it('make the UK list’s hosts 853, of which 751 are not OFAC’s', () => {
    const all = [...snapshot.published(), ...snapshot.sites()];
    const [uk, ofac] = [hostsOf(all, /^uk$/), hostsOf(snapshot.published(), /^us-ofac/)];
    expect(uk.size).toBe(853);
    expect([...uk].filter((host) => !ofac.has(host)).length).toBe(751);
  });

  it('are met as hosts and mails, and never by a title or a name', () => {
    const sites = snapshot
      .sites()
      .filter(({ websites }) => websites.includes('nobitex.ir') || websites.includes('abcex.io'));
    const screener = openIndex(compileIndex([], sites));
    const [hit, ...others] = screener.host('www.nobitex.ir');
    expect(others).toEqual([]);
    expect(hit).toMatchObject({
      entityId: 'us-ofac-sdn:website:nobitex.ir',
      band: 'match',
      candidate: 'nobitex.ir',
      url: 'https://sanctionssearch.ofac.treas.gov/',
    });
    expect(hit?.name).toContain('an entry that our copy does not tell');
    expect(screener.title('ABCex.io exchange')).toEqual([]);
    expect(screener.party({ name: 'nobitex.ir' })).toEqual([]);
  });

  it('are no more needed when an entry tells the site, nor when the list was renewed from its publisher', () => {
    const [site] = snapshot.sites().filter(({ websites }) => websites.includes('abcex.io'));
    const entity = { ...site, id: 'uk:HAR0009', name: 'Abcex Harbour Exchange' } as NonNullable<typeof site>;
    const hits = openIndex(compileIndex([entity], site === undefined ? [] : [site])).host('abcex.io');
    expect(hits.map(({ entityId }) => entityId)).toEqual(['uk:HAR0009']);

    const folder = mkdtempSync(join(tmpdir(), 'sites-'));
    cpSync(BUNDLED_LISTS, folder, { recursive: true });
    const { sum: _sum, ...manifest } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    for (const list of manifest.lists) if (list.id === 'uk') list.readBy = { format: 'uksl-csv', program: '1.0.0' };
    writeFileSync(join(folder, 'manifest.json'), manifestText(manifest));
    const renewed = openSnapshot({ dir: folder });
    expect(new Set(renewed.sites().map(({ list }) => list))).toEqual(new Set(['us-ofac-sdn']));
    rmSync(folder, { recursive: true });
  });
});

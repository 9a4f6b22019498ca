import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LIST_READERS } from '../../src/lists/registry.ts';

it.each([...new Set(LIST_READERS.map(({ id }) => id))])(
  'the list %s has a page: publisher, terms, what a hit means, what to do',
  (id) => {
    const page = readFileSync(`docs/lists/${id}.md`, 'utf8');
    expect(page).toMatch(/Publisher: |Office, Commonwealth|Foreign, Commonwealth|European Commission/);
    expect(page).toMatch(/Terms: /);
    expect(page).toMatch(/^## What a hit means\n\n\S/m);
    expect(page).toMatch(/^## What to do\n\n\S/m);
  },
);

it('every format that is read is named on a page with the files that a user saves by hand', () => {
  for (const { id, format, documents } of LIST_READERS) {
    const file = id.startsWith('us-ofac') ? 'ofac' : id;
    const page = readFileSync(`docs/lists/${file}.md`, 'utf8');
    for (const word of [format, ...documents.map((document) => document.file)]) expect(page, id).toContain(word);
  }
});

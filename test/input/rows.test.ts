import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRows } from '../../src/input/rows.ts';
import type { InputRow } from '../../src/model/evidence.ts';

const FOLDER = 'fixtures/input';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function rowsOf(text: string | Uint8Array, options: { column?: string; piece?: number } = {}) {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  return Array.fromAsync(
    readRows({ file: 'list', bytes: inPieces(bytes, options.piece ?? 65_536), column: options.column }),
  );
}

const asked = (rows: readonly InputRow[]): readonly string[] => rows.map((row) => row.asked);

describe('plain lines', () => {
  it('gives one row a line, with its number; blanks and comments are no rows', async () => {
    const rows = await rowsOf('# fleet\nquay.test\n\n  # more\n \t\nnot a domain\nquay.test\r\npier.test');
    expect(rows.map(({ line, asked }) => [line, asked])).toEqual([
      [2, 'quay.test'],
      [6, 'not a domain'],
      [7, 'quay.test'],
      [8, 'pier.test'],
    ]);
  });

  it.each([
    ['UTF-8', Buffer.from('bücher.example\npier.test\n')],
    ['UTF-8 with BOM', Buffer.from('\ufeffbücher.example\npier.test\n')],
    ['UTF-16 LE', Buffer.from('\ufeffbücher.example\r\npier.test\r\n', 'utf16le')],
    ['UTF-16 BE', Buffer.from('\ufeffbücher.example\npier.test', 'utf16le').swap16()],
    ['lone CR', Buffer.from('bücher.example\rpier.test\r')],
  ])('reads %s, also when every byte comes alone', async (_, bytes) => {
    expect(asked(await rowsOf(bytes))).toEqual(['bücher.example', 'pier.test']);
    expect(asked(await rowsOf(bytes, { piece: 1 }))).toEqual(['bücher.example', 'pier.test']);
  });

  it('gives a row for bytes that are no UTF-8, for NUL and for 64 KB without an end', async () => {
    const dirty = Buffer.concat([
      Buffer.from('quay.test\nb\xfccher.test\npier\0.test\n', 'latin1'),
      Buffer.from(`${'x'.repeat(64_000)}\nlast.test\n`),
    ]);
    const rows = await rowsOf(dirty, { piece: 1000 });
    expect(rows.map((row) => row.asked.slice(0, 12))).toEqual([
      'quay.test',
      'b\ufffdcher.test',
      'pier\0.test',
      'xxxxxxxxxxxx',
      'last.test',
    ]);
  });

  it('holds no more of a line that never ends than it shows', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('quay.test\n');
      for (let count = 0; count < 64; count += 1) yield Buffer.alloc(1_000_000, 'y');
    }
    const rows = await Array.fromAsync(readRows({ file: 'list', bytes: endless() }));
    expect(rows.map((row) => row.asked.length)).toEqual([9, 4097]);
  });

  it('is not a table because a path has a comma', async () => {
    expect(asked(await rowsOf('https://quay.test/a,b\npier.test\nmole.test\n'))).toEqual([
      'https://quay.test/a,b',
      'pier.test',
      'mole.test',
    ]);
  });
});

describe('tables', () => {
  it('finds the domain column by header, the declared party in any case, and passes the rest through', async () => {
    const rows = await rowsOf(
      'Id,Domain,Customer,COMPANY,E-Mail,Country,Note\n7,quay.test,Ann,"Quay, Ltd",a@b.test,FI,x\n',
    );
    expect(rows).toEqual([
      {
        file: 'list',
        line: 2,
        asked: 'quay.test',
        declared: { name: 'Ann', organisation: 'Quay, Ltd', email: 'a@b.test', country: 'FI' },
        extra: [
          ['Id', '7'],
          ['Note', 'x'],
        ],
        problem: null,
      },
    ]);
  });

  it.each([
    ['a tab', 'owner\tdomain\nAnn\tquay.test\n'],
    ['a semicolon', 'owner;domain\nAnn;quay.test\n'],
    ['a comma', 'owner,domain\nAnn,quay.test\n'],
    ['spaces around', 'owner , domain\n Ann , quay.test \n'],
    ['a header behind #', '#,domain\nAnn,quay.test\n'],
    ['what is in it', 'Nr;Asset\nAnn;quay.test\n'],
    ['what is in it, without header', 'Ann,quay.test\nAnn,pier.test\n'],
    ['a column named', 'asset,old\nquay.test,pier.test\n', 'asset'],
    ['a column numbered', 'old,asset\npier.test,quay.test\n', '2'],
  ])('is read by %s', async (_, text, column?: string) => {
    const rows = await rowsOf(text, column === undefined ? {} : { column });
    expect(rows[0]).toMatchObject({ asked: 'quay.test', problem: null });
    expect(await rowsOf(text, { piece: 1, ...(column === undefined ? {} : { column }) })).toEqual(rows);
  });

  it('takes the domain from an e-mail column when there is no other', async () => {
    expect(asked(await rowsOf('name,email\nAnn,ann@quay.test\n'))).toEqual(['ann@quay.test']);
  });

  it('keeps a quoted cell of several lines together', async () => {
    const rows = await rowsOf('domain,note\nquay.test,"two\nlines ""so"""\npier.test,\n');
    expect(rows.map(({ line, extra }) => [line, extra[0]?.[1]])).toEqual([
      [2, 'two\nlines "so"'],
      [4, ''],
    ]);
  });

  it('gives each line with bad quotes its row, and loses none behind it', async () => {
    const rows = await rowsOf('domain,note\nquay.test,"open\npier.test,"x"y\nmole.test,z\n"lone.test\nlast.test,"q"\n');
    expect(rows.map(({ line, problem }) => [line, problem === null])).toEqual([
      [2, false],
      [3, false],
      [4, true],
      [5, false],
      [6, true],
    ]);
  });

  it('gives a row for a short line, an empty cell and a line of separators', async () => {
    const rows = await rowsOf('id,domain,note\n7\n8,,x\n,,\n9,quay.test,x,more\n');
    expect(rows.map(({ asked, problem }) => [asked, problem !== null])).toEqual([
      ['7', true],
      ['', false],
      ['', false],
      ['quay.test', false],
    ]);
    expect(rows[3]?.extra.at(-1)).toEqual(['column4', 'more']);
  });

  it('tells two columns of one name apart, and lets __proto__ be a name', async () => {
    const rows = await rowsOf('domain,note,note,,__proto__\nquay.test,a,b,c,d\n');
    expect(rows[0]?.extra.map(([name]) => name)).toEqual(['note', 'note_2', 'column4', '__proto__']);
  });

  it.each([
    ['an unknown column', 'domain,owner\nquay.test,Ann\n', 'asset', /no column "asset".*domain, owner/],
    ['no domains anywhere', 'name,country\nAnn,FI\n', undefined, /no column holds domains.*name, country/],
  ])('refuses %s', async (_, text, column, words) => {
    await expect(rowsOf(text, column === undefined ? {} : { column })).rejects.toThrow(words);
  });
});

describe('what is no list', () => {
  it.each([
    ['random bytes', Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919 + (index >> 3) * 31) % 256))],
    ['a program', Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), Buffer.alloc(200)])],
    ['an Excel workbook', Buffer.from('504b0304140006000800', 'hex')],
    ['a gzip file', Buffer.from('1f8b0800000000000003', 'hex')],
  ])('refuses %s', async (_, bytes) => {
    await expect(rowsOf(bytes)).rejects.toThrow(/^list is /);
  });

  it.each([[''], ['\n\n'], ['# only words\n']])('has no rows: %j', async (text) => {
    expect(await rowsOf(text)).toEqual([]);
  });
});

describe('the promise: one row for each line', () => {
  const start = 'quay.test\n'.repeat(100);
  const byte = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 255 }) },
    { weight: 4, arbitrary: fc.constantFrom(...Buffer.from('"",;\t\n\r# .ax')) },
  );

  it('holds for dirty bytes in a plain list, however they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(byte, { maxLength: 400 }), fc.integer({ min: 1, max: 50 }), async (bytes, piece) => {
        const dirty = Buffer.from(bytes);
        const rows = await rowsOf(Buffer.concat([Buffer.from(start), dirty]), { piece });
        const lines = new TextDecoder()
          .decode(dirty)
          .split('\n')
          .filter((line) => !/^\s*(?:#|$)/.test(line));
        expect(rows.length - 100).toBe(lines.length);
      }),
      { numRuns: 150 },
    );
  });

  it('holds for records with any quotes: no line of a table is lost', async () => {
    const line = fc.array(fc.constantFrom('"', '""', ',', 'x', ' ', 'quay.test', 'é'), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 30 }), fc.integer({ min: 1, max: 40 }), async (lines, piece) => {
        const text = lines.map((parts, index) => `${parts.join('')},end${index}`);
        const rows = await rowsOf(`domain,note\n${text.join('\n')}\n`, { piece });
        const covered = rows.map((row, index) => (rows[index + 1]?.line ?? text.length + 2) - row.line);
        expect(rows[0]?.line ?? 2).toBe(2);
        expect(covered.every((size) => size >= 1)).toBe(true);
        const told = JSON.stringify(rows);
        for (const [index] of text.entries()) expect(told).toContain(`end${index}`);
      }),
      { numRuns: 150 },
    );
  });
});

describe('the lists of the harbour town', () => {
  it.each(readdirSync(FOLDER).filter((name) => !name.endsWith('.json')))('%s reads as its rows say', async (name) => {
    const rows = await rowsOf(readFileSync(`${FOLDER}/${name}`));
    const golden: unknown = JSON.parse(readFileSync(`${FOLDER}/rows.json`, 'utf8'));
    expect({ [name]: rows.map(({ line, asked, problem }) => [line, asked, problem !== null]) }).toEqual({
      [name]: (golden as Record<string, unknown>)[name],
    });
  });
});

/**
 * Reading a document of SDN.XML's size and shape, beside saxes alone over the same text. Run: node bench/read-lists.ts
 * The document is made of the bundled list; ids, addresses and birth dates are filled up to what the real one holds.
 */
import { Buffer } from 'node:buffer';
import { SaxesParser } from 'saxes';
import { LIST_READERS } from '../src/lists/registry.ts';
import { openSnapshot } from '../src/lists/snapshot.ts';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const TYPES = { individual: 'Individual', entity: 'Entity', vessel: 'Vessel', aircraft: 'Aircraft', unknown: 'Entity' };

const tag = (name: string, text: string): string => `      <${name}>${escaped(text)}</${name}>\n`;
const item = (list: string, name: string, fields: string): string =>
  `    <${list}>\n      <${name}>\n${fields}      </${name}>\n    </${list}>\n`;

/** Births and nationalities of persons, and what is told of ships, as often as SDN.CSV of June 2024 tells them in its remarks. */
function particularsOf(type: string, index: number): readonly string[] {
  if (type === 'vessel') {
    const told = ['callSign', 'vesselType', 'vesselFlag', 'vesselOwner', 'tonnage', 'grossRegisteredTonnage'];
    return [`    <vesselInfo>\n${told.map((name) => tag(name, 'Crude Oil Tanker')).join('')}    </vesselInfo>\n`];
  }
  if (type !== 'individual') return [];
  const uid = tag('uid', `${index}0`) + tag('mainEntry', 'true');
  return [
    item('dateOfBirthList', 'dateOfBirthItem', uid + tag('dateOfBirth', '12 Mar 1961')),
    index % 5 < 3 ? item('placeOfBirthList', 'placeOfBirthItem', uid + tag('placeOfBirth', 'Harbour Town')) : '',
    index % 3 < 2 ? item('nationalityList', 'nationality', uid + tag('country', 'Iran')) : '',
    index % 7 < 1 ? item('citizenshipList', 'citizenship', uid + tag('country', 'Iran')) : '',
  ];
}

function makeDocument(): string {
  const entries = [...openSnapshot().entities()].filter(({ list }) => list === 'us-ofac-sdn');
  const records = entries.map((entity, index) => {
    const [last = '', first] = entity.type === 'individual' ? entity.name.split(', ') : [entity.name];
    const akas = [
      ...entity.aliases.map((name) => [name, 'strong']),
      ...entity.weakAliases.map((name) => [name, 'weak']),
    ];
    const ids = [
      ...entity.websites.map((site) => ['Website', site]),
      ...entity.emails.map((email) => ['Email Address', email]),
      ['Passport', `P${index}`],
      ['Tax ID No.', `${index * 7}`],
    ];
    const places = entity.countries.length === 0 ? ['Iran'] : entity.countries;
    return [
      '  <sdnEntry>\n',
      tag('uid', entity.id.slice(entity.id.indexOf(':') + 1)),
      ...(first === undefined ? [] : [tag('firstName', first)]),
      tag('lastName', last),
      tag('sdnType', TYPES[entity.type]),
      tag('remarks', '(Linked To: NORTHQUAY SHIPPING)'),
      '    <programList>\n',
      ...entity.programs.map((program) => tag('program', program)),
      '    </programList>\n    <idList>\n',
      ...ids.map(
        ([type = '', number = ''], at) =>
          `      <id>\n${tag('uid', `${index}${at}`)}${tag('idType', type)}${tag('idNumber', number)}${tag('idCountry', 'Iran')}      </id>\n`,
      ),
      '    </idList>\n    <akaList>\n',
      ...akas.map(
        ([name = '', category = ''], at) =>
          `      <aka>\n${tag('uid', `${index}${at}`)}${tag('type', 'a.k.a.')}${tag('category', category)}${tag('lastName', name)}      </aka>\n`,
      ),
      '    </akaList>\n    <addressList>\n',
      ...places.map(
        (country, at) =>
          `      <address>\n${tag('uid', `${index}${at}`)}${tag('address1', 'Quay 7')}${tag('city', 'Harbour Town')}${tag('postalCode', '10115')}${tag('country', country)}      </address>\n`,
      ),
      '    </addressList>\n',
      ...particularsOf(entity.type, index),
      '  </sdnEntry>\n',
    ].join('');
  });
  return `<?xml version="1.0" standalone="yes"?>\n<sdnList xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML">\n  <publshInformation>\n    <Publish_Date>11/20/2026</Publish_Date>\n    <Record_Count>${entries.length}</Record_Count>\n  </publshInformation>\n${records.join('')}</sdnList>\n`;
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

const bytes = Buffer.from(makeDocument());
const reader = LIST_READERS.find(({ format }) => format === 'sdn-xml');
if (reader === undefined) throw new Error('no reader of SDN.XML');

async function saxesAlone(): Promise<number> {
  const started = performance.now();
  const parser = new SaxesParser({ xmlns: false, position: false });
  let events = 0;
  parser.on('opentag', () => {
    events += 1;
  });
  parser.on('text', () => {
    events += 1;
  });
  parser.on('closetag', () => {
    events += 1;
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of chunksOf(bytes)) parser.write(decoder.decode(chunk, { stream: true }));
  parser.close();
  if (events === 0) throw new Error('nothing read');
  return performance.now() - started;
}

async function whole(): Promise<number> {
  const started = performance.now();
  const { entities } = await reader!.read(() => chunksOf(bytes));
  if (entities.length === 0) throw new Error('nothing read');
  return performance.now() - started;
}

const [alone, read]: [number[], number[]] = [[], []];
for (let round = 0; round < 7; round += 1) {
  alone.push(await saxesAlone());
  read.push(await whole());
}
const best = (all: readonly number[]): number => Math.min(...all);
const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
console.log(
  `${(bytes.length / 2 ** 20).toFixed(1)} MB: saxes alone ${best(alone).toFixed(0)} ms (median ${median(alone).toFixed(0)}), the reader ${best(read).toFixed(0)} ms (median ${median(read).toFixed(0)}): ${(best(read) / best(alone)).toFixed(2)}× (median ${(median(read) / median(alone)).toFixed(2)}×)`,
);

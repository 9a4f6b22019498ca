import { countryCode, countryOfAddress } from '../registration/countries.ts';
import { listOf, member, textOf, valuesOf } from './json.ts';

/** What a contact card tells; a missing field is not in the card. */
export interface Card {
  readonly name?: string;
  readonly organisation?: string;
  readonly email?: string;
  readonly country?: string;
}

/**
 * The card of an RDAP entity: jCard (RFC 7095) first, JSContact (`jscard`, draft-ietf-regext-rdap-jscontact) for what it
 * leaves open. Survives `fn` missing or empty, `org` as text or list, `adr` cut short, the country in `cc` or in a label.
 */
export function cardOf(entity: unknown): Card | null {
  const jcard = readJcard(member(entity, 'vcardArray'));
  const jscard = readJscard(member(entity, 'jscard') ?? member(entity, 'jscard_0'));
  return jcard === null && jscard === null ? null : { ...jscard, ...jcard };
}

interface Property {
  readonly name: string;
  readonly parameters: unknown;
  readonly value: unknown;
}

function readJcard(array: unknown): Card | null {
  if (!Array.isArray(array)) return null;
  const list = Array.isArray(array[1]) ? array[1] : array;
  const properties = listOf(list).flatMap((item): readonly Property[] =>
    Array.isArray(item) && typeof item[0] === 'string'
      ? [{ name: item[0].toLowerCase(), parameters: item[1], value: item.length > 4 ? item.slice(3) : item[3] }]
      : [],
  );
  const texts = (name: string): readonly string[] =>
    properties
      .filter((property) => property.name === name)
      .map(({ value }) => partsOf(value).join(', '))
      .filter((text) => text !== '');
  const [, second = '', first = ''] = ['', ...partsIn(properties.find(({ name }) => name === 'n')?.value)];
  const spelled = [first, second].filter((part) => part !== '').join(' ');
  const country =
    properties
      .filter(({ name }) => name === 'adr')
      .map(countryOf)
      .find((code) => code !== null) ?? undefined;
  return compact({
    name: texts('fn')[0] ?? (spelled === '' ? undefined : spelled),
    organisation: texts('org')[0],
    email: texts('email').find((text) => text.includes('@')) ?? texts('email')[0],
    country,
  });
}

/** RFC 9083 §3.1: an address is structured, or text in the `label` parameter; RFC 8605: `cc` holds the country code. */
function countryOf({ parameters, value }: Property): string | null {
  const code = textOf(listOf(member(parameters, 'cc'))[0]);
  if (code !== '') return countryCode(code) ?? code;
  const parts = partsIn(value);
  if (parts.length >= 7) {
    const last = parts.slice(6).find((part) => part !== '');
    if (last !== undefined) return countryCode(last) ?? last;
  }
  const told = parts.findLast((part) => part !== '');
  if (told !== undefined && told.length > 2 && countryCode(told) !== null) return countryCode(told);
  const label = member(parameters, 'label');
  return typeof label === 'string' ? countryOfAddress(label.slice(0, 1_000).split(/[\r\n]+/)) : null;
}

function readJscard(card: unknown): Card | null {
  if (
    member(card, '@type') === undefined &&
    member(card, 'name') === undefined &&
    member(card, 'fullName') === undefined
  )
    return null;
  const name =
    textOf(member(member(card, 'name'), 'full')) ||
    textOf(member(card, 'fullName')) ||
    componentsOf(member(card, 'name'));
  const first = (list: string, ...names: readonly string[]): string =>
    valuesOf(member(card, list))
      .flatMap((item) => names.map((key) => textOf(member(item, key))))
      .find((text) => text !== '') ?? '';
  const country = first('addresses', 'countryCode', 'country');
  return compact({
    name: name || undefined,
    organisation: first('organizations', 'name') || undefined,
    email: first('emails', 'address', 'email') || undefined,
    country: country === '' ? undefined : (countryCode(country) ?? country),
  });
}

function componentsOf(name: unknown): string {
  return listOf(member(name, 'components'))
    .map((part) => textOf(member(part, 'value')))
    .filter((part) => part !== '')
    .join(' ');
}

function partsIn(value: unknown): readonly string[] {
  return listOf(value).map((part) => partsOf(part).join(', '));
}

function partsOf(value: unknown): readonly string[] {
  return listOf(value)
    .flatMap((part) => (Array.isArray(part) ? part.slice(0, 20) : [part]))
    .map(textOf)
    .filter((part) => part !== '');
}

function compact(card: { readonly [K in keyof Card]: string | undefined }): Card {
  const { name, organisation, email, country } = card;
  return {
    ...(name === undefined ? {} : { name }),
    ...(organisation === undefined ? {} : { organisation }),
    ...(email === undefined ? {} : { email }),
    ...(country === undefined ? {} : { country }),
  };
}

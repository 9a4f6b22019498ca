import { countryOfAddress } from '../registration/countries.ts';
import type { PrintedParty } from '../registration/party.ts';
import { isMarkedRedacted } from '../registration/redaction.ts';
import type { Entry } from './entries.ts';
import type { Format } from './formats.ts';
import { CONTACT_LABELS, type ContactField } from './labels.ts';
import { handleIn, objectOf } from './objects.ts';

/**
 * What a record prints of its registrant: in a section of its own, under labels that say `Registrant …`, in the object
 * its handle names, or (where the format says so) under plain labels beside the domain's.
 */
export function printedRegistrant(
  entries: readonly Entry[],
  format: Format,
  object: readonly Entry[] | null,
  home: string,
): PrintedParty {
  const section = entries.filter((entry) => entry.section === 'registrant');
  const handle = format.handles === true ? handleIn(entries) : idOf(section);
  const pointer = format.mailByHandle === true ? section.find(({ label }) => label === 'c')?.value : undefined;
  const mail = pointer === undefined ? undefined : contactOf(objectOf(entries, pointer) ?? [], home, format).email;
  const read = contactOf(
    object ?? section.filter(({ label, value }) => !(label === '' && value === handle)),
    home,
    format,
  );
  const top = entries.filter((entry) => entry.section === 'domain');
  const beside =
    format.topIsRegistrant === true
      ? contactOf(
          top.filter(({ label }) => label !== ''),
          home,
          format,
        )
      : {};
  const named = aliased(top, format);
  const hidden =
    (format.hiddenBy === undefined ? undefined : entries.find(({ value }) => format.hiddenBy?.test(value))?.value) ??
    section.find(({ label, value }) => CONTACT_LABELS.get(label) !== 'email' && isMarkedRedacted(value))?.value;
  const alone = format.topLine === true ? top.find(({ label }) => label === '')?.value : undefined;
  return {
    ...(alone === undefined ? {} : { name: alone }),
    ...beside,
    ...named,
    ...read,
    ...(mail === undefined ? {} : { email: mail }),
    ...(handle === null ? {} : { handle }),
    ...(hidden === undefined ? {} : { allWithheld: hidden }),
  };
}

type Contact = Pick<PrintedParty, 'name' | 'organisation' | 'email' | 'country'>;

function contactOf(entries: readonly Entry[], home: string, format: Format): Contact {
  const labelled = (field: ContactField): readonly Entry[] =>
    entries.filter(({ label }) => CONTACT_LABELS.get(label) === field);
  const value = (field: ContactField): string | undefined =>
    labelled(field).find((entry) => !entry.continued && !/^n\/a$/i.test(entry.value))?.value ??
    labelled(field)[0]?.value;
  const plain = withoutLeadingHandle(entries.filter(isPlain).map((entry) => entry.value));
  const given = value('name') ?? [value('firstName'), value('lastName')].filter((part) => part !== undefined).join(' ');
  const [first, second] = plain;
  const name = given === '' ? first : given;
  const organisation =
    value('organisation') ?? (given === '' ? secondName(first, second, format) : inlineName(entries));
  const address = [...plain.slice(given === '' ? 1 : 0), ...labelled('address').map((entry) => entry.value)];
  const country =
    value('country') ??
    countryOfAddress(
      address.filter((line) => !isContactLine(line)),
      home,
    ) ??
    undefined;
  const email = value('email') ?? mailIn(entries);
  return {
    ...(name === undefined ? {} : { name: withoutHandle(name) }),
    ...(organisation === undefined ? {} : { organisation: withoutHandle(organisation) }),
    ...(email === undefined ? {} : { email: email.replace(/\s(?:AT|en|\[at\])\s/i, '@') }),
    ...(country === undefined ? {} : { country }),
  };
}

/** The registrant's id where the record gives no more than that (CoCCA's `Registrant ID`). */
function idOf(section: readonly Entry[]): string | null {
  const id = section.find(({ label, value }) => label === 'id' && /^[\w.-]+$/.test(value))?.value ?? null;
  return id === null || /redacted|^n.?a$/i.test(id) ? null : id;
}

/** A line of the registrant's block without a label of its own; .my prints the block under the holder's code. */
function isPlain({ label, value, continued }: Entry): boolean {
  return (label === '' || (label === 'code' && continued)) && !isContactLine(value);
}

/** Some registries print the holder's handle above the name (.nl until 2010). */
function withoutLeadingHandle(lines: readonly string[]): readonly string[] {
  const [first = '', ...rest] = lines;
  return rest.length > 0 && /^[A-Z]{3}\d{6}-[A-Z0-9]{3,8}$/.test(first) ? rest : lines;
}

/** A holder beside a contact person: `Registrant: Northquay Ltd`, then `Registrant Contact Name: Domain Desk` (.au, .qa). */
function inlineName(entries: readonly Entry[]): string | undefined {
  const [first] = entries;
  return first?.label === '' && !first.continued && !isContactLine(first.value) ? first.value : undefined;
}

/** Two names of one holder on two lines: the first in another script, the second in Latin letters (.tw, .hk). */
function secondName(first: string | undefined, second: string | undefined, format: Format): string | undefined {
  if (format.plainLines?.[1] === 'organisation') return second;
  const isForeign = first !== undefined && /\p{Script=Han}|\p{Script=Hangul}/u.test(first);
  return isForeign && second !== undefined && /^[\x20-\x7e\uff00-\uffef]+$/.test(second) ? second : undefined;
}

function isContactLine(text: string): boolean {
  return (
    /^\S+@\S+(?:\s|$)/.test(text) ||
    /^[+(]?[\d\s().+-]{6,}$/.test(text) ||
    /^(?:tel|fax|phone|e-?mail|zip|\(tel\)|\(fax\))\b/i.test(text)
  );
}

function mailIn(entries: readonly Entry[]): string | undefined {
  for (const { label, value } of entries) {
    const found = label === '' ? /(?:^|[\s<(])([\w.+-]{1,64}@[\w.-]{3,100})/.exec(value)?.[1] : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A name without the registry's id behind it: `NORTHQUAY LTD (SGNIC-ORG17)`, `Northquay  (quay.ve-dom)\tmail@…`. */
function withoutHandle(name: string): string {
  return name
    .replace(/\t.*$/, '')
    .replace(/\s+\S+@\S+$/, '')
    .replace(/\s+-?\s*\((?=[^()]*\d)[A-Z0-9.-]{2,40}\)\s*$/, '')
    .replace(/\s+\((?=[^()]*\d)\w+(?:-\w+)+\)\s*$/, '')
    .replace(/\s+\([\w.-]+-dom\)\s*$/, '')
    .trim();
}

function aliased(top: readonly Entry[], format: Format): Contact {
  const { aliases } = format;
  if (aliases === undefined) return {};
  const entries = top.flatMap((entry) => {
    const field = Object.hasOwn(aliases, entry.label) ? aliases[entry.label] : undefined;
    return field === undefined ? [] : [{ field, value: entry.value }];
  });
  const found: { -readonly [K in keyof Contact]?: string } = {};
  for (const field of ['name', 'organisation', 'email', 'country'] as const) {
    const value = entries.find((entry) => entry.field === field)?.value;
    if (value !== undefined) found[field] = field === 'email' ? value.replace(/\s(?:AT)\s/, '@') : withoutHandle(value);
  }
  const lines = entries.filter(({ field }) => field === 'address' || field === 'name').map(({ value }) => value);
  const country = found.country ?? countryOfAddress(lines.slice(1));
  return country === null || country === undefined ? found : { ...found, country };
}

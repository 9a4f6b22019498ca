import { dayOf } from '../registration/days.ts';
import { hostName, nameServers, sameDomain } from '../registration/hosts.ts';
import type { PrintedParty } from '../registration/party.ts';
import { statusOf } from '../registration/statuses.ts';
import type { Entry } from './entries.ts';
import type { Format } from './formats.ts';
import { CONTACT_LABELS, type DomainField, domainField } from './labels.ts';
import { handleIn, objectOf, objectsBegin } from './objects.ts';
import { printedRegistrant } from './registrant.ts';

/** What a record prints, field by field, before it becomes outcomes. */
export interface PrintedRecord {
  readonly domain: string | null;
  readonly registrar: string | null;
  readonly registrarId: string | null;
  readonly created: string | null;
  readonly updated: string | null;
  readonly expires: string | null;
  readonly nameservers: readonly string[];
  readonly statuses: readonly string[];
  readonly registrant: PrintedParty;
}

/** Reads a record out of its entries by the labels and the format's own rules. */
export function readRecord(printed: readonly Entry[], format: Format, asked: string): PrintedRecord {
  const entries = aboutOnly(printed, asked).filter(({ label }) => format.ignored?.includes(label) !== true);
  const end = format.objects === true ? objectsBegin(entries) : Number.POSITIVE_INFINITY;
  const own = entries.filter(({ section, paragraph }) => section === 'domain' && paragraph < end);
  const all = (field: DomainField): readonly string[] =>
    own.filter(({ label }) => domainField(label) === field).map(({ value }) => value);
  const dayIn = (field: DomainField): string | null =>
    firstOf(
      (field === 'updated' && format.lastChange === true ? all(field).toReversed() : all(field)).map((value) =>
        dayOf(value, format.dayOrder),
      ),
    );
  return {
    domain: firstOf(all('domain').map((value) => hostName(value.split(/\s/)[0] ?? ''))),
    registrar: registrarIn(entries, all('registrar'), all('provider')[0]),
    registrarId: all('registrarId').find((value) => /^\d{1,7}$/.test(value)) ?? null,
    created:
      dayIn('created') ??
      firstOf(
        all('updated')
          .filter((value) => value.endsWith('(Assigned)'))
          .map((value) => dayOf(value)),
      ),
    updated: dayIn('updated'),
    expires: dayIn('expires') ?? dayIn('renewal') ?? firstOf(all('status').map(untilOf)),
    nameservers: serversIn(entries, asked),
    statuses: [
      ...new Set(
        all('status')
          .flatMap((value) => value.split(/,\s*(?=[a-z])/i))
          .map(statusOf)
          .filter((status) => status !== null),
      ),
    ],
    registrant: printedRegistrant(
      entries,
      format,
      format.handles === true ? objectOf(entries, handleIn(entries)) : null,
      asked.slice(asked.lastIndexOf('.') + 1).toUpperCase(),
    ),
  };
}

const HANGUL = /\p{Script=Hangul}/u;

function registrarIn(
  entries: readonly Entry[],
  inline: readonly string[],
  provider: string | undefined,
): string | null {
  const section = entries.filter((entry) => entry.section === 'registrar');
  const labelled = (field: string) =>
    section.find(({ label, continued }) => !continued && CONTACT_LABELS.get(label) === field)?.value;
  const plain = section.find(({ label }) => label === '' || label === 'registrar' || label === 'registrar name')?.value;
  const printed = [
    ...inline,
    ...section.filter(({ label }) => domainField(label) === 'registrar').map(({ value }) => value),
  ];
  const inLatin = printed.find((value) => !HANGUL.test(value)) ?? printed[0];
  const candidates = [inLatin, plain, labelled('organisation'), labelled('name'), provider, labelled('handle')].filter(
    (value) => value !== undefined,
  );
  const spoken = candidates.find((value) => !/^[A-Z]{2,6}-[A-Z0-9-]+$|^ua\.[\w.-]+$/.test(value)) ?? candidates[0];
  const name = spoken
    ?.replace(/\s*\[Tag = [^\]]*\]$/i, '')
    .replace(/\s*\(\s*https?:\/\/[^)]*\)\s*$|\s*https?:\/\/\S*$/, '')
    .replace(/\s*\(www\.[^)]*\)$/, '')
    .trim();
  return name === undefined || !/\p{L}/u.test(name) || /^(?:none|n\/a)$|^no registrar listed/i.test(name) ? null : name;
}

function serversIn(entries: readonly Entry[], asked: string): readonly string[] {
  const tonic = `${asked.split('.')[0] ?? ''} `;
  const printed = entries.filter(
    ({ section, label, value }) =>
      section === 'nameserver' ||
      (label === '' && section === 'domain' && value.startsWith(tonic) && /^\S+ \S+$/.test(value)) ||
      (section !== 'registrar' && domainField(label) === 'nameserver'),
  );
  return nameServers(printed.map(({ value }) => /\sNS\s+(\S+)$/.exec(value)?.[1] ?? value));
}

/** An expiry inside a status: `Connected (2031/03/31)` (.jp), `OK-UNTIL 20310903121852` (.ua until 2013). */
function untilOf(status: string): string | null {
  const [, day = ''] = /^(?:(?:connected|registered) \(([\d/]+)\)|ok-until (\d{8})\d*)$/i.exec(status) ?? [];
  return dayOf(day === '' ? (/^ok-until (\d{8})/i.exec(status)?.[1] ?? '') : day);
}

/** Some servers list names that merely begin like the one asked: what is told of another name is left out. */
function aboutOnly(entries: readonly Entry[], asked: string): readonly Entry[] {
  const names = entries
    .flatMap(({ label, value, section }, index) =>
      section === 'domain' && (domainField(label) === 'domain' || label === 'server name')
        ? [{ index, host: hostName(value.split(/\s/)[0] ?? ''), label }]
        : [],
    )
    .filter(({ host }) => host !== null);
  const own = names.findIndex(({ host, label }) => label !== 'server name' && host !== null && sameDomain(host, asked));
  if (own === -1) return entries;
  const from = own === 0 ? 0 : (names[own]?.index ?? 0);
  const to = names.slice(own).find(({ host }) => host !== null && !sameDomain(host, asked))?.index ?? entries.length;
  return entries.slice(from, to);
}

function firstOf<T>(values: readonly (T | null)[]): T | null {
  return values.find((value) => value !== null) ?? null;
}

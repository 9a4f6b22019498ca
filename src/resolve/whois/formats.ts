import type { DayOrder } from '../registration/days.ts';
import { zonesOf } from '../registration/servers.ts';
import type { Reading } from './entries.ts';
import type { ContactField } from './labels.ts';

/** What is peculiar to a registry's replies; whatever is not said here is read by the labels alone. */
export interface Format {
  readonly reading?: Reading;
  /** RPSL-like: paragraphs are objects, and the registrant is a handle that another paragraph may explain. */
  readonly objects?: boolean;
  /** The value of the registrant's own label is a handle, not a name. */
  readonly handles?: boolean;
  /** Contact labels outside any section are the registrant's. */
  readonly topIsRegistrant?: boolean;
  /** Labels outside any section that are the registrant's here. The first value counts. */
  readonly aliases?: Readonly<Record<string, ContactField>>;
  readonly dayOrder?: DayOrder;
  /** Unlabelled lines of the registrant: what the first ones are. Default: the first is the name. */
  readonly plainLines?: readonly ContactField[];
  /** The last of several changes counts (`changed:` as a history). */
  readonly lastChange?: boolean;
  /** The registrant's handle leads to an object that adds only the e-mail. */
  readonly mailByHandle?: boolean;
  /** The first line without a label, outside every section, is the registrant (.cl until 2018). */
  readonly topLine?: boolean;
  /** Labels that mean something else here. */
  readonly ignored?: readonly string[];
  /** Words of the record that say the holder is withheld. */
  readonly hiddenBy?: RegExp;
  /** The registry publishes no registrant at all, for a person. */
  readonly neverPublished?: string;
}

const fred: Format = { objects: true, handles: true };
const afnic: Format = { objects: true, handles: true };
const description: Format = { aliases: { descr: 'name', description: 'name' } };
const freenom: Format = { dayOrder: 'month-first', aliases: { organisation: 'name' } };
const ownerLines: Format = { plainLines: ['name', 'organisation'] };
const thin = 'the registry is thin: only the registrar publishes the registrant';
const none = 'the registry publishes no registrant on port 43';

/** By TLD, or by a longer suffix where a zone has its own registry. */
const FORMATS: Readonly<Record<string, Format>> = {
  'ac.uk': {},
  'co.ca': {},
  'co.pl': { neverPublished: none },
  'eu.org': { aliases: { address: 'name' } },
  'gov.uk': {},
  'gov.za': { aliases: { 'department name': 'organisation' } },
  'in.ua': { neverPublished: none },
  'priv.at': description,
  ao: fred,
  ar: fred,
  arpa: { aliases: { organisation: 'organisation', address: 'address' } },
  at: fred,
  ax: { topIsRegistrant: true },
  be: { hiddenBy: /not shown, please visit/i },
  bg: { neverPublished: 'the registry publishes no personal data on port 43' },
  bj: { topIsRegistrant: true },
  br: { objects: true, mailByHandle: true, aliases: { country: 'country' } },
  by: { topIsRegistrant: true, hiddenBy: /HIDDEN! Details/ },
  cc: { neverPublished: thin },
  cf: freenom,
  ch: { neverPublished: none },
  ci: { handles: true },
  cl: { topLine: true },
  cr: fred,
  com: { neverPublished: thin },
  cz: fred,
  de: { neverPublished: none },
  dk: { ignored: ['dns'] },
  fi: { aliases: { descr: 'name' } },
  fo: fred,
  fr: afnic,
  ga: freenom,
  gq: freenom,
  hr: description,
  hu: { neverPublished: none },
  ie: { aliases: { descr: 'name' } },
  il: { lastChange: true, aliases: { descr: 'name', 'e-mail': 'email' } },
  int: { aliases: { organisation: 'organisation', address: 'address' } },
  ir: { objects: true, handles: true, hiddenBy: /hidden by the domain holder/i },
  is: { ...fred, ...description },
  jp: {
    aliases: {
      organization: 'organisation',
      組織名: 'name',
      'network service name': 'organisation',
      ネットワークサービス名: 'name',
    },
  },
  kg: { neverPublished: none },
  li: { neverPublished: none },
  lt: { neverPublished: none },
  md: {},
  mk: fred,
  ml: freenom,
  nc: {},
  net: { neverPublished: thin },
  nl: { neverPublished: none },
  no: fred,
  nu: { handles: true },
  pl: { neverPublished: none },
  pm: afnic,
  re: afnic,
  ro: { neverPublished: none },
  rs: { hiddenBy: /whois privacy has been activated/i },
  ru: { topIsRegistrant: true },
  se: { handles: true },
  si: { handles: true, hiddenBy: /^NOT DISCLOSED/i },
  sk: { reading: { columns: true, inlineRegistrar: true }, handles: true },
  sn: { handles: true },
  su: { topIsRegistrant: true },
  tf: afnic,
  tk: freenom,
  tv: { neverPublished: thin },
  tz: fred,
  ua: { reading: { commentHeadings: true, inlineRegistrar: true }, objects: true, handles: true },
  ug: { aliases: { description: 'name' } },
  uz: {},
  ve: { handles: true, objects: true },
  vu: { topIsRegistrant: true },
  wf: afnic,
  ac: ownerLines,
  io: ownerLines,
  sh: ownerLines,
  tm: ownerLines,
  'xn--p1ai': { topIsRegistrant: true },
  yt: afnic,
};

const PLAIN: Format = {};

/** The peculiarities of a registry's replies: by the longest suffix of the domain that has any, else by the server. */
export function formatOf(domain: string, server: string): Format {
  const own = suffixFormat(domain);
  if (own !== null) return own;
  const host = server.replace(/:\d+$/, '').toLowerCase();
  return (
    zonesOf(host)
      .map((zone) => suffixFormat(zone))
      .find((format) => format !== null) ?? PLAIN
  );
}

function suffixFormat(domain: string): Format | null {
  const labels = domain.split('.');
  for (let from = 0; from < labels.length; from += 1) {
    const suffix = labels.slice(from).join('.');
    if (Object.hasOwn(FORMATS, suffix)) return FORMATS[suffix] ?? null;
  }
  return null;
}

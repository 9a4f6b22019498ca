import { type DnsMessage, type ExtendedError, TYPES } from './dns-message.ts';

const RCODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED', 'YXDOMAIN', 'YXRRSET', 'NXRRSET'];

/** The resolver put its own will in the place of the zone's answer (IANA Extended DNS Error Codes). */
const WITHHELD: Readonly<Record<number, string>> = {
  4: 'forged',
  15: 'blocked',
  16: 'censored',
  17: 'filtered',
  18: 'prohibited',
};

/**
 * Why a reply is no answer, or null when it is one. "None" counts only from a server that could know.
 *
 *   rcode 0 with records, or 3 or "no data" from a recursive or authoritative server, or with a SOA → null
 *   SERVFAIL, REFUSED, any other rcode                                                             → its name
 *   an extended error that says blocked, censored, filtered, forged                                → that
 *   a referral to other name servers, or "none" from a server that does not recurse                → that
 */
export function refusalIn({ rcode, errors, answers, authority, ...flags }: DnsMessage): string | null {
  if (rcode !== 0 && rcode !== 3) return [RCODES[rcode] ?? `rcode ${rcode}`, ...errors.map(tell)].join(', ');
  const withheld = errors.find(({ code }) => WITHHELD[code] !== undefined);
  if (withheld !== undefined) return `the resolver withheld the answer: ${tell(withheld)}`;
  if (answers.length > 0 || authority.some(({ type }) => type === TYPES.SOA)) return null;
  if (rcode === 0 && authority.some(({ type }) => type === TYPES.NS))
    return 'a referral: the resolver does not recurse';
  const couldKnow = flags.recursionAvailable || flags.authoritative;
  return couldKnow ? null : `${RCODES[rcode]} without proof: the resolver does not recurse`;
}

function tell({ code, text }: ExtendedError): string {
  const name = WITHHELD[code] ?? `extended error ${code}`;
  return text === '' ? name : `${name} (${text})`;
}

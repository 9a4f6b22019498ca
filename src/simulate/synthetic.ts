import type { Names, Page, World } from './world.ts';

/**
 * Names of the synthetic world: `d000123-bulk.test`, and hosts below them. Not `d000123.bulk.test`: there the registrable
 * domain is `bulk.test`, and one registration would answer for all.
 */
const BULK = /^(?:[a-z0-9-]+\.)*d(?<number>\d{1,9})-bulk\.test$/;
const REGISTRY = 'whois.nic.test';
const REGISTRY_ADDRESS = '192.0.2.44';

/**
 * A world that is a function of the name: any number of domains at no cost in memory, the same answers every time.
 * By the last digit of the number:
 *
 *   0–6 a site with its registrant · 7 a registrant withheld · 8 a zone that answers SERVFAIL · 9 no such domain
 */
export function syntheticWorld(): World {
  return {
    names: namesOf,
    page: pageOf,
    rdap: () => null,
    whois: (_, query) => whoisOf(query.trim().toLowerCase()),
    whoisServers: { [REGISTRY]: { address: REGISTRY_ADDRESS } },
    registration: { rdap: {}, whois: { test: REGISTRY } },
  };
}

/** What the earlier world does not know is asked of the later one. */
export function worldsTogether(first: World, second: World): World {
  return {
    names: (name) => first.names(name) ?? second.names(name),
    page: (host) => first.page(host) ?? second.page(host),
    rdap: (domain) => first.rdap(domain) ?? second.rdap(domain),
    whois: (server, query) => {
      const isBulk = numberOf(query.trim().toLowerCase()) !== null;
      return isBulk ? second.whois(server, query) : first.whois(server, query);
    },
    whoisServers: { ...second.whoisServers, ...first.whoisServers },
    registration: {
      rdap: { ...second.registration.rdap, ...first.registration.rdap },
      whois: { ...second.registration.whois, ...first.registration.whois },
    },
  };
}

function numberOf(host: string): number | null {
  const digits = BULK.exec(host)?.groups?.['number'];
  return digits === undefined ? null : Number(digits);
}

function namesOf(name: string): Names | null {
  if (name === REGISTRY) return { a: [REGISTRY_ADDRESS] };
  const number = numberOf(name);
  if (number === null || number % 10 === 9) return null;
  if (number % 10 === 8) return { fault: 'servfail' };
  const pilot = `pilot-${number % 50}.test`;
  return { a: [`203.0.113.${number % 250}`], ns: [`ns1.${pilot}`, `ns2.${pilot}`] };
}

function pageOf(host: string): Page | null {
  const number = numberOf(host);
  return number === null ? null : { html: `<!doctype html><title>Berths and tides of quay ${number}</title>` };
}

function whoisOf(domain: string): string {
  const number = numberOf(domain);
  if (number === null || number % 10 === 9) return `No match for domain "${domain.toUpperCase()}".\r\n`;
  const holder = number % 10 === 7 ? 'REDACTED FOR PRIVACY' : `Quay ${number} Shipping Ltd`;
  const lines = [
    `Domain Name: ${domain.toUpperCase()}`,
    'Registrar: Harbour Names',
    'Creation Date: 2019-05-01T00:00:00Z',
    `Registrant Organization: ${holder}`,
    'Registrant Country: FI',
    `Name Server: ns1.pilot-${number % 50}.test`,
    '>>> Last update of WHOIS database: 2026-11-23T04:00:00Z <<<',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { FAULTS, type Names, type Page, type World } from './world.ts';

/** The pretend Internet that ships: data only, one folder a domain. */
export const FIXTURES = fileURLToPath(new URL('../../fixtures/internet/', import.meta.url));

const fault = v.optional(v.picklist(FAULTS));
const texts = v.optional(v.array(v.string()));
const names = v.object({
  a: texts,
  aaaa: texts,
  ns: texts,
  cname: v.optional(v.string()),
  txt: texts,
  ptr: v.optional(v.string()),
  fault,
});
const page = v.object({
  status: v.optional(v.number()),
  headers: v.optional(v.record(v.string(), v.string())),
  html: v.optional(v.string()),
  location: v.optional(v.string()),
  fault,
});
const servers = v.object({
  whois: v.record(v.string(), v.object({ address: v.string(), fault, reply: v.optional(v.string()) })),
  /** Hosts that belong to no domain's folder: registration servers, name servers. */
  hosts: v.record(v.string(), names),
  registration: v.object({ rdap: v.record(v.string(), v.string()), whois: v.record(v.string(), v.string()) }),
});

/** `exactOptionalPropertyTypes` wants a key that holds nothing to be gone. */
function tidy<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const told = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(told) as { [K in keyof T]: Exclude<T[K], undefined> };
}

/** The world as it is, and as it was a year ago: what `diff` has to tell apart. */
export type Edition = 'now' | 'before';

/**
 * Reads the world from a folder: `<domain>/dns.json` (records by name), `web.json` (pages by host; `html` may stand in
 * `page.html`), `rdap.json`, `whois.txt`, and `servers.json`. Of the edition `before`, a file like `dns.before.json` stands for
 * what has changed since.
 */
export function readWorld(folder: string = FIXTURES, edition: Edition = 'now'): World {
  const known = new Map<string, Names>();
  const pages = new Map<string, Page>();
  const rdap = new Map<string, unknown>();
  const whois = new Map<string, string>();
  const world = v.parse(servers, readJson(join(folder, 'servers.json')));
  for (const [host, own] of Object.entries(world.hosts)) known.set(host, tidy(own));
  for (const [host, { address }] of Object.entries(world.whois)) known.set(host, { a: [address] });
  for (const domain of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const own = join(folder, domain.name);
    const has = (file: string): boolean => existsSync(join(own, file));
    const of = (file: string): string => {
      const earlier = file.replace('.', '.before.');
      return join(own, edition === 'before' && has(earlier) ? earlier : file);
    };
    if (has('dns.json')) {
      for (const [name, told] of Object.entries(v.parse(v.record(v.string(), names), readJson(of('dns.json'))))) {
        known.set(name, tidy(told));
      }
    }
    const html = has('page.html') ? readFileSync(of('page.html'), 'utf8') : '';
    if (has('web.json')) {
      for (const [host, told] of Object.entries(v.parse(v.record(v.string(), page), readJson(of('web.json'))))) {
        pages.set(host, { html, ...tidy(told) });
      }
    } else if (html !== '') {
      pages.set(domain.name, { html });
    }
    if (has('rdap.json')) rdap.set(domain.name, readJson(of('rdap.json')));
    if (has('whois.txt')) whois.set(domain.name, readFileSync(of('whois.txt'), 'utf8'));
  }
  return {
    names: (name) => known.get(name) ?? null,
    page: (host) => pages.get(host) ?? null,
    rdap: (domain) => rdap.get(domain) ?? null,
    whois: (server, query) =>
      world.whois[server]?.reply ?? whois.get(query.split(/\s+/).at(-1)?.toLowerCase() ?? '') ?? noMatch(query),
    whoisServers: Object.fromEntries(
      Object.entries(world.whois).map(([host, { address, fault: own }]) => [
        host,
        { address, ...(own && { fault: own }) },
      ]),
    ),
    registration: world.registration,
  };
}

const noMatch = (query: string): string =>
  `No match for "${query.toUpperCase()}".\r\n>>> Last update of whois database: 2026-11-23T00:00:00Z <<<\r\n`;

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

import type { Party, Registration } from '../../model/evidence.ts';
import type { Fault, Outcome, Source } from '../../model/outcome.ts';
import { failed } from '../../model/outcome.ts';
import { askHttp, type HttpAnswer, type HttpReply } from '../../net/http-client.ts';
import { cardOf } from '../rdap/card.ts';
import { entitiesOf, hasRole } from '../rdap/entities.ts';
import { listOf, member, textOf } from '../rdap/json.ts';
import { printedRegistrant } from '../rdap/registrant.ts';
import { parseRdap } from '../rdap.ts';
import { type Asking, type Received, receptionOf } from './asking.ts';
import { registrantOf } from './party.ts';

const MAX_BYTES = 1_048_576;
const MAX_REDIRECTS = 3;

export interface RdapReading {
  readonly outcome: Outcome<Registration>;
  /** Where the registrar's own answer is (rel "related", RFC 9083 §4.2), https only. */
  readonly related: readonly URL[];
  /** The registrant's own object, where the answer gives no more of it than a handle and a link (rel "self"). */
  readonly holder: HolderLink | null;
}

export interface HolderLink {
  readonly url: URL;
  readonly handle: string;
}

/** The last reply of a chain of redirects, and where it came from; or why there is none. */
type Followed = { readonly reply: HttpReply; readonly from: URL } | { readonly fault: Fault; readonly from: URL };

/**
 * Asks one RDAP server for a domain (RFC 7480, RFC 9082 §3.1.3): https only, redirects followed by hand, each hop's
 * address checked at the dial.
 *
 *   200 and a domain object of this name   → ok
 *   404 with an RDAP error or no body      → absent, as far as `mayDeny` says that this server may say so
 *   429 → failed: throttled · 401, 403, 5xx → failed: refused · everything else → failed: malformed
 */
export async function askRdap(url: URL, domain: string, mayDeny: boolean, asking: Asking): Promise<RdapReading> {
  const followed = await follow(url, asking);
  const source = sourceOf(followed.from, asking);
  if ('fault' in followed) return { outcome: failed(followed.fault, source), related: [], holder: null };
  return read(followed.reply, domain, mayDeny && sameSite(url, followed.from), source);
}

/** The registrant as its own object tells of it (RFC 9082 §3.1.5): an entity of the handle that the domain named. */
export async function askHolder({ url, handle }: HolderLink, asking: Asking): Promise<Outcome<Party>> {
  const followed = await follow(url, asking);
  const source = sourceOf(followed.from, asking);
  if ('fault' in followed) return failed(followed.fault, source);
  const { reply } = followed;
  if (reply.status === 429) return failed({ code: 'throttled', detail: 'HTTP 429', attempts: 1 }, source);
  if (reply.status !== 200) return failed({ code: 'refused', detail: `HTTP ${reply.status}`, attempts: 1 }, source);
  const object = reply.truncated ? null : parseJson(new TextDecoder().decode(reply.body));
  const isEntity = textOf(member(object, 'objectClassName')).toLowerCase() === 'entity';
  if (!isEntity || textOf(member(object, 'handle')).toLowerCase() !== handle.toLowerCase()) {
    return failed(malformed(`the answer is not the entity ${handle.slice(0, 60)}`), source);
  }
  return registrantOf(printedRegistrant(object, [{ ...Object(object), roles: ['registrant'] }]), source);
}

async function follow(url: URL, asking: Asking): Promise<Followed> {
  let current = url;
  for (let hops = 0; ; hops += 1) {
    const stop = (fault: Fault): Followed => ({ fault, from: current });
    if (current.protocol !== 'https:') return stop(malformed(`${current.protocol}//${current.host} is not https`));
    const answer = await ask(current, asking);
    if ('fault' in answer) return stop(answer.fault);
    const next = redirectOf(answer.reply, current);
    if (next === null) return { reply: answer.reply, from: current };
    if (hops >= MAX_REDIRECTS) return stop(malformed(`more than ${MAX_REDIRECTS} redirects`));
    current = next;
  }
}

function sourceOf({ href }: URL, { network }: Asking): Source {
  return { protocol: 'rdap', server: href, askedAt: network.now().toISOString() };
}

function ask(url: URL, asking: Asking): Promise<HttpAnswer> {
  const headers = { accept: 'application/rdap+json, application/json;q=0.9' };
  return asking.put(
    url.hostname,
    'rdap',
    (network) => askHttp({ url, headers, maxBytes: MAX_BYTES }, network, asking.signal),
    (answer) => receivedOf(answer, asking.network.now()),
  );
}

function receivedOf(answer: HttpAnswer, now: Date): Received {
  if ('fault' in answer) return { reception: receptionOf(answer.fault) };
  const { status, headers } = answer.reply;
  const retryAfterMs = retryAfter(headers['retry-after'], now);
  const wait = retryAfterMs === null ? {} : { retryAfterMs };
  if (status === 429 || (status === 503 && retryAfterMs !== null)) return { reception: 'throttled', ...wait };
  return { reception: status === 401 || status === 403 || status >= 500 ? 'refused' : 'answered', ...wait };
}

function read(reply: HttpReply, domain: string, mayDeny: boolean, source: Source): RdapReading {
  const said = (fault: Fault): RdapReading => ({ outcome: failed(fault, source), related: [], holder: null });
  const { status, headers, body } = reply;
  const text = new TextDecoder().decode(body);
  const wait = headers['retry-after'] === undefined ? '' : `, Retry-After ${headers['retry-after'].slice(0, 40)}`;
  if (status === 429) return said({ code: 'throttled', detail: `HTTP 429${wait}`, attempts: 1 });
  if (status === 401 || status === 403 || status >= 500) {
    return said({ code: 'refused', detail: `HTTP ${status}${wait}`, attempts: 1 });
  }
  if (reply.truncated) return said(malformed(`more than ${MAX_BYTES} bytes`));
  if (status === 404) {
    const isRdap = text.trim() === '' || /^\s*\{/.test(text);
    if (!isRdap) return said(malformed('HTTP 404 with a page that is no RDAP answer'));
    if (!mayDeny)
      return said({ code: 'refused', detail: 'HTTP 404 from a server that may not deny the name', attempts: 1 });
    return { outcome: { kind: 'absent', proof: 'HTTP 404 from the registry', source }, related: [], holder: null };
  }
  if (status !== 200) return said(malformed(`HTTP ${status}`));
  const { server, askedAt } = source;
  const outcome = parseRdap(text, { domain, server, askedAt });
  if (outcome.kind === 'absent' && !mayDeny) {
    return said({ code: 'refused', detail: `${outcome.proof}, from a server that may not deny the name`, attempts: 1 });
  }
  if (outcome.kind !== 'ok') return { outcome, related: [], holder: null };
  const object = parseJson(text);
  return { outcome, related: relatedOf(object), holder: holderOf(object) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return null;
  }
}

function relatedOf(object: unknown): readonly URL[] {
  return listOf(member(object, 'links')).flatMap((link) => {
    const isRdap = /rdap\+json/i.test(textOf(member(link, 'type'))) || /\/domain\//i.test(textOf(member(link, 'href')));
    const url = isRdap ? secureLink(link, 'related') : null;
    return url === null ? [] : [url];
  });
}

function holderOf(object: unknown): HolderLink | null {
  const entity = entitiesOf(object).find((each) => hasRole(each, 'registrant'));
  const handle = textOf(member(entity, 'handle'));
  if (handle === '' || Object.keys(cardOf(entity) ?? {}).length > 0) return null;
  const url = listOf(member(entity, 'links'))
    .map((link) => secureLink(link, 'self'))
    .find((link) => link !== null);
  return url === undefined ? null : { url, handle };
}

function secureLink(link: unknown, rel: string): URL | null {
  if (textOf(member(link, 'rel')).toLowerCase() !== rel) return null;
  const url = URL.parse(textOf(member(link, 'href')));
  return url?.protocol === 'https:' ? url : null;
}

function redirectOf({ status, headers }: HttpReply, from: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(status)) return null;
  return URL.parse(headers['location'] ?? '', from.href);
}

/** The answer still comes from the server that was asked: only then its "not found" is the registry's. */
function sameSite(asked: URL, answered: URL): boolean {
  return asked.host === answered.host;
}

/** Seconds or an HTTP date (RFC 9110 §10.2.3) as milliseconds from now, at most a day. */
function retryAfter(value: string | undefined, now: Date): number | null {
  if (value === undefined) return null;
  const seconds = /^\d{1,9}$/.test(value.trim()) ? Number(value) : (Date.parse(value) - now.getTime()) / 1_000;
  return Number.isFinite(seconds) ? Math.min(86_400_000, Math.max(0, seconds * 1_000)) : null;
}

function malformed(detail: string): Fault {
  return { code: 'malformed', detail, attempts: 1 };
}

import type { Evidence, WebPage } from '../model/evidence.ts';
import type { Fronting, FrontingNote } from '../model/facts.ts';
import { map, type Outcome, ok, skipped } from '../model/outcome.ts';
import { type Catalogue, loadCatalogue } from './catalogue.ts';
import { detectFronting } from './fronting.ts';
import { registrarClue } from './registrar.ts';
import type { FrontingSignals } from './signals.ts';

/**
 * What stands in front, by the evidence.
 *
 *   a provider betrayed by any channel, or a page seen → ok
 *   nothing betrayed and every channel answered        → ok: none known
 *   nothing betrayed and a channel failed              → that channel's outcome
 *   no such domain                                     → absent
 */
export function detect(evidence: Evidence, catalogue: Catalogue = loadCatalogue()): Outcome<Fronting> {
  const { dns, web } = evidence;
  if (dns.kind !== 'ok') return map<unknown, Fronting>(dns, unreachable);
  const fronting = withRegistrar(frontingOf(evidence, catalogue), evidence, catalogue);
  if (web.kind === 'ok' || fronting.edges.length > 0 || fronting.platform !== null) return ok(fronting, dns.source);
  const open = [dns.value.ipv4, dns.value.ipv6].find(({ kind }) => kind === 'failed' || kind === 'skipped');
  if (open !== undefined) return map<unknown, Fronting>(open, unreachable);
  // Name servers and addresses are an answer of their own: a page that could not be fetched leaves `proxied` unknown.
  return ok(fronting, dns.source);
}

/** Which provider the registration record names: GoDaddy runs the zone and holds the name. */
function withRegistrar(fronting: Fronting, { registration }: Evidence, catalogue: Catalogue): Fronting {
  if (registration.kind !== 'ok' || registration.value.registrar.kind !== 'ok') return fronting;
  const { registrar, registrarId } = registration.value;
  const clue = registrarClue(registrar.value, registrarId.kind === 'ok' ? registrarId.value : null, catalogue);
  return clue === null ? fronting : { ...fronting, clues: [...fronting.clues, clue] };
}

function unreachable(): never {
  throw new Error('map called on an outcome that is not ok');
}

/**
 * Where the visitor was sent on to another host, the asked host's edge shows in its own replies, and the page in the last.
 */
function frontingOf(evidence: Evidence, catalogue: Catalogue): Fronting {
  const whole = detectFronting(signalsOf(evidence), catalogue);
  const own = ownReply(evidence);
  if (own === null) return whole;
  const fronting = detectFronting({ ...signalsOf({ ...evidence, web: NO_PAGE }), ...own }, catalogue);
  const { pageKind, pageProvider, siteTitle } = whole;
  const notes = [...fronting.notes, ...edgeAfterRedirect(evidence, fronting, catalogue)];
  return { ...fronting, pageKind, pageProvider, siteTitle, notes };
}

/**
 * `proxied` is about the asked host's own addresses. Where it sends visitors on to a host of its own domain behind an edge that it
 * is not behind itself (the bare name on a plain server, `www` at a CDN), that is a remark, not a verdict.
 */
function edgeAfterRedirect({ domain, web }: Evidence, own: Fronting, catalogue: Catalogue): readonly FrontingNote[] {
  if (web.kind !== 'ok' || domain === null) return [];
  const { finalUrl, headers, cookies, status } = web.value;
  const reached = hostOf(finalUrl);
  if (!isWithin(reached, domain.registrable)) return [];
  const known = new Set(own.edges.map(({ provider }) => provider));
  const { edges } = detectFronting({ host: reached, headers, cookies, status }, catalogue);
  const further = edges.filter(({ provider }) => !known.has(provider));
  if (further.length === 0) return [];
  const names = further.map(({ provider }) => catalogue.providers.get(provider)?.name ?? provider).join(', ');
  const message = `${domain.host} sends visitors on to ${reached}, which ${names} answers for; proxied tells of ${domain.host} alone`;
  return [{ id: 'edge-after-redirect', message, clues: further.flatMap(({ clues }) => clues) }];
}

const isWithin = (host: string, registrable: string): boolean =>
  host === registrable || host.endsWith(`.${registrable}`);

const NO_PAGE = skipped('a page of another host');

/**
 * What the asked host itself answered last, where that is not the page that was reached; null where it is. Another site's page,
 * without a reply of the asked host's own, says nothing of who answers for it.
 */
function ownReply({ domain, web }: Evidence): Partial<Pick<WebPage, 'headers' | 'cookies' | 'status'>> | null {
  if (web.kind !== 'ok' || domain === null) return null;
  const reached = hostOf(web.value.finalUrl);
  if (reached === domain.host) return null;
  const hop = web.value.hops?.findLast(({ url }) => hostOf(url) === domain.host);
  if (hop !== undefined) return { headers: hop.headers, cookies: hop.cookies, status: hop.status };
  return isWithin(reached, domain.registrable) ? null : {};
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : '');

/** The evidence as the detector takes it; a channel that gave nothing is left out. */
export function signalsOf({ domain, dns, web, reverse, origins }: Evidence): FrontingSignals {
  const answer = dns.kind === 'ok' ? dns.value : null;
  const page = web.kind === 'ok' ? web.value : null;
  const told = <T>(outcome: Outcome<readonly T[]> | undefined): readonly T[] =>
    outcome?.kind === 'ok' ? outcome.value : [];
  const asn = told(origins)[0]?.asn;
  return {
    ...(domain !== null && { host: domain.host }),
    ...(asn !== undefined && { asn }),
    nameservers: told(answer?.nameservers),
    cnames: answer?.cnames ?? [],
    addresses: [...told(answer?.ipv4), ...told(answer?.ipv6)],
    reverse: told(reverse),
    ...(page !== null && {
      headers: page.headers,
      cookies: page.cookies,
      status: page.status,
      body: page.body,
      ...(page.title.kind === 'ok' && { title: page.title.value }),
      ...(page.certificate.kind === 'ok' && { certificate: page.certificate.value }),
    }),
  };
}

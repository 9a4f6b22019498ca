import { createHash } from 'node:crypto';
import type { DomainName } from '../model/domain.ts';
import type { DnsAnswer, Hop, WebPage } from '../model/evidence.ts';
import { absent, type Fault, failed, type Outcome, ok, type Source, skipped } from '../model/outcome.ts';
import { withDeadline } from '../net/deadline.ts';
import { askHttp, type HttpReply } from '../net/http-client.ts';
import { joinAddresses } from '../net/lookup.ts';
import type { Network } from '../net/network.ts';
import { probe } from './probe.ts';
import { nextHop } from './redirect.ts';
import { decodeHtml, isHtml, readTitle, tidy } from './title.ts';

const MAX_BODY_BYTES = 262_144;
const KEPT_CHARACTERS = 16_384;
const MAX_REDIRECTS = 5;
/** Of the probe's time, what https may take before http is tried. */
const HTTPS_SHARE = 0.65;
const CONNECT_SHARE = 0.35;

/**
 * The page a visitor of the host is shown: https, then http where https gave none; redirects followed by hand, each hop
 * checked; at most 256 KiB.
 *
 *   a page, whatever its status                → ok, its title in an outcome of its own
 *   DNS: no such name, or no address           → absent
 *   no connection, bad certificate, loop, time → failed, with what each attempt met
 *   DNS failed                                 → skipped: there is nothing to connect to
 */
export async function probeWeb(
  domain: DomainName,
  dns: Outcome<DnsAnswer>,
  network: Network,
  signal: AbortSignal,
): Promise<Outcome<WebPage>> {
  switch (dns.kind) {
    case 'absent':
      return absent(`DNS: ${dns.proof}`, dns.source);
    case 'failed':
    case 'redacted':
    case 'skipped':
      return skipped('DNS failed: nothing to connect to');
    case 'ok':
      break;
  }
  const addresses = joinAddresses(dns.value.ipv4, dns.value.ipv6);
  if (addresses.kind === 'absent') return absent(`DNS: no address (${addresses.proof})`, addresses.source);
  if (addresses.kind !== 'ok') return skipped('DNS failed: no address to connect to');

  return await probe({ protocol: 'http', server: `https://${domain.host}/` }, network, signal, async (limited) => {
    const visit = { host: domain.host, addresses: addresses.value, network };
    const httpsMs = Math.floor(network.timeoutMs * HTTPS_SHARE);
    const secure = await withDeadline(httpsMs, limited, (until) => walk('https:', visit, until));
    if ('page' in secure) return ok(secure.page, secure.source);
    const plain = await walk('http:', visit, limited);
    if ('page' in plain) {
      const { certificate } = plain.page;
      const page = certificate.kind === 'absent' ? withoutTls(plain.page, secure) : plain.page;
      return ok(page, plain.source);
    }
    return failed(joinFaults(secure.fault, plain.fault), secure.source);
  });
}

interface Visit {
  readonly host: string;
  readonly addresses: readonly string[];
  readonly network: Network;
}

type Walked = { readonly page: WebPage; readonly source: Source } | { readonly fault: Fault; readonly source: Source };

/** Follows redirects from the host's front page to a page, or to what stopped the way. */
async function walk(scheme: 'https:' | 'http:', visit: Visit, signal: AbortSignal): Promise<Walked> {
  const { host, addresses, network } = visit;
  const hops: Hop[] = [];
  const start = `${scheme}//${host}/`;
  if (!URL.canParse(start)) {
    const source: Source = { protocol: 'http', server: start, askedAt: network.now().toISOString() };
    return { fault: { code: 'malformed', detail: 'no browser would open such a host', attempts: 0 }, source };
  }
  let url = new URL(start);
  for (;;) {
    const source: Source = { protocol: 'http', server: url.href, askedAt: network.now().toISOString() };
    const answer = await askHttp(
      {
        url,
        headers: { accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8' },
        maxBytes: MAX_BODY_BYTES,
        connectMs: Math.floor(network.timeoutMs * CONNECT_SHARE),
        ...(url.hostname === host ? { addresses } : {}),
      },
      network,
      signal,
    );
    const stopped = (code: Fault['code'], detail: string, attempts = 1): Walked => {
      const way = hops.length === 0 ? '' : ` (after ${hops.length} redirects, at ${url.origin})`;
      return { fault: { code, detail: `${detail}${way}`, attempts: hops.length + attempts }, source };
    };
    if ('fault' in answer) {
      const { code, detail, attempts } = answer.fault;
      return stopped(code, `${scheme}// ${detail}`, attempts);
    }
    const next = nextHop(url, answer.reply);
    if (next === null) return { page: readPage(url, answer.reply, hops, source), source };
    if ('problem' in next) return stopped('malformed', next.problem);
    const isLoop = [url.href, ...hops.map((hop) => hop.url)].includes(next.url.href);
    if (isLoop) return stopped('malformed', 'redirect loop');
    if (hops.length === MAX_REDIRECTS) return stopped('malformed', `more than ${MAX_REDIRECTS} redirects`);
    const { status, headers, cookies, address } = answer.reply;
    hops.push({ url: url.href, status, headers, cookies, address });
    url = next.url;
  }
}

function readPage(url: URL, reply: HttpReply, hops: readonly Hop[], source: Source): WebPage {
  const { status, headers, cookies, body, truncated, certificate, address } = reply;
  const contentType = headers['content-type'] ?? '';
  const html = decodeHtml(body, contentType);
  return {
    finalUrl: url.href,
    status,
    headers,
    cookies,
    title: isHtml(contentType, body) ? titleOf(html, truncated, source) : absent('not HTML', source),
    body: detached(html.slice(0, KEPT_CHARACTERS)),
    bodySha256: createHash('sha256').update(body).digest('hex'),
    certificate: certificate === null ? absent('plain http', source) : ok(certificate, source),
    address,
    redirects: hops.map((hop) => hop.url),
    hops,
  };
}

function titleOf(html: string, isCut: boolean, source: Source): Outcome<string> {
  const found = readTitle(html, isCut);
  if ('title' in found) return ok(found.title, source);
  if ('none' in found) return absent(found.none, source);
  return failed({ code: 'malformed', detail: found.unknown, attempts: 1 }, source);
}

/** A page over plain http because https failed: why, in the place of the certificate. */
function withoutTls(page: WebPage, secure: { readonly fault: Fault; readonly source: Source }): WebPage {
  return { ...page, certificate: failed(secure.fault, secure.source) };
}

/** Both ways failed: https speaks first, unless only http met something more telling than silence. */
function joinFaults(secure: Fault, plain: Fault): Fault {
  const isSilent = secure.code === 'timeout' || secure.code === 'unreachable';
  const code = isSilent ? plain.code : secure.code;
  return { code, detail: tidy(`${secure.detail}; ${plain.detail}`), attempts: secure.attempts + plain.attempts };
}

/** A copy: V8 keeps the whole page alive for as long as a slice of it is. */
function detached(slice: string): string {
  return Buffer.from(slice).toString();
}

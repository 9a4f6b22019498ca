import type { Registration } from '../../model/evidence.ts';
import type { Fault, Outcome } from '../../model/outcome.ts';
import { failed } from '../../model/outcome.ts';
import { askWhois, type WhoisAnswer } from '../../net/whois-client.ts';
import { referralOf } from '../whois/referral.ts';
import { parseWhois } from '../whois.ts';
import { type Asking, type Received, receptionOf } from './asking.ts';
import { inDoubt, joinRegistrations } from './join.ts';
import { type WhoisService, whoisServer } from './servers.ts';

const MAX_SERVERS = 3;

/**
 * Asks the registry's WHOIS server, and where the registry is thin the server of the registrar that the reply names: at
 * most three servers, none twice, each looked up and checked at the dial.
 */
export async function probeWhois(domain: string, first: WhoisService, asking: Asking): Promise<Outcome<Registration>> {
  let service = first;
  let known: Outcome<Registration> | null = null;
  const asked = new Set<string>();
  while (asked.size < MAX_SERVERS) {
    asked.add(service.server);
    const { outcome, text } = await askOne(domain, service, asking);
    known = known === null ? outcome : joinRegistrations(known, outcome);
    if (known.kind !== 'ok' || known.value.registrant.kind === 'ok') return known;
    const next = service.refers || asked.size > 1 ? referralOf(text) : null;
    if (next === null || asked.has(next)) return known;
    service = whoisServer(next);
  }
  return (
    known ??
    failed({ code: 'internal', detail: 'no WHOIS server was asked', attempts: 0 }, sourceOf(domain, first, asking))
  );
}

interface Reading {
  readonly outcome: Outcome<Registration>;
  readonly text: string;
}

async function askOne(domain: string, service: WhoisService, asking: Asking): Promise<Reading> {
  const { server, charset, queryFor } = service;
  const source = sourceOf(domain, service, asking);
  const context = { domain, server: source.server, askedAt: source.askedAt };
  const question = { server, query: queryFor(domain), ...(charset === undefined ? {} : { charset }) };
  const answer = await asking.put(
    server,
    'whois',
    (network) => askWhois(question, network, asking.signal),
    (reply) => receivedOf(reply, domain),
  );
  if ('text' in answer) {
    const why = answer.truncated ? 'the reply is longer than we read' : cutIn(answer.text);
    const outcome = parseWhois(answer.text, context);
    if (why === null || outcome.kind === 'failed') return { outcome, text: answer.text };
    const cut: Fault = { code: 'malformed', detail: why, attempts: 1 };
    if (outcome.kind === 'absent') return { outcome: failed(cut, source), text: answer.text };
    return { outcome: inDoubt(parseWhois(wholeLines(answer.text), context), cut, source), text: answer.text };
  }
  const { fault } = answer;
  const partial = 'partial' in answer ? answer.partial : '';
  if (partial.trim() === '') return { outcome: failed(fault, source), text: '' };
  return { outcome: inDoubt(parseWhois(wholeLines(partial), context), fault, source), text: '' };
}

/**
 * Why a reply that was closed in good order is not whole nevertheless; null: it is. RFC 3912 lines end with CR LF, so one
 * without an end was cut, unless the record's own end mark stands before it and only the legend is cut.
 */
function cutIn(text: string): string | null {
  const isWhole = text.trim() === '' || /[\r\n][ \t]*$/.test(text) || END_MARK.test(text);
  return isWhole ? null : 'the reply ends in the middle of a line';
}

/** What stands under a record: the gTLD format's last line, the key to its statuses, RIPE's and JPRS's footers. */
const END_MARK =
  /^(?:>>> .{0,200}<<<|% ?This query was served by .{0,200}|For more information on Whois status codes,)/im;

/** The text up to its last line end: half a line may hold half a name. */
function wholeLines(text: string): string {
  return text.slice(0, text.lastIndexOf('\n') + 1);
}

function receivedOf(answer: WhoisAnswer, domain: string): Received {
  if ('fault' in answer) return { reception: receptionOf(answer.fault) };
  const outcome = parseWhois(answer.text, { domain });
  return { reception: outcome.kind === 'failed' ? receptionOf(outcome.fault) : 'answered' };
}

function sourceOf(_domain: string, { server }: WhoisService, { network }: Asking) {
  return { protocol: 'whois', server: `${server}:43`, askedAt: network.now().toISOString() } as const;
}

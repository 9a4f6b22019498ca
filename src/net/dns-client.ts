import type { Fault, Source } from '../model/outcome.ts';
import { withDeadline } from './deadline.ts';
import type { DnsMessage, Question } from './dns-message.ts';
import type { Heard } from './dns-transport.ts';
import { nameResolver, transportTo } from './dns-transports.ts';
import { refusalIn } from './dns-trust.ts';
import { faultOf, stoppedFault } from './fault.ts';
import type { Network, Resolver } from './network.ts';

/** NOERROR or NXDOMAIN as a resolver said it, or why there is neither. */
export type DnsReply =
  | { readonly message: DnsMessage; readonly source: Source; readonly attempts: number }
  | { readonly fault: Fault; readonly source: Source };

/** All tries of one question, over all resolvers. */
const MAX_TRIES = 6;
const LONGEST_WAIT_MS = 4_000;
/** Before the same resolver is asked again after a refusal. */
const PAUSE_MS = 200;

/**
 * Asks one question of the network's resolvers. Silence: the next resolver is asked while the earlier tries are still
 * listened to. SERVFAIL, REFUSED, FORMERR, a broken packet: another resolver, or the same once more. NXDOMAIN is an
 * answer and is never asked again. Ends within the network's timeout; never throws.
 */
export async function askDns(question: Question, network: Network, signal: AbortSignal): Promise<DnsReply> {
  const { timeoutMs, resolvers } = network;
  if (resolvers.length === 0) return { fault: NO_RESOLVER, source: sourceOf(undefined, network.now()) };
  return await withDeadline(timeoutMs, signal, (limited) => ask(question, network, limited));
}

const NO_RESOLVER: Fault = {
  code: 'unreachable',
  detail: 'no resolver is configured: name one with --resolver',
  attempts: 0,
};

const sourceOf = (resolver: Resolver | undefined, askedAt: Date): Source => ({
  protocol: 'dns',
  server: resolver === undefined ? 'none' : nameResolver(resolver),
  askedAt: askedAt.toISOString(),
});

function ask(question: Question, network: Network, signal: AbortSignal): Promise<DnsReply> {
  const { resolvers } = network;
  const maxFailures = Math.min(MAX_TRIES, Math.max(3, resolvers.length * 2));
  const askedAt = network.now();
  const open = new Set<() => void>();
  let attempts = 0;
  let failures = 0;
  let edns = true;
  let worst: { readonly fault: Fault; readonly resolver: Resolver | undefined } | null = null;

  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const settle = (reply: DnsReply) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      for (const cancel of open) cancel();
      open.clear();
      resolve(reply);
    };
    const stop = () =>
      settle({
        fault: worst?.fault ?? stoppedFault(signal, attempts),
        source: sourceOf(worst?.resolver ?? resolvers[0], askedAt),
      });

    const attempt = (streamTo?: Resolver) => {
      const resolver = streamTo ?? resolvers[attempts % resolvers.length];
      if (resolver === undefined) return;
      attempts += 1;
      clearTimeout(timer);
      const transport = transportTo(resolver, network, streamTo !== undefined);
      let isHeard = false;
      let cancel: (() => void) | undefined;
      cancel = transport.send(question, edns, (heard) => {
        isHeard = true;
        if (cancel !== undefined) open.delete(cancel);
        hear(resolver, heard);
      });
      if (isHeard) return; // at once, as of a resolver to which there is no route
      open.add(cancel);
      const round = Math.floor((attempts - 1) / resolvers.length);
      const wait = Math.min(LONGEST_WAIT_MS, transport.patienceMs() * 2 ** round);
      if (attempts < MAX_TRIES) timer = setTimeout(attemptSafely, wait * (0.75 + Math.random() / 2)); // no bursts
    };

    const attemptSafely = (streamTo?: Resolver) => {
      try {
        attempt(streamTo);
      } catch (error) {
        settle({ fault: faultOf(error, attempts), source: sourceOf(resolvers[0], askedAt) });
      }
    };

    const hear = (resolver: Resolver, heard: Heard) => {
      if ('message' in heard) {
        const refusal = refusalIn(heard.message);
        if (refusal === null) {
          settle({ message: heard.message, source: sourceOf(resolver, askedAt), attempts });
          return;
        }
        const { rcode } = heard.message;
        if (rcode === 1 || rcode === 4) edns = false; // an old server may not know EDNS (RFC 6891 §7)
        fail(resolver, { code: 'refused', detail: refusal, attempts });
      } else if ('retryStream' in heard) {
        if (attempts < MAX_TRIES) attemptSafely(resolver);
        else fail(resolver, { code: 'malformed', detail: heard.retryStream, attempts });
      } else {
        fail(resolver, { ...heard.fault, attempts });
      }
    };

    const fail = (resolver: Resolver, fault: Fault) => {
      failures += 1;
      worst = { fault, resolver };
      if (failures >= maxFailures || attempts >= MAX_TRIES) {
        clearTimeout(timer);
        if (open.size === 0) settle({ fault: { ...fault, attempts }, source: sourceOf(resolver, askedAt) });
        return;
      }
      clearTimeout(timer);
      if (failures % resolvers.length !== 0) attemptSafely();
      else timer = setTimeout(attemptSafely, PAUSE_MS * failures);
    };

    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    else attemptSafely();
  });
}

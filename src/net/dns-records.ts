import { absent, failed, type Outcome, ok, type Source } from '../model/outcome.ts';
import { askDns } from './dns-client.ts';
import { type DnsMessage, type Question, TYPES } from './dns-message.ts';
import type { Network } from './network.ts';

/** As Unbound: longer chains are a loop or an attack. */
const MAX_CHAIN = 11;

export interface Records {
  /** Aliases followed, in order, without the name that was asked. */
  readonly cnames: readonly string[];
  /** The values at the chain's end; `absent` by NXDOMAIN or NODATA. */
  readonly values: Outcome<readonly string[]>;
  /** Owner of the SOA that came with a "none": the zone that said so. */
  readonly zone: string | null;
  readonly source: Source;
}

/**
 * The values of one record type of a name, its CNAME chain followed: within the answer first, by asking again where a
 * resolver stopped halfway. A loop or more than 11 aliases is `failed: malformed`. Never throws.
 */
export async function askRecords(question: Question, network: Network, signal: AbortSignal): Promise<Records> {
  const cnames: string[] = [];
  let name = question.name.toLowerCase();
  for (;;) {
    const reply = await askDns({ ...question, name }, network, signal);
    const { source } = reply;
    if ('fault' in reply) return { cnames, values: failed(reply.fault, source), zone: null, source };
    const { message, attempts } = reply;
    const stopped = followChain(message, name, cnames);
    const broken = (detail: string): Records => ({
      cnames,
      values: failed({ code: 'malformed', detail, attempts }, source),
      zone: null,
      source,
    });
    if (stopped === null) return broken(`CNAME chain of ${question.name} loops or is longer than ${MAX_CHAIN}`);
    const wanted = TYPES[question.type];
    const found = message.answers.filter((record) => record.type === wanted && record.name === stopped);
    const values = [...new Set(found.map(({ value }) => value))];
    const zone = message.authority.find(({ type }) => type === TYPES.SOA)?.name ?? null;
    if (values.length > 0) return { cnames, values: ok(values, source), zone, source };
    if (message.rcode === 3) return { cnames, values: absent('NXDOMAIN', source), zone, source };
    if (message.answers.length > 0 && cnames.length === 0) return broken('the answer does not belong to the question');
    if (stopped === name || zone !== null) return { cnames, values: absent('NODATA', source), zone, source };
    name = stopped;
  }
}

/** Walks the aliases in an answer, adding them to `cnames`; where the walk ends, or null for a loop. */
function followChain({ answers }: DnsMessage, start: string, cnames: string[]): string | null {
  let name = start;
  for (;;) {
    const alias = answers.find((record) => record.type === TYPES.CNAME && record.name === name)?.value;
    if (alias === undefined) return name;
    if (cnames.length >= MAX_CHAIN) return null;
    const isLoop = alias === name || cnames.includes(alias);
    cnames.push(alias);
    if (isLoop) return null;
    name = alias;
  }
}

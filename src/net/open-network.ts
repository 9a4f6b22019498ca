import { getServers } from 'node:dns';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { mappedDial, openDial } from './dial.ts';
import { lookupAddresses } from './lookup.ts';
import type { Network, Resolver } from './network.ts';
import { readNetworkMap } from './network-map.ts';
import { needsLookup, parseResolver, readResolvConf } from './resolvers.ts';

export interface NetworkOptions {
  /** Path of a network map; without one the network is the real Internet. */
  readonly mapFile?: string;
  /** As `parseResolver` reads them; none: the map's, or the system's. */
  readonly resolvers?: readonly string[];
  readonly userAgent: string;
  readonly timeoutMs: number;
  readonly now: () => Date;
}

/**
 * The network of a run: the real one behind the guard, or a mapped one that reaches nothing else. Rejects with one line
 * for the user when the map or a resolver cannot be used.
 */
export async function openNetwork(options: NetworkOptions): Promise<Network> {
  const asked = (options.resolvers ?? []).map(readResolver);
  const { userAgent, timeoutMs, now } = options;
  const base = { userAgent, timeoutMs, now };
  if (options.mapFile !== undefined) return await openMapped(options.mapFile, asked, base);
  const system = await systemResolvers();
  const bootstrap: Network = { ...base, dial: openDial(system), resolvers: system, extraAuthorities: [] };
  const resolvers = await Promise.all(asked.map((resolver) => settleResolver(resolver, bootstrap)));
  return resolvers.length === 0 ? bootstrap : { ...bootstrap, dial: openDial(resolvers), resolvers };
}

/** From resolv.conf; where there is none (Windows), as the system tells c-ares. */
async function systemResolvers(): Promise<readonly Resolver[]> {
  const text = await readFile('/etc/resolv.conf', 'utf8').catch(() => null);
  if (text !== null) return readResolvConf(text);
  const told = getServers().map(parseResolver);
  return told.filter((resolver) => resolver !== null).slice(0, 3);
}

async function openMapped(
  file: string,
  asked: readonly Resolver[],
  base: Pick<Network, 'userAgent' | 'timeoutMs' | 'now'>,
): Promise<Network> {
  const map = readNetworkMap(parseJson(await readFile(file, 'utf8'), file));
  const authorities = map.authorities.map((path) => readFile(resolve(dirname(file), path), 'utf8'));
  const mapped: Network = {
    ...base,
    dial: mappedDial(map),
    ...(map.registration !== undefined && { registration: map.registration }),
    resolvers: map.resolvers.map(readResolver),
    extraAuthorities: await Promise.all(authorities),
  };
  const resolvers = await Promise.all(asked.map((resolver) => settleResolver(resolver, mapped)));
  return resolvers.length === 0 ? mapped : { ...mapped, resolvers };
}

/** Finds the address of a resolver that was named by host name, through the resolvers there are already. */
async function settleResolver(resolver: Resolver, network: Network): Promise<Resolver> {
  if (!needsLookup(resolver)) return resolver;
  const found = await lookupAddresses(resolver.address, network, new AbortController().signal);
  const address = found.kind === 'ok' ? found.value[0] : undefined;
  if (address === undefined)
    throw new Error(`the resolver ${resolver.address} cannot be found: name it by its address`);
  return { ...resolver, address };
}

function readResolver(text: string): Resolver {
  const resolver = parseResolver(text);
  if (resolver === null) {
    throw new Error(
      `"${text}" is not a resolver: use 9.9.9.9, 127.0.0.1:5353, tcp://…, tls://… or https://…/dns-query`,
    );
  }
  return resolver;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`network map ${file} is not JSON`, { cause: error });
  }
}

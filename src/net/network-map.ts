import { parseAddress } from './address.ts';

/** Sends connections for (transport, address, port) to another place. `*` stands for any address. */
export interface Route {
  readonly transport: 'udp' | 'tcp';
  readonly address: string;
  readonly port: number;
  /** `127.0.0.1:40001` or `[::1]:40001`. */
  readonly to: string;
}

/** A pretend Internet: what is not in it cannot be reached (CONTRACT §1, `--network-map`). */
export interface NetworkMap {
  readonly format: 1;
  /** PEM files, relative to the map's own. */
  readonly authorities: readonly string[];
  readonly resolvers: readonly string[];
  readonly routes: readonly Route[];
  /** Where registrations of a TLD are asked in this world: RDAP base URLs and WHOIS hosts, before the shipped ones. */
  readonly registration?: {
    readonly rdap: Readonly<Record<string, string>>;
    readonly whois: Readonly<Record<string, string>>;
  };
}

/** Reads a network map; throws an Error with one line for the user when it is not one. */
export function readNetworkMap(json: unknown): NetworkMap {
  const map = asRecord(json, 'the network map');
  if (map['format'] !== 1) throw new Error('network map: "format" must be 1');
  const unknown = Object.keys(map).find(
    (key) => !['format', 'authorities', 'resolvers', 'routes', 'registration'].includes(key),
  );
  if (unknown !== undefined) throw new Error(`network map: unknown key "${unknown}"`);
  const resolvers = asStrings(map['resolvers'] ?? [], 'resolvers');
  const bad = resolvers.find((resolver) => parseEndpoint(resolver) === null);
  if (bad !== undefined) throw new Error(`network map: resolver "${bad}" is not address:port`);
  const routes = map['routes'] ?? [];
  if (!Array.isArray(routes)) throw new Error('network map: "routes" must be an array');
  return {
    format: 1,
    authorities: asStrings(map['authorities'] ?? [], 'authorities'),
    resolvers,
    routes: routes.map(readRoute),
    ...(map['registration'] !== undefined && { registration: readRegistration(map['registration']) }),
  };
}

/** `192.0.2.1:53`, `[2001:db8::1]:53` → address and port; null for anything else, names included. */
export function parseEndpoint(text: string): { readonly address: string; readonly port: number } | null {
  const found = /^(?:\[(?<six>[^\]]+)\]|(?<four>[^:]+)):(?<port>\d{1,5})$/.exec(text);
  const address = found?.groups?.['six'] ?? found?.groups?.['four'] ?? '';
  const port = Number(found?.groups?.['port']);
  return parseAddress(address) !== null && isPort(port) ? { address, port } : null;
}

function readRegistration(json: unknown): NonNullable<NetworkMap['registration']> {
  const { rdap = {}, whois = {} } = asRecord(json, '"registration"') as { rdap?: unknown; whois?: unknown };
  return { rdap: asTable(rdap, '"registration": "rdap"'), whois: asTable(whois, '"registration": "whois"') };
}

function asTable(json: unknown, what: string): Readonly<Record<string, string>> {
  const entries = Object.entries(asRecord(json, what)).map(([zone, server]) => {
    if (typeof server !== 'string') throw new Error(`network map: ${what} must name a server for each zone`);
    return [zone, server] as const;
  });
  return Object.fromEntries(entries);
}

function readRoute(json: unknown, index: number): Route {
  const where = `route ${index + 1}`;
  const route = asRecord(json, where);
  const { transport, address, port, to } = route as Partial<Record<keyof Route, unknown>>;
  if (transport !== 'udp' && transport !== 'tcp')
    throw new Error(`network map: ${where}: "transport" must be udp or tcp`);
  if (typeof address !== 'string' || (address !== '*' && parseAddress(address) === null)) {
    throw new Error(`network map: ${where}: "address" must be * or an IP address`);
  }
  if (typeof port !== 'number' || !isPort(port))
    throw new Error(`network map: ${where}: "port" must be from 1 to 65535`);
  if (typeof to !== 'string' || parseEndpoint(to) === null) {
    throw new Error(`network map: ${where}: "to" must be address:port`);
  }
  return { transport, address, port, to };
}

const isPort = (port: number): boolean => Number.isInteger(port) && port > 0 && port < 65_536;

function asRecord(json: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new Error(`network map: ${what} must be an object`);
  }
  return json as Readonly<Record<string, unknown>>;
}

function asStrings(json: unknown, what: string): readonly string[] {
  if (!Array.isArray(json) || !json.every((element) => typeof element === 'string')) {
    throw new Error(`network map: "${what}" must be an array of strings`);
  }
  return json;
}

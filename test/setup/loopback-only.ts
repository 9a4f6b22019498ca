import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';

/**
 * Fail-closed guard: no packet of a test leaves loopback. Any connect, send or system lookup of something else throws.
 * Patched before a test file is loaded, in every worker.
 */
function isLoopback(host: string | undefined): boolean {
  if (host === undefined || host === 'localhost') return true;
  return host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host) || host.startsWith('::ffff:127.');
}

function refuse(what: string): never {
  throw new Error(`loopback-only: a test tried to reach ${what}`);
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function guarded(this: net.Socket, ...args: unknown[]): net.Socket {
  const normalised = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  const [first, second] = normalised;
  if (typeof first === 'object' && first !== null) {
    const { host, path } = first as { host?: string; path?: string };
    if (path === undefined && !isLoopback(host)) refuse(`tcp ${host}`);
  } else if (typeof first === 'number' && typeof second === 'string' && !isLoopback(second)) {
    refuse(`tcp ${second}`);
  }
  return Reflect.apply(connect, this, args) as net.Socket;
} as typeof net.Socket.prototype.connect;

const send = dgram.Socket.prototype.send;
dgram.Socket.prototype.send = function guarded(this: dgram.Socket, ...args: unknown[]): void {
  const host = args.slice(1).find((argument): argument is string => typeof argument === 'string');
  if (host !== undefined && !isLoopback(host)) refuse(`udp ${host}`);
  Reflect.apply(send, this, args);
} as typeof dgram.Socket.prototype.send;

const connectUdp = dgram.Socket.prototype.connect;
dgram.Socket.prototype.connect = function guarded(this: dgram.Socket, ...args: unknown[]): void {
  const host = args.find((argument): argument is string => typeof argument === 'string');
  if (host !== undefined && !isLoopback(host)) refuse(`udp ${host}`);
  Reflect.apply(connectUdp, this, args);
} as typeof dgram.Socket.prototype.connect;

const lookup = dns.lookup;
dns.lookup = function guarded(hostname: string, ...rest: unknown[]): void {
  if (!isLoopback(hostname) && net.isIP(hostname) === 0) refuse(`lookup ${hostname}`);
  Reflect.apply(lookup, dns, [hostname, ...rest]);
} as typeof dns.lookup;

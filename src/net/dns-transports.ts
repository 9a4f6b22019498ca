import { isIP } from 'node:net';
import type { Dial } from './dial.ts';
import { httpsTransport } from './dns-https.ts';
import { streamTransport } from './dns-stream.ts';
import type { Transport } from './dns-transport.ts';
import { udpTransport } from './dns-udp.ts';
import { windowed } from './dns-window.ts';
import { FaultError } from './fault.ts';
import type { Network, Resolver } from './network.ts';
import { openTcp } from './tcp.ts';
import { openTls } from './tls.ts';

/** Under way at one resolver over UDP: less than a default receive buffer holds. */
const UDP_WINDOW = 128;

/** Sockets live as long as the seam they were dialled through; idle ones close by themselves and hold no process up. */
const pools = new WeakMap<Dial, Map<string, Transport>>();

/** The transport for a resolver, made at first use. `stream` asks for TCP where UDP did not do. */
export function transportTo(resolver: Resolver, network: Network, stream = false): Transport {
  const protocol = stream && resolver.protocol === 'udp' ? 'tcp' : resolver.protocol;
  const pool = pools.get(network.dial) ?? new Map<string, Transport>();
  pools.set(network.dial, pool);
  const key = [protocol, resolver.address, resolver.port, resolver.serverName, resolver.path].join(' ');
  const made = pool.get(key) ?? makeTransport({ ...resolver, protocol }, network);
  pool.set(key, made);
  return made;
}

function makeTransport(resolver: Resolver, network: Network): Transport {
  const { protocol, address, port, serverName } = resolver;
  switch (protocol) {
    case 'udp': {
      const dialled = network.dial({ transport: 'udp', address, port });
      if ('refused' in dialled) return refusing(dialled.refused);
      const isLoopback = /^127\.|^::1$/.test(dialled.to.address); // where no forger sits
      return windowed(udpTransport(dialled.to, !isLoopback), UDP_WINDOW);
    }
    case 'tcp':
      return streamTransport((signal) => openTcp(address, port, network, signal));
    case 'tls':
      return streamTransport(async (signal) =>
        openTls(await openTcp(address, port, network, signal), { name: serverName ?? address, alpn: 'dot' }, network),
      );
    case 'https':
      return httpsTransport(resolver, network);
  }
}

/** `9.9.9.9:53`, `tls://[2620:fe::fe]:853`: how sources name a resolver. */
export function nameResolver({ protocol, address, port, path }: Resolver): string {
  const host = isIP(address) === 6 ? `[${address}]` : address;
  return `${protocol === 'udp' ? '' : `${protocol}://`}${host}:${port}${path ?? ''}`;
}

function refusing(why: string): Transport {
  const { code, message } = new FaultError('unreachable', why);
  return {
    patienceMs: () => 0,
    send: (_question, _edns, hear) => {
      queueMicrotask(() => hear({ fault: { code, detail: message, attempts: 1 } }));
      return () => undefined;
    },
  };
}

import { expect, it } from 'vitest';
import { askDns } from '../../src/net/dns-client.ts';
import { networkFor, never } from './network-for.ts';

it('a resolver to which no socket can be connected is failed, again and again, and nothing else breaks', async () => {
  // Loopback's broadcast address: connecting to it is refused at once (EACCES), as is any address without a route.
  const resolvers = [{ protocol: 'udp', address: '127.255.255.255', port: 53 } as const];
  const network = networkFor({}, { resolvers, dial: (wanted) => ({ to: wanted }), timeoutMs: 3_000 });
  const names = Array.from({ length: 30 }, (_, index) => `quay-${index}.example`);
  const replies = await Promise.all(names.map((name) => askDns({ name, type: 'A' }, network, never)));
  expect(replies.map((reply) => ('fault' in reply ? reply.fault.code : 'answered'))).toEqual(
    names.map(() => expect.stringMatching(/^(?:unreachable|refused)$/)),
  );
});

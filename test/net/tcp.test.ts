import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { exchangeTcp } from '../../src/net/tcp.ts';
import { networkFor, never } from './network-for.ts';

let close: () => void = () => undefined;
afterEach(() => close());

async function exchange(serve: (socket: Socket) => void, timeoutMs = 400, signal = never) {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined);
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => server.close();
  const network = networkFor({ tcp: (server.address() as AddressInfo).port }, { timeoutMs });
  const startedAt = performance.now();
  const wanted = { address: '192.0.2.43', port: 43, send: Buffer.from('quay.example\r\n'), maxBytes: 1_000 };
  return { exchanged: await exchangeTcp(wanted, network, signal), ms: performance.now() - startedAt };
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

describe('a TCP exchange', () => {
  it('sends, and reads until the server closes', async () => {
    const { exchanged } = await exchange((socket) =>
      socket.on('data', (asked) => socket.end(`you asked ${asked.toString()}`)),
    );
    expect(exchanged).toMatchObject({ truncated: false });
    expect('bytes' in exchanged && text(exchanged.bytes)).toBe('you asked quay.example\r\n');
  });

  it('stops at the cap and says so', async () => {
    const { exchanged } = await exchange((socket) => socket.end('x'.repeat(100_000)));
    expect(exchanged).toMatchObject({ truncated: true, bytes: { length: 1_000 } });
  });

  it('is a timeout, with what had come, when the server does not end', async () => {
    const { exchanged, ms } = await exchange((socket) => socket.write('Domain: quay'));
    expect(exchanged).toMatchObject({ fault: { code: 'timeout', detail: 'no answer within 400 ms' } });
    expect('partial' in exchanged && text(exchanged.partial)).toBe('Domain: quay');
    expect(ms).toBeLessThan(900);
  });

  it('is refused when the server resets', async () => {
    const { exchanged } = await exchange((socket) => socket.resetAndDestroy());
    expect(exchanged).toMatchObject({ fault: { code: 'refused' } });
  });

  it('is unreachable when the address is not in the map', async () => {
    const wanted = { address: '192.0.2.43', port: 43, send: new Uint8Array(), maxBytes: 10 };
    expect(await exchangeTcp(wanted, networkFor({}), never)).toMatchObject({ fault: { code: 'unreachable' } });
  });

  it('ends when the caller stops', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    const { exchanged } = await exchange(() => undefined, 4_000, controller.signal);
    expect(exchanged).toMatchObject({ fault: { code: 'timeout', detail: 'stopped before an answer came' } });
  });
});

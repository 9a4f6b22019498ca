import { afterEach, describe, expect, it } from 'vitest';
import { askWhois } from '../../src/net/whois-client.ts';
import { startWhoisServer } from '../resolve/whois-server.ts';
import { a, startDnsServer } from './dns-server.ts';
import { networkFor, never } from './network-for.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function ask(bytes: Uint8Array, charset?: string, query = 'northquay.example') {
  const dns = await startDnsServer(({ name, type }) => (type === 1 ? { answers: [a(name, '192.0.2.10')] } : {}));
  const whois = await startWhoisServer((_query, socket) => socket.end(bytes));
  closing.push(dns.close, whois.close);
  const question = { server: 'whois.quay.example', query, ...(charset === undefined ? {} : { charset }) };
  return {
    answer: await askWhois(question, networkFor({ dns: dns.port, tcp: whois.port }), never),
    queries: whois.queries,
  };
}

describe('a WHOIS question', () => {
  it.each([
    ['UTF-8', 'owner: Núcleo', Buffer.from('owner: Núcleo'), undefined],
    ['Latin-1 that nobody announced', 'owner: Núcleo', Buffer.from('owner: Núcleo', 'latin1'), undefined],
    ['UTF-8 of a server known for Latin-1', 'owner: Núcleo', Buffer.from('owner: Núcleo'), 'iso-8859-1'],
    ['Windows-1251', 'Имя', Buffer.from([0xc8, 0xec, 0xff]), 'windows-1251'],
    ['ISO-2022-JP by its escapes', '日本', Buffer.from('\u001b$BF|K\\\u001b(B', 'latin1'), undefined],
  ])('understands %s', async (_what, text, bytes, charset) => {
    const { answer } = await ask(bytes, charset);
    expect(answer).toEqual({ text, truncated: false });
  });

  it('is one line, and two are not sent', async () => {
    const { answer, queries } = await ask(Buffer.from('x'), undefined, 'northquay.example\r\nsouthquay.example');
    expect(answer).toMatchObject({ fault: { code: 'internal' } });
    expect(queries).toEqual([]);
  });

  it('reads 256 KiB of a longer answer and says so', async () => {
    const { answer } = await ask(Buffer.alloc(1_000_000, 'x'));
    expect(answer).toMatchObject({ truncated: true });
    expect('text' in answer && answer.text.length).toBe(262_144);
  });

  it('has no answer where the server has no address', async () => {
    const dns = await startDnsServer(() => ({ rcode: 3 }));
    closing.push(dns.close);
    const question = { server: 'whois.quay.example', query: 'northquay.example' };
    expect(await askWhois(question, networkFor({ dns: dns.port }), never)).toMatchObject({
      fault: { code: 'unreachable' },
    });
  });
});

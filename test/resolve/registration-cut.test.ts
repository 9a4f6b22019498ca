import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { servicesWith } from '../../src/resolve/registration/servers.ts';
import { probeRegistration } from '../../src/resolve/registration.ts';
import { a, startDnsServer } from '../net/dns-server.ts';
import { networkFor, never } from '../net/network-for.ts';
import { summary } from './registration-summary.ts';
import { startWhoisServer } from './whois-server.ts';

const QUAY = {
  host: 'northquay.quay',
  registrable: 'northquay.quay',
  registered: 'northquay.quay',
  publicSuffix: 'quay',
};
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** Asks about northquay.quay over WHOIS alone; the port of the server is told, for floods and drips. */
async function ask(answer: string | ((socket: Socket) => void), timeoutMs = 3_000) {
  const dns = await startDnsServer(({ name, type }) => (type === 1 ? { answers: [a(name, '192.0.2.10')] } : {}));
  const whois = await startWhoisServer((_query, socket) => {
    if (typeof answer === 'string') socket.end(answer);
    else answer(socket);
  });
  closing.push(dns.close, whois.close);
  const services = { ...servicesWith({ whois: { quay: 'whois.quay.example' } }), rdapOf: () => null };
  const network = networkFor({ dns: dns.port, tcp: whois.port }, { timeoutMs });
  const startedAt = performance.now();
  const outcome = await probeRegistration(QUAY, network, never, { services });
  return { outcome, ms: performance.now() - startedAt };
}

const HEAD = 'Domain Name: northquay.quay\r\nRegistrar: Pier Names Ltd\r\n';

describe('a WHOIS reply that was closed in order', () => {
  it('but ends in the middle of a line does not deny the name', async () => {
    const whole = await ask('% the quay registry\r\nNo match for northquay.quay\r\n');
    const cut = await ask('% the quay registry\r\nNo match for northquay.quay');
    expect([whole.outcome.kind, cut.outcome.kind]).toEqual(['absent', 'failed']);
    expect(cut.outcome).toMatchObject({ fault: { detail: 'the reply ends in the middle of a line' } });
  });

  it('but ends in the middle of the name leaves the registrant open, and takes no half of it', async () => {
    const { outcome } = await ask(`${HEAD}Registrant Organization: Northqu`);
    expect(summary(outcome)).toMatchObject({ kind: 'ok', registrar: 'Pier Names Ltd', registrant: 'failed' });
  });

  it('is whole where its own end mark stands above a legend without an end', async () => {
    const { outcome } = await ask(
      `${HEAD}>>> Last update of WHOIS database: 2026-01-02T03:04:05Z <<<\r\nFor the harbour's`,
    );
    expect(summary(outcome)).toMatchObject({ kind: 'ok', registrant: 'redacted:partial' });
  });

  it('is still a refusal where the refusal has no line end', async () => {
    const { outcome } = await ask('Too many requests');
    expect(summary(outcome)).toMatchObject({ kind: 'failed:throttled' });
  });
});

describe('a WHOIS server that does not end', () => {
  it('by silence or by drops is left within 250 ms of the deadline', async () => {
    const silent = await ask(() => {}, 500);
    const drip = await ask((socket) => {
      const timer = setInterval(() => socket.write('x'), 15);
      socket.on('close', () => clearInterval(timer));
    }, 500);
    expect([silent.outcome.kind, drip.outcome.kind]).toEqual(['failed', 'failed']);
    expect(Math.max(silent.ms, drip.ms)).toBeLessThan(750);
  });
});

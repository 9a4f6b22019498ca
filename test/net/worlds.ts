import { readFileSync } from 'node:fs';
import type { Network } from '../../src/net/network.ts';
import { type Site, startWebServer } from '../resolve/web-server.ts';
import { type FakeZone, startDnsServer } from './dns-server.ts';
import { networkFor } from './network-for.ts';

const pem = (file: string): string => readFileSync(new URL(`../../fixtures/tls/${file}`, import.meta.url), 'utf8');
export const TEST_AUTHORITY = pem('authority.pem');
export const certificateOf = (file: 'quay' | 'expired' | 'self-signed') => ({
  key: pem('quay.key'),
  cert: pem(`${file}.pem`),
});

export interface World {
  readonly zone?: FakeZone;
  readonly http?: Site;
  readonly https?: Site;
  readonly certificate?: 'quay' | 'expired' | 'self-signed';
  readonly options?: Partial<Network>;
}

/** Servers for one test and the network that leads to them; what is left out cannot be reached. */
export async function startWorld({ zone, http, https, certificate = 'quay', options }: World) {
  const dns = zone === undefined ? undefined : await startDnsServer(zone);
  const plain = http === undefined ? undefined : await startWebServer(http);
  const secure = https === undefined ? undefined : await startWebServer(https, certificateOf(certificate));
  const ports = {
    ...(dns === undefined ? {} : { dns: dns.port }),
    ...(plain === undefined ? {} : { http: plain.port }),
    ...(secure === undefined ? {} : { https: secure.port }),
  };
  return {
    network: networkFor(ports, { extraAuthorities: [TEST_AUTHORITY], ...options }),
    dns,
    heads: () => [...(plain?.heads ?? []), ...(secure?.heads ?? [])],
    close: async () => {
      await Promise.all([dns?.close(), plain?.close(), secure?.close()]);
    },
  };
}

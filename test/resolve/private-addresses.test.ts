import { afterEach, describe, expect, it } from 'vitest';
import { parseAddress } from '../../src/net/address.ts';
import { openDial } from '../../src/net/dial.ts';
import type { Network } from '../../src/net/network.ts';
import { probeDns } from '../../src/resolve/dns.ts';
import { probeWeb } from '../../src/resolve/web.ts';
import { a, cname, type FakeRecord, type FakeZone } from '../net/dns-server.ts';
import { never } from '../net/network-for.ts';
import { startWorld } from '../net/worlds.ts';
import { page } from './web-server.ts';

const PRIVATE = [
  '0.0.0.0',
  '10.0.0.1',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.8.8.8',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '192.0.0.192',
  '192.168.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:169.254.169.254',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'fd00:ec2::254',
  'fe80::1',
];
const PUBLIC = '198.41.0.4';
const quay = { host: 'quay.example', registrable: 'quay.example', registered: 'quay.example', publicSuffix: 'example' };

const addressRecord = (owner: string, address: string): FakeRecord => {
  const data = parseAddress(address) ?? new Uint8Array();
  return { name: owner, type: data.length === 4 ? 1 : 28, data };
};

let close: () => Promise<void> = async () => undefined;
afterEach(async () => await close());

/** Every way in which a hostile domain can name an address: what DNS says, and where its one public page sends us. */
const CHANNELS: readonly [string, (address: string) => { readonly zone: FakeZone; readonly location?: string }][] = [
  ['its address', (address) => ({ zone: (asked) => answerIf(addressRecord(asked.name, address), asked.type) })],
  [
    'an alias',
    (address) => ({
      zone: ({ name, type }) => ({ answers: [cname(name, 'x.test'), ...only(addressRecord('x.test', address), type)] }),
    }),
  ],
  [
    'a redirect',
    (address) => ({
      zone: ({ name, type }) => answerIf(a(name, PUBLIC), type),
      location: `http://${address.includes(':') ? `[${address}]` : address}/`,
    }),
  ],
  [
    'a redirect to a name',
    (address) => ({
      zone: ({ name, type }) => answerIf(addressRecord(name, name === 'quay.example' ? PUBLIC : address), type),
      location: 'http://inside.example/',
    }),
  ],
];

const only = (record: FakeRecord, type: number): readonly FakeRecord[] => (record.type === type ? [record] : []);
const answerIf = (record: FakeRecord, type: number) => ({ answers: only(record, type) });

describe.each(CHANNELS)('an address that is not public, named by %s', (_channel, build) => {
  it.each(PRIVATE)('%s is never dialled', async (address) => {
    const { zone, location } = build(address);
    const world = await startWorld({
      zone,
      http: page('', location === undefined ? [] : [`location: ${location}`], '302 Found'),
    });
    close = world.close;
    const open = openDial();
    const granted: string[] = [];
    const network: Network = {
      ...world.network,
      dial: (wanted) => {
        if (wanted.port === 53) return world.network.dial(wanted);
        const dialled = open(wanted);
        if ('refused' in dialled) return dialled;
        granted.push(wanted.address);
        return world.network.dial(wanted);
      },
    };
    const dns = await probeDns(quay, network, never);
    const web = await probeWeb(quay, dns, network, never);
    expect(granted.filter((one) => one !== PUBLIC)).toEqual([]);
    expect(granted.length > 0).toBe(location !== undefined); // the public page was reached, so the way was walked
    expect(web).toMatchObject({
      kind: 'failed',
      fault: { code: 'unreachable', detail: expect.stringContaining('not a globally reachable') },
    });
  });
});

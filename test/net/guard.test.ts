import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress } from '../../src/net/address.ts';
import { openDial } from '../../src/net/dial.ts';
import { isGloballyReachable } from '../../src/net/guard.ts';

describe('the guard', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '168.63.129.15',
    '169.253.255.255',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2600::1',
    '2606:4700::1111',
    '2a00:1450::1',
    '2001:4860:4860::8888',
  ])('lets %s through', (address) => {
    expect(isGloballyReachable(address)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '10.255.255.255',
    '100.64.0.1',
    '100.100.100.200',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.255.254',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::8.8.8.8',
    '::ffff:8.8.8.8',
    '::ffff:7f00:1',
    '64:ff9b::808:808',
    '64:ff9b:1::808:808',
    '100::1',
    '2001::1',
    '2001:0:4136:e378::1',
    '2001:2::1',
    '2001:10::1',
    '2001:20::1',
    '2001:db8::1',
    '2002:7f00:1::1',
    '3fff::1',
    '3ffe::1',
    '5f00::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    '2606:4700::5efe:7f00:1',
    '2606:4700::200:5efe:7f00:1',
    '4000::1',
    '1fff::1',
  ])('refuses %s', (address) => {
    expect(isGloballyReachable(address)).toBe(false);
  });

  it.each([
    'localhost',
    '127.1',
    '2130706433',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '127.0.0.1.',
    '１２７.0.0.1',
    '08.8.8.8',
    '8.8.8.8 ',
    '',
    '8.8.8',
    '8.8.8.8.8',
    '256.1.1.1',
    '[2606:4700::1]',
    'fe80::1%eth0',
    '2606:4700:::1',
    '1:2:3:4:5:6:7:8:9',
    '2606::1::2',
    '2606:47000::1',
    '::ffff:256.0.0.1',
    '8.8.8.8:80',
  ])('refuses %j, which is no address literal', (text) => {
    expect(parseAddress(text)).toBeNull();
    expect(isGloballyReachable(text)).toBe(false);
  });

  it.each([
    ['2001:DB8:0:0:0:0:0:7', '2001:db8::7'],
    ['2001:db8:0:1:0:0:0:1', '2001:db8:0:1::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['::', '::'],
    ['1::', '1::'],
    ['::ffff:c000:201', '::ffff:192.0.2.1'],
    ['192.0.2.1', '192.0.2.1'],
  ])('writes %s as %s', (text, canonical) => {
    expect(formatAddress(parseAddress(text) ?? new Uint8Array())).toBe(canonical);
  });
});

describe('the open dial', () => {
  const dial = openDial([{ address: '127.0.0.53', port: 53 }]);

  it('gives a public address back as it came', () => {
    const wanted = { transport: 'tcp', address: '198.41.0.4', port: 443 } as const;
    expect(dial(wanted)).toEqual({ to: wanted });
  });

  it('lets the configured resolver through, at its own port only', () => {
    expect(dial({ transport: 'udp', address: '127.0.0.53', port: 53 })).toHaveProperty('to');
    expect(dial({ transport: 'tcp', address: '127.0.0.53', port: 80 })).toHaveProperty('refused');
    expect(dial({ transport: 'udp', address: '127.0.0.1', port: 53 })).toHaveProperty('refused');
  });
});

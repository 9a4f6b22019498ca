import { Packet } from 'dns2';
import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeQuery } from '../../src/net/dns-message.ts';
import { decodeName, encodeName } from '../../src/net/dns-name.ts';
import { a, aaaa, cname, encodeReply, ns, ptr, soa, txt } from './dns-server.ts';

const query = encodeQuery(7, { name: 'quay.example', type: 'A' }, true) ?? new Uint8Array();

/** The packet with one byte changed. */
const put =
  (value: number, at: number) =>
  (bytes: Uint8Array): Uint8Array =>
    bytes.with(at, value);

describe('a query on the wire', () => {
  it('is read by dns2 as it was meant', () => {
    const packet = Packet.parse(Buffer.from(query));
    expect(packet.header).toMatchObject({ id: 7, rd: 1, qr: 0 });
    expect(packet.questions).toMatchObject([{ name: 'quay.example', type: 1, class: 1 }]);
  });

  it.each([
    ['a..example', 'an empty label'],
    [`${'a'.repeat(64)}.example`, 'a label of 64'],
    [Array<string>(50).fill('quayside').join('.'), 'more than 255 bytes'],
    ['кнайпа.example', 'letters that are not ASCII'],
    ['a\\999.example', 'an escape that is no byte'],
  ])('cannot be made of %j: %s', (name) => {
    expect(encodeQuery(7, { name, type: 'A' }, true)).toBeNull();
  });

  it('carries the root, a trailing dot, and escaped bytes', () => {
    expect(encodeName('.')).toEqual(Uint8Array.of(0));
    expect(encodeName('quay.example.')).toEqual(encodeName('quay.example'));
    const odd = encodeName('a\\046b\\000.example') ?? new Uint8Array();
    expect(decodeName(odd, 0)).toEqual({ name: 'a\\046b\\000.example', next: odd.length });
  });
});

describe('a reply on the wire', () => {
  it('is read as dns2 reads it', () => {
    const records = [a('quay.example', '203.0.113.7'), aaaa('quay.example', 9), ns('quay.example', 'ns1.quay.test')];
    const names = [cname('www.quay.example', 'quay.example'), ptr('7.113.0.203.in-addr.arpa', 'berth.quay.test')];
    const bytes = encodeReply(query, { answers: [...records, ...names], authority: [soa('quay.example')] });
    const ours = decodeMessage(bytes);
    const theirs = Packet.parse(Buffer.from(bytes)) as unknown as {
      answers: { address?: string; ns?: string; domain?: string }[];
    };
    const told = theirs.answers.map(({ address, ns: server, domain }) => address ?? server ?? domain);
    expect(ours?.answers.map(({ value }) => value)).toEqual(told);
    expect(ours?.authority).toMatchObject([
      { name: 'quay.example', value: 'ns1.quay.example hostmaster.quay.example' },
    ]);
  });

  it('keeps a dot inside a label apart from two labels, as dns2 does not', () => {
    const wire = Uint8Array.of(3, 0x61, 0x2e, 0x62, 4, 0x74, 0x65, 0x73, 0x74, 0);
    expect(decodeName(wire, 0)?.name).toBe('a\\046b.test');
  });

  it('joins the strings of a TXT record and reads an extended error', () => {
    const opt = { name: '.', type: 41, data: Uint8Array.of(0, 15, 0, 7, 0, 6, ...Buffer.from('bogus')) };
    const bytes = encodeReply(query, { answers: [txt('quay.example', '64500 | US'), opt] });
    expect(decodeMessage(bytes)).toMatchObject({
      answers: [{ value: '64500 | US' }],
      errors: [{ code: 6, text: 'bogus' }],
    });
  });

  it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ['that is a question', put(1, 2)],
    ['of another opcode', put(0xa9, 2)],
    ['shorter than a header', (bytes) => bytes.subarray(0, 11)],
    ['cut in its question', (bytes) => bytes.subarray(0, 20)],
    ['cut in its last record', (bytes) => bytes.subarray(0, -1)],
    ['with more records promised than there are', put(9, 7)],
    ['whose name points forward', put(0xc0, 12)],
    ['whose name points at itself', (bytes) => put(0x0c, 13)(put(0xc0, 12)(bytes))],
    ['whose address has three bytes', (bytes) => put(3, bytes.length - 5)(bytes).subarray(0, -1)],
    ['with a reserved label type', put(0x80, 12)],
  ])('%s is not read', (_what, spoil) => {
    const bytes = encodeReply(query, { answers: [a('quay.example', '203.0.113.7')] });
    expect(decodeMessage(bytes)).not.toBeNull();
    expect(decodeMessage(spoil(bytes))).toBeNull();
  });

  it('that is truncated is read no further than its header', () => {
    expect(decodeMessage(encodeReply(query, { truncated: true }).subarray(0, 12))).toMatchObject({ truncated: true });
  });

  it('built of pointer chains does not keep us: every name in 64 KiB in half a second', () => {
    const bytes = Buffer.alloc(65_535);
    Buffer.from(encodeReply(query, {})).copy(bytes);
    const chain = query.length - 11;
    for (let at = chain; at < 20_000; at += 2) bytes.writeUInt16BE(0xc000 | Math.max(12, Math.min(at - 2, 0x3fff)), at);
    const start = 20_000;
    let count = 0;
    for (let at = start; at + 12 <= bytes.length; at += 12) {
      bytes.writeUInt16BE(0xffff, at);
      count += 1;
    }
    bytes.writeUInt16BE(count, 6);
    const startedAt = performance.now();
    decodeMessage(bytes);
    for (let at = 12; at < bytes.length; at += 1) decodeName(bytes, at);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});

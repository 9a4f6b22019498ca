import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { encodeName } from '../../src/net/dns-name.ts';

/** One record of an answer; `data` is the RDATA as bytes. */
export interface FakeRecord {
  readonly name: string;
  readonly type: number;
  readonly ttl?: number;
  readonly data: Uint8Array;
}

export interface FakeReply {
  readonly rcode?: number;
  readonly truncated?: boolean;
  readonly answers?: readonly FakeRecord[];
  readonly authority?: readonly FakeRecord[];
  readonly recursionAvailable?: boolean;
}

export interface FakeQuestion {
  readonly name: string;
  readonly type: number;
  readonly transport: 'udp' | 'tcp';
  readonly query: Uint8Array;
}

/** Bytes to send as they are, a reply to encode, several of these, or null for silence. */
export type FakeAnswer = FakeReply | Uint8Array | null | readonly (FakeReply | Uint8Array)[];
export type FakeZone = (question: FakeQuestion) => FakeAnswer;

export const name = (text: string): Uint8Array => encodeName(text) ?? new Uint8Array(1);
export const a = (owner: string, address: string): FakeRecord => ({
  name: owner,
  type: 1,
  data: Uint8Array.from(address.split('.').map(Number)),
});
export const aaaa = (owner: string, lastByte: number): FakeRecord => ({
  name: owner,
  type: 28,
  data: Uint8Array.from([0x20, 0x01, 0x0d, 0xb8, ...Array<number>(11).fill(0), lastByte]),
});
export const cname = (owner: string, target: string): FakeRecord => ({ name: owner, type: 5, data: name(target) });
export const ns = (owner: string, target: string): FakeRecord => ({ name: owner, type: 2, data: name(target) });
export const ptr = (owner: string, target: string): FakeRecord => ({ name: owner, type: 12, data: name(target) });
export const txt = (owner: string, text: string): FakeRecord => ({
  name: owner,
  type: 16,
  data: Uint8Array.from([text.length, ...Buffer.from(text)]),
});
export const soa = (owner: string, mname = `ns1.${owner}`): FakeRecord => ({
  name: owner,
  type: 6,
  data: Buffer.concat([name(mname), name(`hostmaster.${owner}`), Buffer.alloc(20)]),
});

/** A DNS server on loopback, UDP and TCP on one port, that answers as told. */
export async function startDnsServer(zone: FakeZone, options: { readonly tcp?: 'dead' | 'closed' } = {}) {
  const asked: FakeQuestion[] = [];
  const answer = (query: Uint8Array, transport: 'udp' | 'tcp'): readonly Uint8Array[] => {
    const question = { ...readQuestion(query), transport, query };
    asked.push(question);
    const said = zone(question);
    if (said === null) return [];
    return [said].flat().map((one) => (one instanceof Uint8Array ? one : encodeReply(query, one)));
  };

  const tcp = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    if (options.tcp === 'dead') return;
    if (options.tcp === 'closed') {
      socket.destroy();
      return;
    }
    let rest = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 2 && rest.length >= 2 + rest.readUInt16BE(0)) {
        const end = 2 + rest.readUInt16BE(0);
        for (const reply of answer(Uint8Array.from(rest.subarray(2, end)), 'tcp')) {
          socket.write(Buffer.concat([Uint8Array.of(reply.length >> 8, reply.length & 0xff), reply]));
        }
        rest = rest.subarray(end);
      }
    });
  });
  const sockets = new Set<Socket>();
  const udp = await bindBoth(tcp);
  const { port } = udp.address();
  udp.on('error', () => undefined);
  let last = { port: 0, address: '127.0.0.1' };
  udp.on('message', (query, from) => {
    last = from;
    for (const reply of answer(Uint8Array.from(query), 'udp')) udp.send(reply, from.port, from.address);
  });
  return {
    port,
    asked,
    /** Sends a datagram to whoever asked last. */
    answerLate: (bytes: Uint8Array) => udp.send(bytes, last.port, last.address),
    close: async () => {
      udp.close();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => tcp.close(resolve));
    },
  };
}

/** Binds UDP and TCP to one free port: a port that is free for one may be taken for the other. */
async function bindBoth(tcp: Server): Promise<UdpSocket> {
  for (;;) {
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
    const { port } = tcp.address() as AddressInfo;
    const udp = createSocket('udp4');
    const isBound = await new Promise<boolean>((resolve) => {
      udp.once('error', () => resolve(false));
      udp.bind(port, '127.0.0.1', () => resolve(true));
    });
    if (isBound) return udp;
    await new Promise((resolve) => tcp.close(resolve));
  }
}

export function readQuestion(query: Uint8Array): { readonly name: string; readonly type: number } {
  const labels: string[] = [];
  let at = 12;
  while ((query[at] ?? 0) !== 0) {
    const length = query[at] ?? 0;
    labels.push(Buffer.from(query.subarray(at + 1, at + 1 + length)).toString('latin1'));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: ((query[at + 1] ?? 0) << 8) | (query[at + 2] ?? 0) };
}

/** Header and question of the query turned into a reply, with records behind it. */
export function encodeReply(query: Uint8Array, reply: FakeReply): Uint8Array {
  let end = 12;
  while ((query[end] ?? 0) !== 0) end += 1 + (query[end] ?? 0);
  const head = Uint8Array.from(query.subarray(0, end + 5));
  const { answers = [], authority = [] } = reply;
  head[2] = 0x81 | (reply.truncated === true ? 0x02 : 0);
  head[3] = (reply.recursionAvailable === false ? 0 : 0x80) | (reply.rcode ?? 0);
  head.set([0, 1, 0, answers.length, 0, authority.length, 0, 0], 4);
  const records = [...answers, ...authority].map(({ name: owner, type, ttl = 60, data }) =>
    Buffer.concat([
      name(owner),
      Uint8Array.of(0, type, 0, 1, 0, 0, ttl >> 8, ttl & 0xff, data.length >> 8, data.length & 0xff),
      data,
    ]),
  );
  return Buffer.concat([head, ...records]);
}

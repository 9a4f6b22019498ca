import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { connect } from 'node:net';
import { encodeName } from '../../src/net/dns-name.ts';
import type { NetworkMap } from '../../src/net/network-map.ts';

/** How long a raw client waits for the next byte. */
const PATIENCE_MS = 300;

/** The loopback port behind (transport, address, port) of a running pretend Internet. */
export function portIn(mapFile: string, transport: 'udp' | 'tcp', address: string, port: number): number {
  const { routes } = JSON.parse(readFileSync(mapFile, 'utf8')) as NetworkMap;
  const route = routes.find((one) => one.transport === transport && one.address === address && one.port === port);
  return Number(route?.to.split(':').at(-1));
}

const QUERY_ID = 0x4711;

function query(name: string, type: number): Buffer {
  const head = Buffer.from([QUERY_ID >> 8, QUERY_ID & 0xff, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  return Buffer.concat([head, encodeName(name) ?? Buffer.alloc(1), Buffer.from([0, type, 0, 1])]);
}

/** What a reply's header says (RFC 1035 §4.1.1). */
const readHead = (reply: Buffer) => ({
  isOurs: reply.readUInt16BE(0) === QUERY_ID,
  isCut: (reply.readUInt8(2) & 2) !== 0,
  rcode: reply.readUInt8(3) & 15,
  answers: reply.readUInt16BE(6),
  authorities: reply.readUInt16BE(8),
});

/** One UDP question, without any resolver library; null for silence. */
export async function askUdp(port: number, name: string, type: number): Promise<ReturnType<typeof readHead> | null> {
  const socket = createSocket('udp4');
  try {
    return await new Promise((settle) => {
      setTimeout(() => settle(null), PATIENCE_MS);
      socket.on('message', (reply) => settle(readHead(reply)));
      socket.send(query(name, type), port, '127.0.0.1');
    });
  } finally {
    socket.close();
  }
}

/** The same question over TCP, its length in front (RFC 7766 §8); null for silence. */
export async function askTcpDns(port: number, name: string, type: number): Promise<ReturnType<typeof readHead> | null> {
  const question = query(name, type);
  const framed = Buffer.concat([Buffer.from([0, question.length]), question]);
  const { bytes } = await askTcp(port, framed, 12);
  return bytes.length < 14 ? null : readHead(bytes.subarray(2));
}

export interface Heard {
  readonly bytes: Buffer;
  readonly end: 'closed' | 'reset' | 'waiting' | 'enough';
}

/** Sends, and listens until the end, a reset, silence, or enough bytes. */
export async function askTcp(port: number, send: string | Buffer, enough = 1_000_000): Promise<Heard> {
  const socket = connect(port, '127.0.0.1');
  let bytes = Buffer.alloc(0);
  return await new Promise((settle) => {
    const stop = (end: Heard['end']): void => {
      settle({ bytes, end });
      socket.destroy();
    };
    socket.setTimeout(PATIENCE_MS, () => stop('waiting'));
    socket.on('error', () => stop('reset'));
    socket.on('end', () => stop('closed'));
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (bytes.length >= enough) stop('enough');
    });
    socket.write(send);
  });
}

/** One HTTP request by Node's own client: status and body, or the error's code. */
export async function getPage(port: number, host: string): Promise<string> {
  return await new Promise((settle) => {
    const request = get({ port, host: '127.0.0.1', headers: { host }, agent: false }, (response) => {
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > 1_000_000) {
          settle(`${response.statusCode} without end`);
          request.destroy();
        }
      });
      response.on('end', () => settle(`${response.statusCode} whole`));
      response.on('error', () => settle(`${response.statusCode} cut`));
    });
    request.setTimeout(PATIENCE_MS, () => {
      settle('silence');
      request.destroy();
    });
    request.on('error', (error: NodeJS.ErrnoException) => settle(error.code ?? error.message));
  });
}

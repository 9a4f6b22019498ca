import { createSocket } from 'node:dgram';
import { createServer, type Socket } from 'node:net';
import DNS from 'dns2';
import { closeServer, listenOn } from './listen.ts';
import type { Names, World } from './world.ts';

const { Packet } = DNS;
const { TYPE } = Packet;
type Query = InstanceType<typeof Packet>;

/** A resolver on loopback, UDP and TCP on one port, that answers from the world. */
export async function startDns(world: World): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const tcp = createServer((socket) => serveTcp(socket, world));
  const port = await listenOn(tcp);
  const udp = createSocket('udp4');
  udp.on('message', (message, from) => {
    const reply = answer(message, world, 'udp');
    if (reply !== null) udp.send(reply, from.port, from.address);
  });
  await new Promise<void>((resolve) => udp.bind(port, '127.0.0.1', resolve));
  return {
    port,
    close: async () => {
      udp.close();
      await closeServer(tcp);
    },
  };
}

function serveTcp(socket: Socket, world: World): void {
  let waiting = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
      const length = waiting.readUInt16BE(0);
      const reply = answer(waiting.subarray(2, 2 + length), world, 'tcp');
      waiting = waiting.subarray(2 + length);
      if (reply === null) continue;
      const head = Buffer.alloc(2);
      head.writeUInt16BE(reply.length);
      socket.write(Buffer.concat([head, reply]));
    }
  });
}

const RCODE = { servfail: 2, nxdomain: 3, refused: 5 } as const;
const LONGEST_CHAIN = 12;

/** The reply to one query, or null for silence. */
function answer(message: Buffer, world: World, transport: 'udp' | 'tcp'): Buffer | null {
  const query = Packet.parse(message);
  const [question] = query.questions;
  if (question === undefined) return null;
  const reply = Packet.createResponseFromRequest(query);
  reply.header.ra = 1;
  reply.header.rd = query.header.rd;
  reply.additionals = [];
  const owner = question.name.toLowerCase().replace(/\.$/, '');
  let names = world.names(owner);
  let at = question.name;
  for (let hop = 0; names?.cname !== undefined && question.type !== TYPE.CNAME && hop < LONGEST_CHAIN; hop += 1) {
    reply.answers.push(record(at, TYPE.CNAME, { domain: names.cname }));
    at = names.cname;
    names = world.names(at.toLowerCase());
  }
  if (names === null) return encode(reply, RCODE.nxdomain, owner);
  switch (names.fault) {
    case 'silent':
      return null;
    case 'servfail':
      return encode(reply, RCODE.servfail, owner);
    case 'refused':
      return encode(reply, RCODE.refused, owner);
    case 'truncated':
      if (transport === 'udp') {
        reply.header.tc = 1;
        reply.answers = [];
        return encode(reply, 0, owner);
      }
      break;
    case 'lying':
      reply.header.id = (query.header.id + 1) & 0xffff;
      break;
    case 'reset':
    case 'slow':
    case 'throttled':
    case 'cut':
    case 'endless':
    case undefined:
      break;
  }
  reply.answers.push(...records(at, question.type, names));
  return encode(reply, 0, owner);
}

function records(name: string, type: number, names: Names): Query['answers'] {
  switch (type) {
    case TYPE.A:
      return (names.a ?? []).map((address) => record(name, type, { address }));
    case TYPE.AAAA:
      return (names.aaaa ?? []).map((address) => record(name, type, { address }));
    case TYPE.NS:
      return (names.ns ?? []).map((ns) => record(name, type, { ns }));
    case TYPE.TXT:
      return (names.txt ?? []).map((data) => record(name, type, { data }));
    case TYPE.PTR:
      return names.ptr === undefined ? [] : [record(name, type, { domain: names.ptr })];
    case TYPE.SOA: {
      const [primary] = names.ns ?? [];
      return primary === undefined ? [] : [soa(name, primary)];
    }
    default:
      return [];
  }
}

function soa(name: string, primary: string): Query['answers'][number] {
  const timers = { serial: 2_026_112_300, refresh: 3_600, retry: 600, expiration: 86_400, minimum: 300 };
  return record(name, TYPE.SOA, { primary, admin: `hostmaster.${name}`, ...timers });
}

function record(name: string, type: number, data: Readonly<Record<string, unknown>>): Query['answers'][number] {
  return Object.assign(new Packet.Resource(name, type, 1, 300), data);
}

/** "None" is proven by the zone's SOA in the authority section (RFC 2308 §2). */
function encode(reply: Query, rcode: number, owner: string): Buffer {
  reply.header.rcode = rcode;
  if (reply.answers.length === 0 && (rcode === 0 || rcode === RCODE.nxdomain)) {
    reply.authorities.push(soa(owner.split('.').slice(-1).join('.'), 'a.nic.example'));
  }
  return reply.toBuffer();
}

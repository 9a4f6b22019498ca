import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Endpoint } from './dial.ts';
import { compareQuestion, decodeMessage, encodeQuery } from './dns-message.ts';
import type { Heard, Transport } from './dns-transport.ts';
import { faultOf } from './fault.ts';
import { randomWords } from './random.ts';
import { roundTrip } from './round-trip.ts';

/** Measured on Linux's default receive buffer: above 128 in flight per socket the kernel drops answers. */
const MAX_IN_FLIGHT = 100;
/** A port is given up after so many questions, so that it is not worth guessing (RFC 5452 §10). */
const MAX_USES = 500;
const MIN_SOCKETS = 8;
const MAX_SOCKETS = 64;
const IDLE_MS = 2_000;
/** Answers in other letters, one after the other, until a resolver is taken not to keep them. */
const MAX_CHANGED = 5;
const MIN_PATIENCE_MS = 250;
const MAX_PATIENCE_MS = 1_000;

interface Pending {
  readonly query: Uint8Array;
  readonly sentAt: number;
  readonly hear: (heard: Heard) => void;
}

interface Port {
  readonly socket: Socket;
  readonly pending: Map<number, Pending>;
  /** Datagrams that wait for the socket to be connected; null once it is. */
  waiting: Uint8Array[] | null;
  uses: number;
  lastUsedAt: number;
}

/**
 * A pool of connected UDP sockets to one resolver: the kernel drops what other hosts send, each question gets a random
 * id on one of several random ports, and an answer must repeat the question, in its letter case where that is mixed
 * (draft-vixie-dnsext-dns0x20). Anything else that arrives is ignored, as a forger would wish it were not.
 * dns2's own client opens a socket per question (5× slower here), accepts a reply to another name and never retries.
 */
export function udpTransport(target: Endpoint, mixCase: boolean): Transport {
  const ports: Port[] = [];
  const random = randomWords();
  let isMixing = mixCase;
  let changed = 0; // in a row
  const trip = roundTrip(MIN_PATIENCE_MS, MAX_PATIENCE_MS);

  const close = (port: Port) => {
    const index = ports.indexOf(port);
    if (index < 0) return;
    ports.splice(index, 1);
    port.socket.close();
  };
  const release = (port: Port) => {
    port.lastUsedAt = performance.now();
    if (port.uses >= MAX_USES && port.pending.size === 0) close(port);
  };

  const open = (): Port => {
    const socket = createSocket({ type: isIPv6(target.address) ? 'udp6' : 'udp4', lookup: asIs });
    const port: Port = { socket, pending: new Map(), waiting: [], uses: 0, lastUsedAt: performance.now() };
    ports.push(port);
    socket.unref();
    socket.on('message', (bytes) => receive(port, bytes));
    socket.on('error', (error) => fail(port, error));
    // Node gives this callback the error of a connect that failed (no route, say), and emits none.
    socket.connect(target.port, target.address, (error?: Error) => {
      if (error !== undefined) return fail(port, error);
      const waiting = port.waiting ?? [];
      port.waiting = null;
      for (const bytes of waiting) transmit(port, bytes);
    });
    const timer = setInterval(() => {
      if (port.pending.size === 0 && performance.now() - port.lastUsedAt > IDLE_MS) close(port);
    }, IDLE_MS);
    timer.unref();
    socket.once('close', () => clearInterval(timer));
    return port;
  };

  const transmit = (port: Port, bytes: Uint8Array) => {
    port.socket.send(bytes, (error) => {
      if (error !== null) fail(port, error);
    });
  };

  /** An error belongs to the socket, not to one question (ICMP does not say which): all of them hear of it. */
  const fail = (port: Port, error: Error) => {
    const pending = [...port.pending.values()];
    port.pending.clear();
    close(port);
    for (const { hear } of pending) hear({ fault: faultOf(error) });
  };

  const receive = (port: Port, bytes: Uint8Array) => {
    const id = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
    const found = port.pending.get(id);
    if (found === undefined || bytes.length < 12) return;
    const heard = judge(found.query, bytes);
    if (heard === null) return;
    changed = heard === OTHER_CASE ? changed + 1 : 0;
    if (changed >= MAX_CHANGED) isMixing = false;
    port.pending.delete(id);
    release(port);
    trip.note(performance.now() - found.sentAt);
    found.hear(heard);
  };

  const pick = (): Port => {
    const free = ports.filter(({ uses, pending }) => uses < MAX_USES && pending.size < MAX_IN_FLIGHT);
    const isRoom = ports.length < MAX_SOCKETS;
    if (isRoom && (free.length === 0 || ports.length < MIN_SOCKETS)) return open();
    const candidates = free.length > 0 ? free : ports;
    return candidates[random() % candidates.length] ?? open();
  };

  return {
    patienceMs: trip.patienceMs,
    send: (question, edns, hear) => {
      const port = pick();
      let id = random();
      while (port.pending.has(id)) id = random();
      const query = encodeQuery(id, question, edns);
      if (query === null) {
        queueMicrotask(() => hear({ fault: { code: 'malformed', detail: 'not a name DNS can carry', attempts: 1 } }));
        return () => undefined;
      }
      // a resolver that never keeps the case is not asked to: TCP for every question would be the price
      if (isMixing) mixLetters(query, random);
      port.uses += 1;
      port.pending.set(id, { query, sentAt: performance.now(), hear });
      if (port.waiting === null) transmit(port, query);
      else port.waiting.push(query);
      return () => {
        if (port.pending.delete(id)) release(port);
      };
    },
  };
}

const OTHER_CASE: Heard = { retryStream: 'the answer changed the letter case of the question' };

/** What a datagram with the right id says; null when it is no answer to this question and waiting goes on. */
function judge(query: Uint8Array, bytes: Uint8Array): Heard | null {
  const same = compareQuestion(query, bytes);
  if (same === 'other') return null;
  if (same === 'other-case') return OTHER_CASE;
  const message = decodeMessage(bytes);
  if (message === null) {
    return ((bytes[2] ?? 0) & 0x80) === 0 || same === 'none' ? null : { retryStream: 'broken packet' };
  }
  if (same === 'none') return message.rcode === 0 || message.rcode === 3 ? null : { message };
  return message.truncated ? { retryStream: 'truncated' } : { message };
}

/** Turns each letter of the question's name to upper or lower case at random: one more bit to guess per letter. */
function mixLetters(query: Uint8Array, random: () => number): void {
  let bits = 1;
  for (let at = 12; at < query.length && query[at] !== 0; ) {
    const end = at + (query[at] ?? 0);
    for (at += 1; at <= end; at += 1) {
      const byte = (query[at] ?? 0) | 0x20;
      if (bits === 1) bits = random() | 0x10000;
      if (byte >= 0x61 && byte <= 0x7a) query[at] = byte ^ ((bits & 1) << 5);
      bits >>= 1;
    }
  }
}

/** The address is a literal already: no lookup may happen. */
function asIs(
  address: string,
  _options: unknown,
  done: (error: NodeJS.ErrnoException | null, address: string, family: number) => void,
): void {
  done(null, address, isIPv6(address) ? 6 : 4);
}

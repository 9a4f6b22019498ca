import type { Socket } from 'node:net';
import { compareQuestion, decodeMessage, encodeQuery } from './dns-message.ts';
import type { Heard, Transport } from './dns-transport.ts';
import { FaultError, faultOf } from './fault.ts';
import { randomWords } from './random.ts';

const MAX_IN_FLIGHT = 200;
const MAX_CONNECTIONS = 8;
const IDLE_MS = 2_000;
const CONNECT_MS = 5_000;
/** TCP sends again by itself: only a dead connection or a stuck resolver is silent for so long. */
const PATIENCE_MS = 2_500;

interface Pending {
  readonly query: Uint8Array;
  readonly hear: (heard: Heard) => void;
}

interface Line {
  readonly pending: Map<number, Pending>;
  readonly controller: AbortController;
  socket: Socket | null;
  /** Frames to be written together at the end of this turn. */
  outbox: Uint8Array[];
  isOpen: boolean;
}

/**
 * Questions pipelined over a few TCP or TLS connections to one resolver, matched by id, in whatever order they come back
 * (RFC 7766 §6.2, RFC 7858). One write per turn of the event loop: four times the rate of UDP here, and no forger.
 * When a connection breaks, every question on it hears so; trying again is the client's business.
 */
export function streamTransport(connect: (signal: AbortSignal) => Promise<Socket>): Transport {
  const lines: Line[] = [];
  const random = randomWords();

  const drop = (line: Line, error: unknown) => {
    if (!line.isOpen) return;
    line.isOpen = false;
    lines.splice(lines.indexOf(line), 1);
    line.controller.abort();
    line.socket?.destroy();
    const fault = faultOf(error);
    for (const { hear } of line.pending.values()) hear({ fault });
    line.pending.clear();
  };

  const flush = (line: Line) => {
    if (line.socket === null || line.outbox.length === 0) return;
    line.socket.write(Buffer.concat(line.outbox));
    line.outbox = [];
  };

  const open = (): Line => {
    const controller = new AbortController();
    const line: Line = { pending: new Map(), controller, socket: null, outbox: [], isOpen: true };
    lines.push(line);
    const tooLong = new FaultError('timeout', `no connection within ${CONNECT_MS} ms`);
    const timer = setTimeout(() => drop(line, tooLong), CONNECT_MS);
    timer.unref();
    connect(controller.signal)
      .then((socket) => {
        if (!line.isOpen) {
          socket.destroy();
          return;
        }
        line.socket = socket;
        socket.unref();
        socket.setTimeout(IDLE_MS, () => {
          if (line.pending.size === 0) drop(line, new FaultError('refused', 'idle'));
        });
        socket.on(
          'data',
          readFrames((bytes) => receive(line, bytes)),
        );
        socket.on('error', (error) => drop(line, error));
        socket.on('close', () => drop(line, new FaultError('refused', 'the resolver closed the connection')));
        flush(line);
      })
      .catch((error: unknown) => drop(line, error))
      .finally(() => clearTimeout(timer));
    return line;
  };

  const receive = (line: Line, bytes: Uint8Array) => {
    const id = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
    const found = line.pending.get(id);
    if (found === undefined) return;
    const same = compareQuestion(found.query, bytes);
    const message = decodeMessage(bytes);
    if (same === 'other') return;
    line.pending.delete(id);
    const isWhole =
      message !== null && !message.truncated && (same !== 'none' || (message.rcode !== 0 && message.rcode !== 3));
    found.hear(isWhole ? { message } : { fault: { code: 'malformed', detail: 'broken DNS message', attempts: 1 } });
  };

  return {
    patienceMs: () => PATIENCE_MS,
    send: (question, edns, hear) => {
      const free = lines.find(({ pending }) => pending.size < MAX_IN_FLIGHT);
      const line = free ?? (lines.length < MAX_CONNECTIONS ? open() : lines[random() % lines.length]) ?? open();
      let id = random();
      while (line.pending.has(id)) id = random();
      const query = encodeQuery(id, question, edns);
      if (query === null) {
        queueMicrotask(() => hear({ fault: { code: 'malformed', detail: 'not a name DNS can carry', attempts: 1 } }));
        return () => undefined;
      }
      line.pending.set(id, { query, hear });
      if (line.outbox.length === 0) setImmediate(flush, line);
      line.outbox.push(Uint8Array.of(query.length >> 8, query.length & 0xff), query);
      return () => {
        line.pending.delete(id);
        if (line.pending.size === 0) line.socket?.setTimeout(IDLE_MS); // counts anew, so that a dead line is dropped
      };
    },
  };
}

/** Cuts a stream into messages, each behind its length in two bytes (RFC 1035 §4.2.2). */
function readFrames(each: (message: Uint8Array) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    while (rest.length - at >= 2) {
      const end = at + 2 + rest.readUInt16BE(at);
      if (end > rest.length) break;
      each(rest.subarray(at + 2, end));
      at = end;
    }
    rest = rest.subarray(at);
  };
}

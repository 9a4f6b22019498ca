import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Fault } from '../model/outcome.ts';
import { withDeadline } from './deadline.ts';
import type { Endpoint } from './dial.ts';
import { FaultError, faultOf, stoppedFault } from './fault.ts';
import type { Network } from './network.ts';

/**
 * A connected socket to a checked address, dialled through the seam. Rejects with an error that `faultOf` reads; the
 * socket is destroyed when the signal aborts, also later, so whoever waits on it hears of it. When this machine is out
 * of file descriptors it waits for one: that says nothing about the server.
 */
export async function openTcp(
  address: string,
  port: number,
  network: Pick<Network, 'dial'>,
  signal: AbortSignal,
): Promise<Socket> {
  const dialled = network.dial({ transport: 'tcp', address, port });
  if ('refused' in dialled) throw new FaultError('unreachable', dialled.refused);
  for (let pauseMs = 20; ; pauseMs = Math.min(500, pauseMs * 2)) {
    signal.throwIfAborted();
    try {
      return await connectTo(dialled.to, signal);
    } catch (error) {
      if (!isOutOfDescriptors(error)) throw error;
      await setTimeout(pauseMs * (0.5 + Math.random()), undefined, { signal }).catch(() => {
        throw error; // time is up: the machine is to blame
      });
    }
  }
}

async function connectTo(to: Endpoint, signal: AbortSignal): Promise<Socket> {
  const socket = connect({ host: to.address, port: to.port, noDelay: true, autoSelectFamily: false });
  socket.on('error', ignore);
  destroyOnAbort(socket, signal);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
    socket.once('close', () => reject(signal.aborted ? signal.reason : new FaultError('refused', 'connection closed')));
  });
  return socket;
}

const isOutOfDescriptors = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EMFILE' || error.code === 'ENFILE');

/** Ends a socket with the signal; the listener goes when the socket is closed. */
function destroyOnAbort(socket: Socket, signal: AbortSignal): void {
  const stop = () => socket.destroy();
  signal.addEventListener('abort', stop, { once: true });
  socket.once('close', () => signal.removeEventListener('abort', stop));
  if (signal.aborted) stop();
}

export interface Exchange {
  /** An IP literal. */
  readonly address: string;
  readonly port: number;
  readonly send: Uint8Array;
  /** What lies beyond is not read and `truncated` says so. */
  readonly maxBytes: number;
}

export type Exchanged =
  | { readonly bytes: Uint8Array; readonly truncated: boolean }
  | { readonly fault: Fault; readonly partial: Uint8Array };

/**
 * Sends, then reads until the server closes (as WHOIS does, RFC 3912 §2) or the cap is reached, within the network's
 * timeout. A connection that breaks midway is a fault, with what had come as `partial`. Never throws.
 */
export async function exchangeTcp(wanted: Exchange, network: Network, signal: AbortSignal): Promise<Exchanged> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const received = () => Buffer.concat(chunks).subarray(0, wanted.maxBytes);
  return await withDeadline(network.timeoutMs, signal, async (limited): Promise<Exchanged> => {
    try {
      const socket = await openTcp(wanted.address, wanted.port, network, limited);
      try {
        socket.write(wanted.send);
        for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
          chunks.push(chunk);
          length += chunk.length;
          if (length > wanted.maxBytes) return { bytes: received(), truncated: true };
        }
        if (limited.aborted) return { fault: stoppedFault(limited), partial: received() };
        return { bytes: received(), truncated: false };
      } finally {
        socket.destroy();
      }
    } catch (error) {
      const fault = limited.aborted ? stoppedFault(limited) : faultOf(error);
      return { fault, partial: received() };
    }
  });
}

function ignore(): void {
  // an 'error' without a listener would end the process; whoever waits hears of it by 'close'
}

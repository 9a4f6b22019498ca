import type { Socket } from 'node:net';
import { DeadlineReached } from './deadline.ts';
import { FaultError, faultOf, stoppedFault } from './fault.ts';
import { lookupAddresses } from './lookup.ts';
import type { Network } from './network.ts';
import { openTcp } from './tcp.ts';
import { openTls } from './tls.ts';

/** The connection did not come about, so the next address may be tried. */
export class ConnectError extends FaultError {}

/** A host's addresses, or the fault of not finding any, thrown. */
export async function findAddresses(host: string, network: Network, signal: AbortSignal): Promise<readonly string[]> {
  const found = await lookupAddresses(host, network, signal);
  switch (found.kind) {
    case 'ok':
      return found.value;
    case 'failed':
      throw new FaultError(found.fault.code, `DNS of ${host}: ${found.fault.detail}`);
    case 'absent':
      throw new FaultError('unreachable', `${host} has no address (${found.proof})`);
    case 'redacted':
    case 'skipped':
      throw new FaultError('internal', `DNS of ${host}: ${found.kind}`);
  }
}

/** A socket, through TLS for https, ready for a request; throws ConnectError. Ends with the signal. */
export async function connectTo(
  address: string,
  url: URL,
  network: Network,
  signal: AbortSignal,
  connectMs: number,
): Promise<Socket> {
  const isTls = url.protocol === 'https:';
  const port = url.port === '' ? (isTls ? 443 : 80) : Number(url.port);
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const controller = new AbortController();
  const stop = () => controller.abort(signal.reason);
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  const timer = setTimeout(
    () => controller.abort(new DeadlineReached(`no connection within ${connectMs} ms`)),
    connectMs,
  );
  try {
    const socket = await openTcp(address, port, network, controller.signal);
    socket.once('close', () => signal.removeEventListener('abort', stop));
    return isTls ? await openTls(socket, { name, alpn: 'http/1.1' }, network) : socket;
  } catch (error) {
    signal.removeEventListener('abort', stop);
    const { code, detail } = controller.signal.aborted ? stoppedFault(controller.signal) : faultOf(error);
    throw new ConnectError(code, detail);
  } finally {
    clearTimeout(timer);
  }
}

import type { Limits, Service } from './limits.ts';

/** Monotonic milliseconds and a timer; tests hand in their own. `after` returns its cancellation. */
export interface Clock {
  readonly nowMs: () => number;
  readonly after: (delayMs: number, work: () => void) => () => void;
}

/**
 * How the server took the question. `throttled` closes it for a while; `refused` counts towards parking it; `unreached`:
 * it never got it, so the turn is given back and the next question need not wait.
 */
export type Reception = 'answered' | 'throttled' | 'refused' | 'failed' | 'unreached';

export interface Turn {
  /** Must be called once, whatever came. `retryAfterMs` is the server's own word (RFC 9110 §10.2.3). */
  readonly done: (reception: Reception, retryAfterMs?: number) => void;
}

/** A server that is asked no more in this run, and why: a row says so instead of waiting for days. */
export interface Parked {
  readonly parked: string;
  /** It could not be reached a moment ago; it may be asked again later. */
  readonly isUnreachable?: true;
}

export interface Pacer {
  /** Waits until this server may be asked. Rejects only when `signal` aborts. */
  readonly turn: (server: string, service: Service, signal?: AbortSignal) => Promise<Turn | Parked>;
  /** Questions waiting for a turn, by server: what a progress line shows as the slowest. */
  readonly waiting: () => ReadonlyMap<string, number>;
}

export interface PacerOptions {
  readonly limitsOf: (server: string, service: Service) => Limits;
  readonly clock: Clock;
  /** A server is parked after so many refusals or throttlings in a row. */
  readonly parkAfter: number;
  /** Longest wait that a limit or a back-off may impose before the server is parked instead. */
  readonly maxWaitMs: number;
}

const FIRST_BACKOFF_MS = 5_000;
/** After so many questions in a row that never arrived, those who wait are told so for a while: without a network, a list of
 * one TLD would otherwise fail name by name. */
const UNREACHED_IN_A_ROW = 3;
const UNREACHABLE_FOR_MS = 5_000;
const UNREACHABLE: Parked = { parked: 'it could not be reached a moment ago', isUnreachable: true };

interface Waiter {
  readonly grant: (turn: Turn | Parked) => void;
}

interface Server {
  readonly limits: Limits;
  readonly queue: Set<Waiter>;
  gapMs: number;
  inFlight: number;
  openAtMs: number;
  refusals: number;
  unreached: number;
  unreachableUntilMs: number;
  parked: string | null;
  cancelTimer: (() => void) | null;
  /** Instants of the latest grants, oldest first, as many as the largest window needs. */
  readonly grants: number[];
}

/**
 * Manners towards registration servers (CONTRACT §8): for each its own queue, so that a slow one holds up no other.
 * Within a server: at most `inFlight` at once, `gapMs` apart, inside every window, none during back-off. RDAP's gap
 * shrinks by a tenth with each answer and doubles on 429 (additive increase in spirit, multiplicative decrease).
 */
export function openPacer({ limitsOf, clock, parkAfter, maxWaitMs }: PacerOptions): Pacer {
  const servers = new Map<string, Server>();

  function serverOf(name: string, service: Service): Server {
    const key = `${service} ${name}`;
    const known = servers.get(key);
    if (known !== undefined) return known;
    const limits = limitsOf(name, service);
    const fresh: Server = {
      limits,
      queue: new Set(),
      gapMs: limits.gapMs,
      inFlight: 0,
      openAtMs: Number.NEGATIVE_INFINITY,
      refusals: 0,
      unreached: 0,
      unreachableUntilMs: Number.NEGATIVE_INFINITY,
      parked: null,
      cancelTimer: null,
      grants: [],
    };
    servers.set(key, fresh);
    return fresh;
  }

  function park(server: Server, why: string): void {
    server.parked = why;
    server.cancelTimer?.();
    for (const waiter of server.queue) waiter.grant({ parked: why });
    server.queue.clear();
  }

  function pump(server: Server): void {
    server.cancelTimer?.();
    server.cancelTimer = null;
    while (server.queue.size > 0 && server.inFlight < server.limits.inFlight) {
      const now = clock.nowMs();
      const at = earliest(server);
      if (at - now > maxWaitMs) {
        park(server, `its limit asks for a wait of ${Math.ceil((at - now) / 1_000)} s`);
        return;
      }
      if (at > now) {
        server.cancelTimer = clock.after(at - now, () => pump(server));
        return;
      }
      const [waiter] = server.queue;
      if (waiter === undefined) return;
      server.queue.delete(waiter);
      server.inFlight += 1;
      server.grants.push(now);
      const most = Math.max(1, ...server.limits.windows.map(({ max }) => max));
      // Beyond the largest window only those that may still be given back are kept.
      if (server.grants.length > most + server.limits.inFlight) server.grants.shift();
      waiter.grant(turnOf(server, now));
    }
  }

  function turnOf(server: Server, grantedAt: number): Turn {
    let isOver = false;
    return {
      done: (reception, retryAfterMs) => {
        if (isOver) return;
        isOver = true;
        server.inFlight -= 1;
        if (reception === 'unreached') miss(server, grantedAt);
        else receive(server, reception, retryAfterMs);
        if (server.parked === null) pump(server);
      },
    };
  }

  function miss(server: Server, grantedAt: number): void {
    giveBack(server, grantedAt);
    server.unreached += 1;
    if (server.unreached < UNREACHED_IN_A_ROW) return;
    server.unreachableUntilMs = clock.nowMs() + UNREACHABLE_FOR_MS;
    for (const waiter of server.queue) waiter.grant(UNREACHABLE);
    server.queue.clear();
  }

  function giveBack({ grants }: Server, grantedAt: number): void {
    const index = grants.lastIndexOf(grantedAt);
    if (index !== -1) grants.splice(index, 1);
  }

  function receive(server: Server, reception: Exclude<Reception, 'unreached'>, retryAfterMs?: number): void {
    server.unreached = 0;
    switch (reception) {
      case 'answered':
        server.refusals = 0;
        server.gapMs = Math.max(server.limits.fastestGapMs, server.gapMs * 0.9);
        return;
      case 'failed':
        return;
      case 'throttled':
      case 'refused': {
        server.refusals += 1;
        server.gapMs = Math.min(60_000, server.gapMs * 2);
        const backoffMs = retryAfterMs ?? FIRST_BACKOFF_MS * 2 ** (server.refusals - 1);
        server.openAtMs = Math.max(server.openAtMs, clock.nowMs() + backoffMs);
        if (server.refusals >= parkAfter) park(server, `it refused ${server.refusals} questions in a row`);
        return;
      }
    }
  }

  return {
    turn: (name, service, signal) =>
      new Promise((resolve, reject) => {
        const server = serverOf(name, service);
        if (signal?.aborted === true) return reject(signal.reason);
        if (server.parked !== null) return resolve({ parked: server.parked });
        if (clock.nowMs() < server.unreachableUntilMs) return resolve(UNREACHABLE);
        const abort = (): void => {
          server.queue.delete(waiter);
          reject(signal?.reason);
        };
        const waiter: Waiter = {
          grant: (turn) => {
            signal?.removeEventListener('abort', abort);
            resolve(turn);
          },
        };
        signal?.addEventListener('abort', abort, { once: true });
        server.queue.add(waiter);
        pump(server);
      }),
    waiting: () => new Map([...servers].map(([name, { queue }]) => [name, queue.size])),
  };
}

/** The first instant at which gap, back-off and every window allow one more question. */
function earliest({ limits, gapMs, openAtMs, grants }: Server): number {
  const last = grants.at(-1);
  let at = Math.max(openAtMs, last === undefined ? Number.NEGATIVE_INFINITY : last + gapMs);
  for (const { max, perMs } of limits.windows) {
    const oldest = grants[grants.length - max];
    if (oldest !== undefined) at = Math.max(at, oldest + perMs);
  }
  return at;
}

/** The machine's own monotonic clock: a jump of the wall clock neither hurries nor holds up a turn. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  after: (delayMs, work) => {
    const timer = setTimeout(work, delayMs);
    return () => clearTimeout(timer);
  },
};

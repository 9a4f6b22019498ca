import type { DomainName } from '../../model/domain.ts';
import type { Probes } from '../gather.ts';
import type { Services } from './servers.ts';

/** Registration asked before its row is worked on, so that every server is kept busy from the first minute. */
export interface RegistrationAhead {
  /** A row of this domain is coming. */
  readonly expect: (domain: DomainName) => void;
  /** The answer of a question under way, or a question of its own. Rows of one registrable domain share it. */
  readonly probe: Probes['registration'];
  /** Names not yet answered for, by registry: in its queue or under way. */
  readonly waiting: () => ReadonlyMap<string, number>;
  /** Ends what no row will ask for any more. */
  readonly close: () => void;
}

export interface AheadOptions {
  readonly ask: (domain: DomainName, signal: AbortSignal) => ReturnType<Probes['registration']>;
  readonly services: Services;
  /** Questions under way for one registry, at most; how fast they are put is for its pacing to say. */
  readonly perServer?: number;
}

interface Entry {
  readonly domain: DomainName;
  readonly server: string;
  readonly controller: AbortController;
  answer: ReturnType<Probes['registration']> | null;
}

const PER_SERVER = 64;
/** Names whose answers are at hand; the oldest is forgotten, and asked again should it come again. */
const REMEMBERED = 12_288;

/**
 * A list sorted by TLD would otherwise wait for one registry at a time. Names that are expected are asked for in the order they
 * came, but each registry has its own queue: all of them at once, none faster than its manners (net/pace.ts) allow.
 */
export function openAhead({ ask, services, perServer = PER_SERVER }: AheadOptions): RegistrationAhead {
  const entries = new Map<string, Entry>();
  const queues = new Map<string, Entry[]>();
  const busy = new Map<string, number>();

  function start(entry: Entry): ReturnType<Probes['registration']> {
    const { server } = entry;
    busy.set(server, (busy.get(server) ?? 0) + 1);
    const answer = ask(entry.domain, entry.controller.signal).finally(() => {
      busy.set(server, (busy.get(server) ?? 1) - 1);
      pump(server);
    });
    answer.catch(() => undefined); // told to the row that asks; perhaps none does
    entry.answer = answer;
    return answer;
  }

  function pump(server: string): void {
    const queue = queues.get(server) ?? [];
    while (queue.length > 0 && (busy.get(server) ?? 0) < perServer) {
      const next = queue.shift();
      if (next !== undefined && next.answer === null && !next.controller.signal.aborted) void start(next);
    }
  }

  function enter(domain: DomainName): Entry {
    const server = serverOf(domain.registered, services);
    const entry: Entry = { domain, server, controller: new AbortController(), answer: null };
    entries.set(domain.registered, entry);
    const [oldest] = entries.keys();
    if (entries.size > REMEMBERED && oldest !== undefined) entries.delete(oldest);
    return entry;
  }

  return {
    expect: (domain) => {
      if (entries.has(domain.registered)) return;
      const entry = enter(domain);
      const queue = queues.get(entry.server);
      if (queue === undefined) queues.set(entry.server, [entry]);
      else queue.push(entry);
      pump(entry.server);
    },
    probe: async (domain, _network, signal) => {
      const entry = entries.get(domain.registered) ?? enter(domain);
      const abort = (): void => entry.controller.abort(signal.reason);
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
      try {
        return await (entry.answer ?? start(entry));
      } finally {
        signal.removeEventListener('abort', abort);
      }
    },
    waiting: () => {
      const servers = new Set([...queues.keys(), ...busy.keys()]);
      const left = (server: string): number => (queues.get(server)?.length ?? 0) + (busy.get(server) ?? 0);
      return new Map([...servers].map((server) => [server, left(server)]));
    },
    close: () => {
      for (const { controller } of entries.values()) controller.abort(new Error('no longer wanted'));
      queues.clear();
    },
  };
}

function serverOf(name: string, services: Services): string {
  const rdap = services.rdapOf(name);
  return rdap === null ? (services.whoisOf(name)?.server ?? '') : new URL(rdap.base).host;
}

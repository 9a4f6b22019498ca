import type { Question } from './dns-message.ts';
import type { Heard, Transport } from './dns-transport.ts';
import { faultOf } from './fault.ts';

/** How often the queue is looked at while nothing is heard. */
const TICK_MS = 25;

interface Waiting {
  readonly question: Question;
  readonly edns: boolean;
  readonly hear: (heard: Heard) => void;
  cancel: () => void;
}

/**
 * Lets at most `size` questions be under way at a resolver; the rest wait in order. A burst of some hundred datagrams
 * overflows a socket's default receive buffer at either end (277 small packets on Linux), and what is lost so is asked
 * again in another burst. A question that outlasts the transport's patience no longer counts, so silence cannot jam.
 */
export function windowed(inner: Transport, size: number): Transport {
  const waiting = new Set<Waiting>();
  const flying = new Set<{ readonly sentAt: number }>();
  let timer: NodeJS.Timeout | undefined;

  const admit = () => {
    const overdue = performance.now() - inner.patienceMs();
    for (const flight of flying) {
      if (flight.sentAt > overdue) break;
      flying.delete(flight);
    }
    for (const entry of waiting) {
      if (flying.size >= size) break;
      waiting.delete(entry);
      launch(entry);
    }
    if (waiting.size === 0 || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      admit();
    }, TICK_MS);
  };

  const launch = (entry: Waiting) => {
    const flight = { sentAt: performance.now() };
    flying.add(flight);
    const land = () => {
      if (flying.delete(flight) && waiting.size > 0) admit();
    };
    try {
      const cancel = inner.send(entry.question, entry.edns, (heard) => {
        land();
        entry.hear(heard);
      });
      entry.cancel = () => {
        cancel();
        land();
      };
    } catch (error) {
      land();
      entry.hear({ fault: faultOf(error) });
    }
  };

  return {
    patienceMs: () => inner.patienceMs() * (1 + waiting.size / size),
    send: (question, edns, hear) => {
      const entry: Waiting = { question, edns, hear, cancel: () => waiting.delete(entry) };
      waiting.add(entry);
      admit();
      return () => entry.cancel();
    },
  };
}

import { describe, expect, it } from 'vitest';
import type { DomainName } from '../../src/model/domain.ts';
import { absent, type Source } from '../../src/model/outcome.ts';
import type { Limits } from '../../src/net/limits.ts';
import type { Network } from '../../src/net/network.ts';
import { openPacer } from '../../src/net/pace.ts';
import { openAhead } from '../../src/resolve/registration/ahead.ts';
import { servicesWith } from '../../src/resolve/registration/servers.ts';
import { fakeClock } from '../net/fake-clock.ts';

const SOURCE: Source = { protocol: 'whois', server: 'whois.example:43', askedAt: '2026-11-23T10:00:00.000Z' };
const NONE = absent('No match', SOURCE);
const ZONES = ['north', 'south', 'west'];
const SERVICES = servicesWith({ whois: Object.fromEntries(ZONES.map((zone) => [zone, `whois.${zone}.example`])) });
const A_SECOND_APART: Limits = { inFlight: 1, gapMs: 1_000, fastestGapMs: 1_000, windows: [] };
const NETWORK: Network = {
  dial: () => ({ refused: 'no network here' }),
  resolvers: [],
  extraAuthorities: [],
  userAgent: 'test',
  timeoutMs: 1_000,
  now: () => new Date(SOURCE.askedAt),
};
const never = new AbortController().signal;

function named(registered: string): DomainName {
  return { host: registered, registrable: registered, registered, publicSuffix: registered.split('.').at(-1) ?? '' };
}

describe('registration asked ahead of the rows', () => {
  it('keeps every registry busy: a list sorted by zone takes as long as its largest zone, not as their sum', async () => {
    const clock = fakeClock();
    const pacer = openPacer({ limitsOf: () => A_SECOND_APART, clock, parkAfter: 5, maxWaitMs: 1e9 });
    const asked = new Map<string, number[]>(ZONES.map((zone) => [zone, []]));
    const ahead = openAhead({
      services: SERVICES,
      ask: async ({ publicSuffix }, signal) => {
        const turn = await pacer.turn(`whois.${publicSuffix}.example`, 'whois', signal);
        if (!('done' in turn)) throw new Error('parked');
        asked.get(publicSuffix)?.push(clock.nowMs());
        turn.done('answered');
        return NONE;
      },
    });
    const names = ZONES.flatMap((zone) => Array.from({ length: 100 }, (_, index) => named(`ship${index}.${zone}`)));
    for (const name of names) ahead.expect(name);
    const rows = (async () => {
      // Rows come in the order of the list, one after the other: the worst for whoever asks only then.
      for (const name of names) expect(await ahead.probe(name, NETWORK, never)).toBe(NONE);
    })();
    await clock.run();
    await rows;
    for (const instants of asked.values()) {
      expect(instants).toEqual(Array.from({ length: 100 }, (_, index) => index * 1_000));
    }
  });

  it('puts one question for all hosts of a registrable domain, expected or not', async () => {
    let asked = 0;
    const ask = async () => {
      asked += 1;
      return NONE;
    };
    const ahead = openAhead({ services: SERVICES, ask });
    const shop = { ...named('pier.north'), host: 'shop.pier.north' };
    ahead.expect(shop);
    await ahead.probe({ ...shop, host: 'www.pier.north' }, NETWORK, never);
    await ahead.probe(shop, NETWORK, never);
    await ahead.probe(named('quay.north'), NETWORK, never);
    expect(asked).toBe(2);
  });

  it('has no more questions of one registry under way than it is told, and a row that is due jumps its queue', async () => {
    const under: string[] = [];
    const gate = Promise.withResolvers<void>();
    const ask = async ({ registered }: DomainName) => {
      under.push(registered);
      await gate.promise;
      return NONE;
    };
    const ahead = openAhead({ services: SERVICES, ask, perServer: 2 });
    for (const index of [0, 1, 2, 3]) ahead.expect(named(`ship${index}.north`));
    expect(under).toEqual(['ship0.north', 'ship1.north']);
    const due = ahead.probe(named('ship3.north'), NETWORK, never);
    expect(under).toEqual(['ship0.north', 'ship1.north', 'ship3.north']);
    gate.resolve();
    await due;
    await ahead.probe(named('ship2.north'), NETWORK, never);
    expect(under).toEqual(['ship0.north', 'ship1.north', 'ship3.north', 'ship2.north']);
  });

  it('ends what is under way when it is closed or its row is given up, and a failure nobody waits for is silent', async () => {
    const ended: string[] = [];
    const ask = ({ registered }: DomainName, signal: AbortSignal) =>
      new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => {
          ended.push(registered);
          reject(signal.reason);
        });
      });
    const ahead = openAhead({ services: SERVICES, ask });
    ahead.expect(named('unclaimed.north'));
    const given = new AbortController();
    const row = ahead.probe(named('claimed.north'), NETWORK, given.signal);
    given.abort(new Error('stopped'));
    await expect(row).rejects.toThrow('stopped');
    ahead.close();
    expect(ended).toEqual(['claimed.north', 'unclaimed.north']);
    await new Promise((resolve) => setImmediate(resolve)); // an unhandled rejection would fail this test
  });
});

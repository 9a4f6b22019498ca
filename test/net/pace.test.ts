import { describe, expect, it } from 'vitest';
import { type Limits, readLimits, type Service } from '../../src/net/limits.ts';
import { openPacer, type Parked, type Turn } from '../../src/net/pace.ts';
import { fakeClock } from './fake-clock.ts';

const isTurn = (given: Turn | Parked): given is Turn => 'done' in given;

describe('turns at a server', () => {
  it('never exceed any limit over 100,000 questions, and none falls into a back-off', async () => {
    const clock = fakeClock();
    const limitsOf = readLimits();
    const names: readonly (readonly [string, Service])[] = [
      ['whois.nic.uk', 'whois'],
      ['whois.tcinet.ru', 'whois'],
      ['whois.plain.example', 'whois'],
      ['rdap.plain.example', 'rdap'],
      ['rdap.strict.example', 'rdap'],
    ];
    const pacer = openPacer({ limitsOf, clock, parkAfter: 1_000, maxWaitMs: Number.POSITIVE_INFINITY });
    const asked = new Map<string, number[]>(names.map(([name]) => [name, []]));
    const inFlight = new Map<string, number>();
    let closedUntil = 0;
    let violations = 0;
    let count = 0;
    const ask = async (name: string, service: Service, index: number): Promise<void> => {
      const turn = await pacer.turn(name, service);
      if (!isTurn(turn)) throw new Error('parked');
      const now = clock.nowMs();
      count += 1;
      asked.get(name)!.push(now);
      inFlight.set(name, (inFlight.get(name) ?? 0) + 1);
      if (inFlight.get(name)! > limitsOf(name, service).inFlight) violations += 1;
      if (name === 'rdap.strict.example' && now < closedUntil) violations += 1;
      clock.after(50 + (index % 7) * 30, () => {
        inFlight.set(name, inFlight.get(name)! - 1);
        const isThrottled = name === 'rdap.strict.example' && index % 97 === 0;
        if (isThrottled) closedUntil = clock.nowMs() + 30_000;
        turn.done(isThrottled ? 'throttled' : 'answered', isThrottled ? 30_000 : undefined);
      });
    };
    const all = Array.from({ length: 100_000 }, (_, index) => {
      const [name, service] = names[index % names.length]!;
      return ask(name, service, index);
    });
    await clock.run();
    await Promise.all(all);
    for (const [name, service] of names) {
      const limits: Limits = limitsOf(name, service);
      const times = asked.get(name)!;
      for (let index = 1; index < times.length; index += 1) {
        if (times[index]! - times[index - 1]! < limits.fastestGapMs - 1e-6) violations += 1;
        for (const { max, perMs } of limits.windows) {
          const earlier = times[index - max];
          if (earlier !== undefined && times[index]! - earlier < perMs - 1e-6) violations += 1;
        }
      }
    }
    expect([count, violations]).toEqual([100_000, 0]);
  }, 60_000);

  it('let a slow server hold up no other', async () => {
    const clock = fakeClock();
    const pacer = openPacer({ limitsOf: readLimits(), clock, parkAfter: 3, maxWaitMs: 60_000 });
    const order: string[] = [];
    for (const name of ['slow', 'slow', 'quick']) {
      void pacer.turn(name, 'whois').then((turn) => {
        order.push(name);
        if (isTurn(turn) && name === 'quick') turn.done('answered');
      });
    }
    await clock.run();
    expect(order).toEqual(['slow', 'quick']);
    expect(pacer.waiting().get('whois slow')).toBe(1);
  });

  it('park a server that refuses again and again, and say so to all who wait', async () => {
    const clock = fakeClock();
    const pacer = openPacer({ limitsOf: readLimits(), clock, parkAfter: 3, maxWaitMs: 60_000 });
    const heard: string[] = [];
    for (let index = 0; index < 6; index += 1) {
      void pacer.turn('grumpy', 'whois').then((given) => {
        heard.push(isTurn(given) ? 'turn' : given.parked);
        if (isTurn(given)) given.done('refused');
      });
    }
    await clock.run();
    expect(heard).toEqual(['turn', 'turn', 'turn', ...Array(3).fill('it refused 3 questions in a row')]);
    expect(await pacer.turn('grumpy', 'whois')).toEqual({ parked: 'it refused 3 questions in a row' });
  });

  it('do not wait for longer than a person would: a day-long Retry-After parks the server', async () => {
    const clock = fakeClock();
    const pacer = openPacer({ limitsOf: readLimits(), clock, parkAfter: 3, maxWaitMs: 60_000 });
    const first = await pacer.turn('far', 'rdap');
    if (isTurn(first)) first.done('throttled', 86_400_000);
    expect(await pacer.turn('far', 'rdap')).toEqual({ parked: 'its limit asks for a wait of 86400 s' });
  });

  it('leave the queue when aborted', async () => {
    const pacer = openPacer({ limitsOf: readLimits(), clock: fakeClock(), parkAfter: 3, maxWaitMs: 60_000 });
    await pacer.turn('busy', 'whois');
    const control = new AbortController();
    const waiting = pacer.turn('busy', 'whois', control.signal);
    control.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    expect(pacer.waiting().get('whois busy')).toBe(0);
  });
});

describe('a question that never reached its server', () => {
  it('gives its turn back: the next need not wait; one that did reach it keeps the gap', async () => {
    const clock = fakeClock();
    const limitsOf = () => ({ inFlight: 1, gapMs: 1_000, fastestGapMs: 1_000, windows: [{ max: 3, perMs: 60_000 }] });
    const pacer = openPacer({ limitsOf, clock, parkAfter: 5, maxWaitMs: Number.POSITIVE_INFINITY });
    const granted: number[] = [];
    for (const reception of ['unreached', 'unreached', 'answered', 'unreached', 'answered'] as const) {
      const given = pacer.turn('whois.quay.example', 'whois');
      await clock.run();
      const turn = await given;
      if (!isTurn(turn)) throw new Error('parked');
      granted.push(clock.nowMs());
      turn.done(reception);
    }
    expect(granted.map((at) => at - granted[0]!)).toEqual([0, 0, 0, 1_000, 1_000]);
  });

  it('tell all who wait when a server cannot be reached, and let it be asked again later', async () => {
    const clock = fakeClock();
    const pacer = openPacer({ limitsOf: readLimits(), clock, parkAfter: 3, maxWaitMs: 60_000 });
    const heard: string[] = [];
    for (let index = 0; index < 20; index += 1) {
      void pacer.turn('rdap.gone.example', 'whois').then((given) => {
        heard.push(isTurn(given) ? 'turn' : given.parked);
        if (isTurn(given)) given.done('unreached');
      });
    }
    await clock.run();
    expect(heard.filter((word) => word === 'turn')).toHaveLength(3);
    expect(heard).toHaveLength(20);
    clock.after(6_000, () => undefined);
    await clock.run();
    expect(isTurn(await pacer.turn('rdap.gone.example', 'whois'))).toBe(true);
  });
});

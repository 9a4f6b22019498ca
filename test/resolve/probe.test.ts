import { describe, expect, it } from 'vitest';
import { ok } from '../../src/model/outcome.ts';
import { probe } from '../../src/resolve/probe.ts';
import { networkFor, never } from '../net/network-for.ts';

const asked = { protocol: 'dns', server: '192.0.2.53:53' } as const;
const source = { ...asked, askedAt: '2026-11-23T12:00:00.000Z' };
const network = networkFor({}, { timeoutMs: 100 });

describe('a probe', () => {
  it('hands on what the work found', async () => {
    expect(await probe(asked, network, never, async () => await Promise.resolve(ok(7, source)))).toEqual(ok(7, source));
  });

  it('is given up when the work does not heed its signal', async () => {
    const startedAt = performance.now();
    expect(await probe(asked, network, never, async () => await new Promise(() => undefined))).toEqual({
      kind: 'failed',
      fault: { code: 'timeout', detail: 'no answer within 100 ms', attempts: 1 },
      source,
    });
    expect(performance.now() - startedAt).toBeLessThan(600);
  });

  it('prefers what the work tells of the timeout to giving it up', async () => {
    const outcome = await probe(asked, network, never, async (signal) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return ok('heeded', source);
    });
    expect(outcome).toEqual(ok('heeded', source));
  });

  it.each([
    ['an error', new TypeError('a bug of ours'), 'TypeError: a bug of ours'],
    ['something else', 'a word', 'a word'],
  ])('turns %s that is thrown into failed: internal', async (_what, thrown, detail) => {
    const outcome = await probe(asked, network, never, () => {
      throw thrown;
    });
    expect(outcome).toEqual({ kind: 'failed', fault: { code: 'internal', detail, attempts: 1 }, source });
  });

  it('stops when the caller has stopped already', async () => {
    const outcome = await probe(asked, network, AbortSignal.abort(), async () => await new Promise(() => undefined));
    expect(outcome).toMatchObject({
      kind: 'failed',
      fault: { code: 'timeout', detail: 'stopped before an answer came' },
    });
  });
});

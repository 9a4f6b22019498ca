import { describe, expect, it } from 'vitest';
import type { Heard, Transport } from '../../src/net/dns-transport.ts';
import { windowed } from '../../src/net/dns-window.ts';

const QUESTION = { name: 'quay.example', type: 'A' } as const;
const HEARD: Heard = { retryStream: 'heard' };

/** A resolver that answers when it is told to. */
function resolver(patienceMs: number) {
  const sent: ((heard: Heard) => void)[] = [];
  let cancelled = 0;
  const inner: Transport = {
    patienceMs: () => patienceMs,
    send: (_question, _edns, hear) => {
      sent.push(hear);
      return () => {
        cancelled += 1;
      };
    },
  };
  return { sent, inner, cancelled: () => cancelled };
}

describe('a window of questions', () => {
  it('holds back what is too many, and lets it go in order as answers come', () => {
    const { sent, inner } = resolver(60_000);
    const transport = windowed(inner, 2);
    const heard: number[] = [];
    for (const number of [1, 2, 3, 4]) transport.send(QUESTION, true, () => heard.push(number));
    expect(sent).toHaveLength(2);
    expect(transport.patienceMs()).toBe(120_000);
    sent[1]?.(HEARD);
    sent[0]?.(HEARD);
    sent[2]?.(HEARD);
    expect(heard).toEqual([2, 1, 3]);
    expect(sent).toHaveLength(4);
  });

  it('does not send what was cancelled while it waited, and frees the place of what was cancelled under way', () => {
    const { sent, inner, cancelled } = resolver(60_000);
    const transport = windowed(inner, 1);
    const first = transport.send(QUESTION, true, () => undefined);
    const second = transport.send(QUESTION, true, () => undefined);
    transport.send(QUESTION, true, () => undefined);
    second();
    expect([sent.length, cancelled()]).toEqual([1, 0]);
    first();
    expect([sent.length, cancelled()]).toEqual([2, 1]);
  });

  it('is not jammed by silence', async () => {
    const { sent, inner } = resolver(30);
    const transport = windowed(inner, 1);
    transport.send(QUESTION, true, () => undefined);
    transport.send(QUESTION, true, () => undefined);
    await expect.poll(() => sent.length, { timeout: 2_000 }).toBe(2);
  });

  it('turns a transport that throws into a fault', async () => {
    const broken: Transport = {
      patienceMs: () => 100,
      send: () => {
        throw new TypeError('a bug of ours');
      },
    };
    const heard = await new Promise((resolve) => windowed(broken, 1).send(QUESTION, true, resolve));
    expect(heard).toMatchObject({ fault: { code: 'internal', detail: 'TypeError: a bug of ours' } });
  });
});

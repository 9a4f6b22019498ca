import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fromPublishers } from '../../../src/lists/update/download.ts';
import { openNetwork } from '../../../src/net/open-network.ts';
import { startInternet } from '../../../src/simulate/internet.ts';

it('a document that never ends is given up at 256 MiB, and never lies in memory', async () => {
  const world = {
    names: () => ({ a: ['203.0.113.80'] }),
    page: () => null,
    document: () => ({ body: '<LIST>', fault: 'endless' }) as const,
    rdap: () => null,
    whois: () => null,
    whoisServers: {},
    registration: { rdap: {}, whois: {} },
  };
  const internet = await startInternet(world, new Date());
  const folder = mkdtempSync(join(tmpdir(), 'endless-'));
  try {
    const base = { userAgent: 'test', timeoutMs: 5_000, now: () => new Date() };
    const network = await openNetwork({ mapFile: internet.mapFile, ...base });
    const before = process.memoryUsage().rss;
    let most = 0;
    let bytes = 0;
    const fetch = fromPublishers({
      network,
      signal: new AbortController().signal,
      onBytes: (state) => {
        bytes = state.bytes;
        most = Math.max(most, process.memoryUsage().rss);
      },
    });
    const document = { file: 'list.xml', url: 'https://lists.publisher.example/list.xml' };
    expect(await fetch(document, undefined, folder)).toEqual({
      fault: 'lists.publisher.example: list.xml is longer than 268435456 bytes',
    });
    expect(bytes).toBe(256 * 1024 * 1024);
    expect(most - before).toBeLessThan(100 * 1024 * 1024);
  } finally {
    rmSync(folder, { recursive: true });
    await internet.close();
  }
});

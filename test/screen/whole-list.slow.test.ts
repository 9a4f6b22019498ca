import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';

describe('screening against all lists', () => {
  let told = '';
  beforeAll(() => {
    told = spawnSync(process.execPath, ['bench/whole-list.ts'], { encoding: 'utf8' }).stdout;
  }, 180_000);
  const share = (line: RegExp): number => Number(line.exec(told)?.[1] ?? Number.NaN);

  it('finds UN persons as customers write them', () => {
    expect(share(/^as listed +([\d.]+)/m)).toBe(1);
    expect(share(/^any order +([\d.]+)/m)).toBe(1);
    expect(share(/^a letter lost +([\d.]+)/m)).toBeGreaterThan(0.96);
    expect(share(/^two letters swapped +([\d.]+)/m)).toBeGreaterThan(0.98);
    expect(share(/^another letter +([\d.]+)/m)).toBeGreaterThan(0.98);
    expect(share(/^a space lost +([\d.]+)/m)).toBeGreaterThan(0.95);
    expect(share(/^all kinds +([\d.]+)/m)).toBeGreaterThan(0.988);
  });

  it('finds what any list writes, as it writes it', () => {
    expect(share(/^as any list writes it +([\d.]+)/m)).toBeGreaterThan(0.999);
  });

  it('seldom alerts on Americans of common names', () => {
    expect(share(/^alerts: American +([\d.]+) %/m)).toBeLessThan(0.4);
  });
});

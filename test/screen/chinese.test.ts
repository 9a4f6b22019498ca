import { describe, expect, it } from 'vitest';
import { areOneInChinese } from '../../src/screen/chinese.ts';

describe('a Chinese word in Latin letters', () => {
  it.each([
    ['zhiqiang', 'chihchiang'],
    ['xie', 'hsieh'],
    ['xu', 'hsu'],
    ['zhou', 'chou'],
    ['cai', 'tsai'],
    ['zhong', 'chung'],
    ['lijun', 'lichun'],
  ])('is one as %s and as %s', (pinyin, wadeGiles) => {
    expect(areOneInChinese(pinyin, wadeGiles)).toBe(true);
    expect(areOneInChinese(wadeGiles, pinyin)).toBe(true);
  });

  it.each([
    ['wei', 'wen'],
    ['zhang', 'zhan'],
    ['ping', 'bing'],
    ['li', 'lu'],
    ['march', 'marsh'],
  ])('%s is not %s', (one, other) => {
    expect(areOneInChinese(one, other)).toBe(false);
  });
});

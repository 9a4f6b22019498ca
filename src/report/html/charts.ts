import type { Verdict } from '../../model/assessment.ts';
import { brief } from '../cell.ts';
import { escaped } from './escape.ts';

const VERDICTS: readonly Verdict[] = ['match', 'review', 'inconclusive', 'clear'];
const MOST_BARS = 10;
const MOST_KEYS = 5_000;

/** Rows by verdict for each value of something: an edge, a registrar, a list, a programme. Bounded. */
export interface Spread {
  readonly add: (keys: readonly string[], verdict: Verdict) => void;
  readonly chart: (title: string) => string;
}

export function openSpread(): Spread {
  const counts = new Map<string, Record<Verdict, number>>();
  return {
    add: (keys, verdict) => {
      for (const key of new Set(keys)) {
        let own = counts.get(key);
        if (own === undefined) {
          if (counts.size >= MOST_KEYS) continue;
          own = { match: 0, review: 0, inconclusive: 0, clear: 0 };
          counts.set(key, own);
        }
        own[verdict] += 1;
      }
    },
    chart: (title) => chartOf(title, counts),
  };
}

const sum = (own: Record<Verdict, number>): number => VERDICTS.reduce((total, verdict) => total + own[verdict], 0);

/** Stacked bars as inline SVG, with the same figures as a table for those who do not see it. */
function chartOf(title: string, counts: ReadonlyMap<string, Record<Verdict, number>>): string {
  const all = [...counts].toSorted(([a, x], [b, y]) => sum(y) - sum(x) || (a < b ? -1 : 1));
  if (all.length === 0) return '';
  const bars = all.slice(0, MOST_BARS);
  const most = Math.max(1, ...bars.map(([, own]) => sum(own)));
  const drawn = bars.map(([key, own], at) => bar(key, own, at, most)).join('');
  const spoken = bars
    .map(
      ([key, own]) =>
        `${key}: ${VERDICTS.filter((verdict) => own[verdict] > 0)
          .map((verdict) => `${own[verdict]} ${verdict}`)
          .join(', ')}`,
    )
    .join('; ');
  const rows = all
    .slice(0, 100)
    .map(
      ([key, own]) =>
        `<tr><td>${escaped(key)}</td>${VERDICTS.map((verdict) => `<td>${own[verdict]}</td>`).join('')}</tr>`,
    )
    .join('');
  const rest = all.length > MOST_BARS ? ` <small>(${MOST_BARS} of ${all.length})</small>` : '';
  return `<figure><figcaption>${escaped(title)}${rest}</figcaption><svg viewBox="0 0 420 ${bars.length * 24 + 4}" role="img" aria-label="${escaped(`${title}. ${spoken}`)}">${drawn}</svg><details><summary>as a table</summary><table><thead><tr><th>${escaped(title)}</th>${VERDICTS.map((verdict) => `<th>${verdict}</th>`).join('')}</tr></thead><tbody>${rows}</tbody></table></details></figure>`;
}

function bar(key: string, own: Record<Verdict, number>, at: number, most: number): string {
  let x = 156;
  const parts = VERDICTS.map((verdict) => {
    const width = (own[verdict] / most) * 214;
    const part =
      width === 0
        ? ''
        : `<rect class="b-${verdict}" x="${x.toFixed(1)}" y="${at * 24 + 4}" width="${Math.max(1, width).toFixed(1)}" height="16"></rect>`;
    x += width;
    return part;
  });
  return `<text x="150" y="${at * 24 + 17}" text-anchor="end">${escaped(brief(key, 20))}</text>${parts.join('')}<text x="${(x + 6).toFixed(1)}" y="${at * 24 + 17}">${sum(own)}</text>`;
}

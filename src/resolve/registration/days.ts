const MONTHS: Readonly<Record<string, number>> = {
  jan: 1,
  feb: 2,
  mar: 3,
  apr: 4,
  may: 5,
  jun: 6,
  jul: 7,
  aug: 8,
  sep: 9,
  oct: 10,
  nov: 11,
  dec: 12,
};

/** In which order a registry writes an all-digit date whose year comes last. */
export type DayOrder = 'day-first' | 'month-first';

/**
 * A date as registration data writes it → its day in ISO 8601, as printed (no time zone is applied), or null.
 *
 *   "2024-03-09T22:00:00Z" · "20240309" · "2024.03.09 13:00:00" · "2024. 03. 09." → 2024-03-09
 *   "09-Mar-2024" · "9th March 2024" · "Sat Mar 9 2024" · "Mar 09 01:57:22 PDT 2024" · "March 9 2024" → 2024-03-09
 *   "09/03/2024", "9.3.2024" → 2024-03-09 (day first), 2024-09-03 (month first)
 *   "before Aug-1996", "N/A", "0000-00-00" → null
 */
export function dayOf(written: string, order: DayOrder = 'day-first'): string | null {
  const text = written.trim().slice(0, 80).replace(/^["']/, '');
  const digits = /^(\d{4})(\d{2})(\d{2})(?:\d{6})?(?!\d)/.exec(text);
  if (digits) return day(digits[1], digits[2], digits[3]);
  const yearFirst = /^(\d{4})\s?[-./年]\s?(\d{1,2})\s?[-./月]\s?(\d{1,2})(?!\d)/.exec(text);
  if (yearFirst) return day(yearFirst[1], yearFirst[2], yearFirst[3]);
  const yearMonthName = /^(\d{4})[-. /]([A-Za-z]{3})[a-z]*[-. /](\d{1,2})(?!\d)/.exec(text);
  if (yearMonthName) return day(yearMonthName[1], monthOf(yearMonthName[2]), yearMonthName[3]);
  const yearLast = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4}|\d{2})(?!\d)/.exec(text);
  if (yearLast) {
    const [, first = '', second = '', year = ''] = yearLast;
    const swap = (order === 'month-first' && Number(first) <= 12) || Number(second) > 12;
    return swap ? day(fullYear(year), first, second) : day(fullYear(year), second, first);
  }
  return namedMonth(text) ?? digitsWithin(text);
}

/** A date behind the one who changed: `NQS-UANIC 20240309000000`, `desk AT quay.example 20240309 (Changed)`. */
function digitsWithin(text: string): string | null {
  const within = /\s(\d{4})(\d{2})(\d{2})(?:\d{6})?(?!\d)/.exec(text);
  return within === null ? null : day(within[1], within[2], within[3]);
}

function namedMonth(text: string): string | null {
  const words = text.split(/[\s,./-]+/).slice(0, 9);
  let month: number | undefined;
  let dayOfMonth: string | undefined;
  let year: string | undefined;
  for (const word of words) {
    const number = /^(\d{1,2})(?:st|nd|rd|th)?$/i.exec(word)?.[1];
    if (number !== undefined) dayOfMonth ??= number;
    else if (/^\d{4}$/.test(word)) year ??= word;
    else if (/^[A-Za-z]{3,9}$/.test(word)) month ??= monthOf(word);
  }
  if (year === undefined && words.length === 3 && month !== undefined) year = fullYear(words[2] ?? '');
  return day(year, month, dayOfMonth);
}

function monthOf(word: string | undefined): number | undefined {
  return word === undefined ? undefined : MONTHS[word.slice(0, 3).toLowerCase()];
}

function fullYear(year: string): string {
  if (year.length !== 2) return year;
  return Number(year) > 69 ? `19${year}` : `20${year}`;
}

function day(year: unknown, month: unknown, dayOfMonth: unknown): string | null {
  const [y, m, d] = [Number(year), Number(month), Number(dayOfMonth)];
  if (!(y >= 1970 && y <= 9999) || !(m >= 1 && m <= 12) || !(d >= 1)) return null;
  const date = new Date(Date.UTC(y, m - 1, d));
  return date.getUTCMonth() === m - 1 ? date.toISOString().slice(0, 10) : null;
}

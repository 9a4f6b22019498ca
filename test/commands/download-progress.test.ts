import { describe, expect, it } from 'vitest';
import { downloadLine, startDownloadProgress } from '../../src/commands/download-progress.ts';

/** What is printed when a chunk of 100 kB comes at each of these milliseconds. */
function printedAt(times: readonly number[], isTTY: boolean, isWanted = true): string {
  let now = 0;
  let printed = '';
  const stream = { isTTY, write: (text: string) => (printed += text) };
  const progress = startDownloadProgress(stream, () => now, isWanted);
  times.forEach((at, index) => {
    now = at;
    progress.onBytes({ file: 'list.xml', bytes: (index + 1) * 100_000, expected: 1_000_000 });
  });
  progress.note('done');
  progress.stop();
  return printed;
}

describe('the progress of a download', () => {
  it.each([
    [{ bytes: 12_400_000, expected: 28_900_000 }, 4_000, 'SDN.XML: 12.4 MB of 28.9 MB (42 %), 3.1 MB/s'],
    [{ bytes: 500_000, expected: null }, 1_000, 'SDN.XML: 500 kB, 500 kB/s'],
    [{ bytes: 0, expected: null }, 0, 'SDN.XML: 0 kB'],
  ])('tells bytes and rate: %j', (state, elapsedMs, line) => {
    expect(downloadLine({ file: 'SDN.XML', ...state }, elapsedMs)).toBe(line);
  });

  it('on a terminal is one line, drawn at most ten times a second and taken away', () => {
    const printed = printedAt([10, 60, 110, 150, 200, 215], true);
    expect(printed.split('\r')).toHaveLength(4);
    expect(printed.endsWith('\r\u001b[2Kdone\n')).toBe(true);
  });

  it('on a narrow terminal stays one line', () => {
    let printed = '';
    let now = 0;
    const stream = { isTTY: true, columns: 20, write: (text: string) => (printed += text) };
    const progress = startDownloadProgress(stream, () => now, true);
    now = 200;
    progress.onBytes({ file: 'Australian_Sanctions_Consolidated_List.xlsx', bytes: 1, expected: null });
    expect(printed.replace('\r\u001b[2K', '').length).toBeLessThan(20);
  });

  it('elsewhere is a plain line each 30 s', () => {
    expect(printedAt([10, 29_000, 31_000, 40_000, 62_000], false)).toBe(
      'list.xml: 300 kB of 1.0 MB (30 %), 10 kB/s\nlist.xml: 500 kB of 1.0 MB (50 %), 8 kB/s\ndone\n',
    );
  });

  it('is silent when it is not wanted', () => {
    expect(printedAt([10, 60_000], false, false)).toBe('done\n');
  });
});

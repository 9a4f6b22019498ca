import { plain } from '../report/cell.ts';
import { openWorkbook } from '../report/xlsx.ts';
import { STYLE } from '../report/xlsx-parts.ts';
import type { Change } from './compare.ts';
import { WHY } from './words.ts';

const HEADER = ['domain', 'change', 'verdict_before', 'verdict_after', 'cause', 'story'] as const;

/** A workbook of the changes, coloured by the verdict they came to; streams. */
export async function* renderDiffXlsx(changes: AsyncIterable<Change>): AsyncGenerator<Uint8Array> {
  const book = await openWorkbook();
  await book.begin('Changes', HEADER, [32, 10, 14, 14, 28, 100]);
  for await (const { domain, kind, verdictBefore, verdictAfter, cause, story } of changes) {
    const after = verdictAfter === null ? STYLE.plain : STYLE[verdictAfter];
    await book.row([
      [plain(domain), STYLE.plain],
      [kind, STYLE.plain],
      [verdictBefore ?? '', STYLE.plain],
      [verdictAfter ?? '', after],
      [WHY[cause], STYLE.plain],
      [plain(story), STYLE.plain],
    ]);
    yield* book.take();
  }
  await book.end();
  yield* book.take();
}

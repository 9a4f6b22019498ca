import type { Assessment } from '../model/assessment.ts';
import { fanOut } from './fan-out.ts';
import { openFileSink } from './file-sink.ts';
import type { RenderOptions, ReportFormat } from './format.ts';
import { OutputError, PipeClosedError } from './output-error.ts';
import type { Sink } from './sink.ts';
import { streamSink } from './stream-sink.ts';

/** One wanted report: a format, and a file or a stream. */
export interface ReportTarget {
  readonly format: ReportFormat;
  /** A path, or a stream (stdout) that is written to and left open. */
  readonly to: string | NodeJS.WritableStream;
  readonly options?: RenderOptions;
}

/** Reports under way: their files are open, so that a bad path is known before the first question is asked. */
export interface OpenReports {
  /**
   * Renders every report from one pass over the assessments, in step, at the slowest reader's pace, and resolves when all
   * are complete and in place. One that fails is dropped and the others are completed before the OutputError is thrown;
   * when stdout's reader leaves, work stops, files keep the rows so far, and PipeClosedError is thrown. When the source
   * itself fails, no file is written.
   */
  readonly write: (assessments: AsyncIterable<Assessment>) => Promise<void>;
  /** Nothing will be written after all: removes what was opened. */
  readonly abandon: () => Promise<void>;
}

interface OpenReport {
  readonly target: ReportTarget;
  readonly sink: Sink;
}

/** Opens every wanted report; throws an OutputError, leaving nothing behind, when one cannot be. */
export async function openReports(targets: readonly ReportTarget[]): Promise<OpenReports> {
  refuseTwins(targets);
  const reports: OpenReport[] = [];
  const abandon = async (): Promise<void> => {
    for (const { sink } of reports) await sink.discard();
  };
  for (const target of targets) {
    try {
      const sink = typeof target.to === 'string' ? await openFileSink(target.to) : streamSink(target.to);
      reports.push({ target, sink });
    } catch (error) {
      await abandon();
      throw error;
    }
  }
  return { write: (assessments) => writeAll(assessments, reports), abandon };
}

function refuseTwins(targets: readonly ReportTarget[]): void {
  const seen = new Set<unknown>();
  for (const { to } of targets) {
    if (seen.has(to)) throw new OutputError(typeof to === 'string' ? to : 'standard output', 'it is named twice');
    seen.add(to);
  }
}

async function writeAll(assessments: AsyncIterable<Assessment>, reports: readonly OpenReport[]): Promise<void> {
  const { readers, stop } = fanOut(assessments, reports.length);
  const faults: unknown[] = [];
  const work = reports.map(async ({ target, sink }, at) => {
    try {
      await writeOne(target, readers[at] ?? nothing(), sink);
    } catch (error) {
      faults.push(error);
      await readers[at]?.[Symbol.asyncIterator]().return?.();
      await sink.discard();
      if (error instanceof PipeClosedError) await stop();
    }
  });
  await Promise.all(work);
  const [first] = faults.toSorted((a, b) => weight(a) - weight(b));
  if (first !== undefined) throw first;
}

/** Of several faults the gravest is told: a bug, then an output that failed, then a closed pipe. */
function weight(fault: unknown): number {
  if (fault instanceof PipeClosedError) return 2;
  return fault instanceof OutputError ? 1 : 0;
}

async function writeOne(target: ReportTarget, assessments: AsyncIterable<Assessment>, sink: Sink): Promise<void> {
  const options = { toFile: typeof target.to === 'string', ...target.options };
  for await (const chunk of target.format.render(assessments, options)) await sink.write(chunk);
  await sink.finish();
}

async function* nothing(): AsyncGenerator<Assessment> {}

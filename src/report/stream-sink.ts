import { codeOf, OutputError, PipeClosedError } from './output-error.ts';
import type { Sink } from './sink.ts';

/**
 * Standard output: each chunk goes out at once and waits for the reader (`drain`). When the reader is gone (EPIPE) the next
 * write fails with PipeClosedError; any other fault is an OutputError. The stream is never ended: it is not ours.
 */
export function streamSink(stream: NodeJS.WritableStream, name = 'standard output'): Sink {
  let fault: Error | null = null;
  let wake: () => void = () => undefined;
  const fail = (error: Error): void => {
    fault ??= error;
    wake();
  };
  stream.on('error', (error: Error) => {
    fail(codeOf(error) === 'EPIPE' ? new PipeClosedError() : new OutputError(name, error));
  });
  stream.on('close', () => fail(new PipeClosedError()));
  stream.on('drain', () => wake());
  const settled = async (start: (wake: () => void) => void): Promise<void> => {
    await new Promise<void>((resolve) => {
      wake = resolve;
      start(resolve);
    });
    if (fault !== null) throw fault;
  };
  const write = (chunk: string | Uint8Array): Promise<void> =>
    settled((resume) => {
      if (fault !== null || stream.write(chunk)) resume();
    });
  const finish = (): Promise<void> =>
    settled((resume) => {
      if (fault !== null) resume();
      else stream.write('', () => resume());
    });
  return { write, finish, discard: async () => undefined };
}

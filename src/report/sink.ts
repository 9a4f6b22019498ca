/** Where rendered chunks go. Every method fails with an OutputError or a PipeClosedError, nothing else. */
export interface Sink {
  /** Resolves when more may come: backpressure. */
  readonly write: (chunk: string | Uint8Array) => Promise<void>;
  /** All chunks were written: make them last. */
  readonly finish: () => Promise<void>;
  /** The output is not to be: leave nothing behind. Never fails. */
  readonly discard: () => Promise<void>;
}

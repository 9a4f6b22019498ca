import type { Assessment } from '../model/assessment.ts';

/** What a format may be told. Everything has a default, so that `{}` renders a sound report. */
export interface RenderOptions {
  /** True when the report goes to a file that people open by double click, false for a pipe or a terminal. */
  readonly toFile?: boolean;
  /** `auto`: a byte order mark in files, none on a pipe. */
  readonly csvBom?: 'auto' | 'yes' | 'no';
  /** One character. */
  readonly csvDelimiter?: string;
  /**
   * Names of the pass-through columns, in order; without it, those of the first row. A format with fixed columns cannot
   * learn of a later file's columns by itself.
   */
  readonly inputColumns?: readonly string[];
  /** Of this program, for formats that name the tool. */
  readonly toolVersion?: string;
  /** How the run was set up, for formats that tell where a report comes from. */
  readonly provenance?: RunProvenance;
  /** Most results in formats whose readers refuse large files (SARIF, Markdown). */
  readonly mostResults?: number;
}

/** What a report can be reproduced by. */
export interface RunProvenance {
  /** Settings that are not the defaults: name, value. */
  readonly options: readonly (readonly [name: string, value: string])[];
  /** Lower-case hex SHA-256 of each list that was read, whole; asked for when the last row has been written. */
  readonly inputs: () => Promise<readonly { readonly file: string; readonly sha256: string }[]>;
}

/**
 * A report format: a function from a stream to a stream. It may hold what it must (a Markdown comment sorts its rows), but
 * a format for large reports gives a row out before it takes the next.
 */
export interface ReportFormat {
  /** As `--format` names it. */
  readonly id: string;
  /** In lower case with the dot; the first is the usual one. */
  readonly extensions: readonly string[];
  /** One line for `--help`. */
  readonly about: string;
  /** Bytes that would only upset a terminal. */
  readonly binary?: true;
  readonly render: (
    assessments: AsyncIterable<Assessment>,
    options: RenderOptions,
  ) => AsyncIterable<string | Uint8Array>;
}

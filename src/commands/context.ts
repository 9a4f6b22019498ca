/** What a command may touch of the outside; `cli.ts` makes it, tests hand in their own. */
export interface CommandContext {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly now: () => Date;
  /** Aborted by Ctrl-C or SIGTERM: finish the rows under way, keep what is whole. */
  readonly signal: AbortSignal;
}

/** Exit codes a script may rely on (CONTRACT §3). */
export const EXIT = {
  done: 0,
  found: 1,
  noAudit: 2,
  incomplete: 3,
  bug: 70,
  outputFailed: 74,
  interrupted: 130,
  terminated: 143,
  pipeClosed: 141,
} as const;

/** What the user must put right: printed as one line, without a stack, exit code 2 unless it says otherwise. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: number;

  /** `message` says what is wrong and what to do next. */
  constructor(message: string, exitCode: number = EXIT.noAudit) {
    super(message);
    this.exitCode = exitCode;
  }
}

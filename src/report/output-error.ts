/** What to do about the usual ways in which a file cannot be written. */
const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: free some space or name another place',
  EDQUOT: 'the disk quota is used up: free some space or name another place',
  EACCES: 'permission denied: choose a folder that you may write to',
  EPERM: 'permission denied: choose a folder that you may write to',
  EROFS: 'the file system is read-only: choose another folder',
  ENOENT: 'the folder does not exist: create it first',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder: name a file in it',
  ENAMETOOLONG: 'the name is too long',
};

/** An output could not be written (exit 74). The message names the file and says what to do. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
  /** As the system names it (`ENOSPC`), or empty. */
  readonly code: string;

  constructor(path: string, reason: unknown) {
    const code = typeof reason === 'string' ? '' : codeOf(reason);
    const why = typeof reason === 'string' ? reason : (ADVICE[code] ?? wordsOf(reason));
    super(`cannot write ${path}: ${why}${code === '' ? '' : ` (${code})`}`, { cause: reason });
    this.code = code;
  }
}

/** The reader of stdout went away (exit 141): not a fault, but no reason to go on working. */
export class PipeClosedError extends Error {
  override readonly name = 'PipeClosedError';

  constructor() {
    super('the reader closed the pipe');
  }
}

/** The system's code of an error, or empty. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

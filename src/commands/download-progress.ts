import type { DownloadState } from '../lists/update/download.ts';
import { shorten } from '../report/width.ts';

/** The progress of downloads: on a terminal one line, redrawn at most ten times a second; elsewhere a line each 30 s. */
export interface DownloadProgress {
  readonly onBytes: (state: DownloadState) => void;
  /** Prints a line above the progress line. */
  readonly note: (line: string) => void;
  /** Takes the line away. */
  readonly stop: () => void;
}

const REDRAW_MS = 100;
const PLAIN_MS = 30_000;
const ERASE = '\r\u001b[2K';

/** `clock` is monotonic, in milliseconds. Drawn as bytes come: a download that hangs is ended by its own deadline. */
export function startDownloadProgress(
  stream: {
    readonly write: (text: string) => unknown;
    readonly isTTY?: boolean | undefined;
    readonly columns?: number | undefined;
  },
  clock: () => number,
  isWanted: boolean,
): DownloadProgress {
  const live = stream.isTTY === true;
  let file = '';
  let startedAt = 0;
  let drawnAt = clock();
  let isDrawn = false;
  const erase = (): void => {
    if (isDrawn) stream.write(ERASE);
    isDrawn = false;
  };
  return {
    onBytes: (state) => {
      const now = clock();
      if (state.file !== file) [file, startedAt] = [state.file, now];
      if (!isWanted || now - drawnAt < (live ? REDRAW_MS : PLAIN_MS)) return;
      drawnAt = now;
      const line = downloadLine(state, now - startedAt);
      stream.write(live ? `${ERASE}${shorten(line, (stream.columns || 80) - 1)}` : `${line}\n`);
      isDrawn = live;
    },
    note: (line) => {
      erase();
      stream.write(`${line}\n`);
    },
    stop: erase,
  };
}

/** `SDN.XML: 12.4 MB of 28.9 MB (42 %), 3.1 MB/s` */
export function downloadLine({ file, bytes, expected }: DownloadState, elapsedMs: number): string {
  const share = expected === null ? '' : ` of ${sized(expected)} (${Math.floor((bytes / expected) * 100)} %)`;
  const rate = elapsedMs > 0 ? `, ${sized((bytes * 1_000) / elapsedMs)}/s` : '';
  return `${file}: ${sized(bytes)}${share}${rate}`;
}

const sized = (bytes: number): string =>
  bytes < 1e6 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

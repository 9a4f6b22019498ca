import type { ListedEntity } from '../model/lists.ts';

/** What a publisher's document held. */
export interface Reading {
  /** Day of publication as the document tells it, ISO 8601; null where it does not (see `undated`). */
  readonly edition: string | null;
  readonly entities: readonly ListedEntity[];
}

/** One file of a publisher's format. */
export interface ListDocument {
  /** Name under which a user keeps a download by hand (`lists update --from`). */
  readonly file: string;
  /** null: read from a user's own file only. */
  readonly url: string | null;
}

/** Reads one publisher's own format. Downloading and storing are others' work (lists/update.ts). */
export interface ListReader {
  /** The list that it yields. */
  readonly id: string;
  /** What the publisher calls the format, for `--format` and messages: `sdn-xml`, `sdn-csv`. */
  readonly format: string;
  /** The files that make one edition, all of them needed; the first one tells whether there is a new edition. */
  readonly documents: readonly [ListDocument, ...ListDocument[]];
  /** Below or above these counts, or poorer in aliases than this share, the edition is refused and the old one stays. */
  readonly expect: { readonly entities: readonly [min: number, max: number]; readonly withAlias: number };
  /** The format carries no date: the edition is the day of HTTP's Last-Modified, by hand the file's own, or it is refused. */
  readonly undated?: true;
  /** Read from files that a user has (`--from`), never downloaded: its licence is for the user to hold. */
  readonly byHand?: true;
  /** A list that no snapshot holds yet is described here, and added by its first update. */
  readonly about?: { readonly publisher: string; readonly title: string; readonly terms: string };
  /** What this format lacks, for a person; kept as the edition's holes. */
  readonly lacks: readonly string[];
  /** Rejects with UnreadableListError on a document that is malformed, cut short or not this format. */
  readonly read: (open: OpenDocument) => Promise<Reading>;
}

/** The bytes of one of the reader's documents, by its file name. */
export type OpenDocument = (file: string) => AsyncIterable<Uint8Array>;

/** A document that is not what its publisher's format says: never read as a shorter list. */
export class UnreadableListError extends Error {
  override readonly name = 'UnreadableListError';
}

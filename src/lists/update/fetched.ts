import type { DocumentEntry } from '../manifest.ts';
import type { ListDocument } from '../reader.ts';

/** A publisher's document as it lies on the disk, whole and checked for size and kind; not yet read. */
export interface KeptDocument {
  readonly path: string;
  readonly entry: DocumentEntry;
  /** When the publisher changed it, as HTTP or the file system tells; null where neither does. */
  readonly modifiedOn: string | null;
  /** Hosts that the request was sent on to. */
  readonly via: readonly string[];
}

/** A document, that it has not changed since, or why there is none. */
export type Fetched = { readonly kept: KeptDocument } | { readonly unchanged: true } | { readonly fault: string };

/**
 * Gets one document into a folder. `known` is how it was the last time, where "not changed since" is an answer. Throws
 * StoreError when it cannot be written; whatever the publisher does is a fault.
 */
export type FetchDocument = (
  document: ListDocument,
  known: DocumentEntry | undefined,
  folder: string,
) => Promise<Fetched>;

/** What a document must not exceed, for a publisher gone wrong: SDN_ADVANCED.XML has some 120 MB. */
export const MAX_DOCUMENT_BYTES = 256 * 1024 * 1024;

/**
 * Why the first bytes of a document cannot be the list: many servers send a page, with status 200, where they mean "no".
 *
 *   <!DOCTYPE html><title>Access denied → an HTML page ("Access denied")
 *   PK…  for SDN.XML                    → a zip file
 */
export function strangerIn(start: Uint8Array, file: string): string | null {
  const text = Buffer.from(start.subarray(0, 2_048))
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  if (/^(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body|script|title)\b/is.test(text)) {
    const title = /<title[^>]*>([^<]{1,80})/i.exec(text)?.[1]?.replace(/\s+/g, ' ').trim();
    return `an HTML page in place of ${file}${title === undefined || title === '' ? '' : ` ("${title}")`}`;
  }
  const isZip = start[0] === 0x50 && start[1] === 0x4b && start[2] === 3 && start[3] === 4;
  if (file.endsWith('.xlsx') && !isZip) return `${file} is no spreadsheet`;
  if (!file.endsWith('.xlsx') && isZip) return `a zip file in place of ${file}`;
  return start.length === 0 ? `${file} is empty` : null;
}

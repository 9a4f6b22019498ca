import { createHash } from 'node:crypto';
import * as v from 'valibot';

const day = v.pipe(v.string(), v.isoDate());

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** A publisher's document that an edition was read from: held against the next one, and proof of what was read. */
const documentEntry = v.object({
  file: v.string(),
  /** The publisher's address; null for a file that a user saved by hand. */
  url: v.nullable(v.string()),
  bytes: v.number(),
  /** Of the document as it came, decoded, lower-case hex. */
  sha256,
  /** When it was fetched, or read from the user's folder; ISO 8601. */
  fetchedAt: v.string(),
  /** For conditional requests. */
  etag: v.optional(v.string()),
  lastModified: v.optional(v.string()),
});

const listManifest = v.object({
  id: v.string(),
  publisher: v.string(),
  title: v.string(),
  /** Where the publisher offers it. */
  url: v.string(),
  terms: v.string(),
  /** Day of the names: what the list's age is counted from. Field groups that are older say so in `fields`. */
  edition: day,
  /** Day of each field group, where the edition was joined from several files. */
  fields: v.record(v.string(), day),
  entities: v.number(),
  names: v.number(),
  /** Entities that have an alias; the next edition is held against it. */
  withAlias: v.number(),
  bytes: v.number(),
  /** Of the stored file, lower-case hex. */
  sha256,
  holes: v.array(v.string()),
  /** Present after `lists update`, not in the lists that ship: which reader of which version read it, and from what. */
  readBy: v.optional(v.object({ format: v.string(), program: v.string() })),
  documents: v.optional(v.array(documentEntry)),
});

const snapshotManifest = v.strictObject({
  format: v.literal(1),
  lists: v.array(listManifest),
  /** The project's own additions beside the lists; a snapshot without any has none. */
  supplement: v.optional(v.object({ sha256 })),
  /** SHA-256 over the JSON of all the other members, so that an altered date is found too; a manifest made by hand has none. */
  sum: v.optional(sha256),
});

/**
 * The manifest of a text; throws an Error when it is none, or another than was written: where it carries its sum, not even a blank
 * may differ.
 */
export function parseManifest(text: string): SnapshotManifest {
  const json: unknown = JSON.parse(text);
  const manifest = v.parse(snapshotManifest, json);
  if (manifest.sum === undefined) return manifest;
  const told: Omit<SnapshotManifest, 'sum'> = Object(json);
  if (manifest.sum !== sumOf(told) || manifestText(told) !== text) throw new Error('altered');
  return manifest;
}

/** The text of a manifest, with its sum. */
export function manifestText(manifest: Omit<SnapshotManifest, 'sum'>): string {
  return `${JSON.stringify({ ...manifest, sum: sumOf(manifest) }, null, 2)}\n`;
}

function sumOf(manifest: object): string {
  return createHash('sha256')
    .update(JSON.stringify({ ...manifest, sum: undefined }))
    .digest('hex');
}

export type DocumentEntry = v.InferOutput<typeof documentEntry>;
export type ListManifest = v.InferOutput<typeof listManifest>;
type SnapshotManifest = v.InferOutput<typeof snapshotManifest>;

import * as v from 'valibot';

const day = v.pipe(v.string(), v.isoDate());

const listManifest = v.object({
  id: v.string(),
  publisher: v.string(),
  title: v.string(),
  /** Where the publisher offers it. */
  url: v.string(),
  terms: v.string(),
  /** The oldest of `fields`: what the list's age is counted from. */
  edition: day,
  /** Day of each field group, where the edition was joined from several files. */
  fields: v.record(v.string(), day),
  entities: v.number(),
  names: v.number(),
  /** Entities that have an alias; the next edition is held against it. */
  withAlias: v.number(),
  bytes: v.number(),
  /** Of the stored file, lower-case hex. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  holes: v.array(v.string()),
  /** For conditional requests; present after `lists update`. */
  etag: v.optional(v.string()),
  lastModified: v.optional(v.string()),
});

export const snapshotManifest = v.object({
  format: v.literal(1),
  lists: v.array(listManifest),
  /** The project's own additions beside the lists; a snapshot without any has none. */
  supplement: v.optional(v.object({ sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) })),
});

export type ListManifest = v.InferOutput<typeof listManifest>;
export type SnapshotManifest = v.InferOutput<typeof snapshotManifest>;

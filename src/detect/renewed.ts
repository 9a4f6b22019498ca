import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { PackedRanges } from './ranges.ts';
import { decode, type RangesManifest, rangesManifest, sha256 } from './ranges-file.ts';
import { type Provider, rangesOfProvider } from './schema.ts';

/** Address ranges that were renewed after the program was made: one file, so that it is whole or it is not there. */
const renewedFile = v.object({
  format: v.literal(1),
  /** Version of the program that wrote it: another version compiles anew from `ranges`. */
  program: v.string(),
  ranges: v.record(v.string(), rangesOfProvider),
  manifest: rangesManifest,
  /** The compiled ranges, base64. */
  packed: v.string(),
});

export interface Renewed {
  readonly program: string;
  readonly ranges: ReadonlyMap<string, NonNullable<Provider['ranges']>>;
  readonly manifest: RangesManifest;
  readonly packed: PackedRanges;
}

/** The text of the file: ranges by provider, and all of the catalogue compiled with them. */
export function renewedText(
  program: string,
  providers: Iterable<Provider>,
  { bytes, manifest }: { readonly bytes: Uint8Array; readonly manifest: RangesManifest },
): string {
  const ranges = [...providers].flatMap(({ id, ranges: own }) => (own === undefined ? [] : [[id, own] as const]));
  const packed = Buffer.from(bytes).toString('base64');
  return `${JSON.stringify({ format: 1, program, ranges: Object.fromEntries(ranges), manifest, packed })}\n`;
}

/** Reads the file; null where there is none. Throws where it is damaged. */
export function readRenewed(file: string): Renewed | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const { program, ranges, manifest, packed } = v.parse(renewedFile, JSON.parse(text));
  const bytes = Buffer.from(packed, 'base64');
  if (sha256(bytes) !== manifest.sha256) throw new Error('its ranges are not those that its manifest describes');
  return { program, ranges: new Map(Object.entries(ranges)), manifest, packed: decode(bytes) };
}

/** The providers with renewed ranges where these are not older than the program's own. */
export function withRenewed(providers: readonly Provider[], renewed: Renewed): readonly Provider[] {
  return providers.map((provider) => {
    const fresh = renewed.ranges.get(provider.id);
    return fresh === undefined || dayOf(fresh.asOf) < dayOf(provider.ranges?.asOf)
      ? provider
      : { ...provider, ranges: fresh };
  });
}

/** The last day that an `asOf` names ("2025-12 to 2026-08" → "2026-08"). */
const dayOf = (asOf = ''): string =>
  asOf
    .match(/\d{4}-\d{2}(?:-\d{2})?/g)
    ?.toSorted()
    .at(-1) ?? '';

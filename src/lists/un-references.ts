/**
 * Ids of the UN entries that a text of another publisher refers to; the letter of the kind may be a capital.
 *
 *   "TAi.002"              → un:TAi.002
 *   "QDE.161, IRi.014"     → un:QDe.161, un:IRi.014
 *   "UNSC RESOLUTION 1483" → none
 */
export function unReferencesIn(text: string): readonly string[] {
  return Array.from(
    text.matchAll(/\b([A-Z]{2,3})([ieIE])\.(\d{3})\b/g),
    ([, regime = '', kind = '', number = '']) => `un:${regime}${kind.toLowerCase()}.${number}`,
  );
}

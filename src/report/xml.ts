import { plain } from './cell.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Plain text for an XML 1.0 element or attribute; U+FFFE and U+FFFF, which XML forbids, are dropped. */
export function xmlText(text: string): string {
  return plain(text)
    .replace(/[\ufffe\uffff]/gu, '')
    .replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? '');
}

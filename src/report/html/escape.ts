import { plain } from '../cell.ts';

/** Text for an element or a quoted attribute: control and direction signs shown, the five characters escaped. */
export function escaped(text: string): string {
  return plain(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A link to a publisher, or the words alone where the address is not plain https. */
export function link(url: string, words: string): string {
  const isSafe = /^https:\/\/[a-z0-9.-]+(?:\/[^\s"'<>]*)?$/i.test(url);
  return isSafe ? `<a href="${escaped(url)}" rel="noopener noreferrer">${escaped(words)}</a>` : escaped(words);
}

import sniffEncoding from 'html-encoding-sniffer';
import { Tokenizer } from 'htmlparser2';

/** Longer titles are cut: no listed name and no page rule needs more. */
const MAX_TITLE_LENGTH = 500;

/** What was found: the text, "there is none", or "the part we have does not reach that far". */
export type TitleFound = { readonly title: string } | { readonly none: string } | { readonly unknown: string };

/**
 * The text of an HTML document's first `<title>` (not an SVG's): character references resolved, control and format
 * characters dropped, white space folded, at most 500 characters.
 *
 *   "<title> North&nbsp;Quay\n Ltd </title>" → title "North Quay Ltd"
 *   no title, or an empty one                → none
 *   cut before the head ended                → unknown
 */
export function readTitle(html: string, isCut: boolean): TitleFound {
  const found: Reading = { text: '', state: 'before', foreign: 0, hasBody: false };
  // the tokenizer alone: the parser keeps a stack of open elements, and 50,000 of them cost it a second
  const tokenizer = new Tokenizer({ decodeEntities: true }, callbacksFor(found, html));
  // in pieces, so that a page is not read past its title
  for (let at = 0; at < html.length && !isDone(found); at += PIECE) tokenizer.write(html.slice(at, at + PIECE));
  if (!isDone(found) && !isCut) tokenizer.end();
  const title = tidy(found.text);
  if (title !== '') return { title };
  const isWhole = !isCut || isDone(found) || found.hasBody;
  return isWhole ? { none: 'HTML without a title' } : { unknown: 'the page was cut before a title came' };
}

const PIECE = 4_096;

interface Reading {
  text: string;
  state: 'before' | 'inside' | 'done';
  /** Depth inside SVG or MathML, whose titles are tooltips. */
  foreign: number;
  hasBody: boolean;
}

const isDone = ({ state }: Reading): boolean => state === 'done';

function callbacksFor(found: Reading, html: string): ConstructorParameters<typeof Tokenizer>[1] {
  let last = '';
  const isForeign = (name: string): boolean => name === 'svg' || name === 'math';
  const add = (text: string) => {
    if (found.state === 'inside' && found.text.length < MAX_TITLE_LENGTH * 8) found.text += text;
  };
  return {
    onopentagname: (start, end) => {
      last = html.slice(start, end).toLowerCase();
      if (isForeign(last)) found.foreign += 1;
      else if (last === 'body') found.hasBody = true;
      else if (last === 'title' && found.foreign === 0 && found.state === 'before') found.state = 'inside';
    },
    onselfclosingtag: () => {
      if (isForeign(last)) found.foreign -= 1;
    },
    onclosetag: (start, end) => {
      const name = html.slice(start, end).toLowerCase();
      if (isForeign(name)) found.foreign = Math.max(0, found.foreign - 1);
      else if (name === 'title' && found.state === 'inside') found.state = 'done';
    },
    ontext: (start, end) => add(html.slice(start, end)),
    ontextentity: (codepoint) => add(String.fromCodePoint(codepoint)),
    isInForeignContext: () => found.foreign > 0,
    onattribdata: ignore,
    onattribend: ignore,
    onattribentity: ignore,
    onattribname: ignore,
    oncdata: ignore,
    oncomment: ignore,
    ondeclaration: ignore,
    onend: ignore,
    onopentagend: ignore,
    onprocessinginstruction: ignore,
  };
}

function ignore(): void {
  // attributes, comments and the like say nothing of a title
}

/** Control, format, private-use and unassigned characters out; white space folded; cut between code points. */
export function tidy(text: string): string {
  const plain = text
    .replace(/[\s\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu, ' ')
    .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, '')
    .trim();
  return Array.from(plain).slice(0, MAX_TITLE_LENGTH).join('').trim();
}

/**
 * The text of a page: charset by byte order mark, then header, then `<meta>` (WHATWG HTML §13.2.3). A page that names
 * none is UTF-8 when its bytes can be nothing else, and windows-1252 otherwise.
 */
export function decodeHtml(bytes: Uint8Array, contentType: string): string {
  const labelled = /charset\s*=\s*["']?([^\s"';]+)/i.exec(contentType)?.[1];
  const encoding = sniffEncoding(bytes, {
    ...(labelled === undefined ? {} : { transportLayerEncodingLabel: labelled }),
    defaultEncoding: isUtf8(bytes) ? 'UTF-8' : 'windows-1252',
    maxPrescanBytes: 4_096,
  });
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes); // x-user-defined and replacement, which TextDecoder refuses
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true }); // a cut last character is no error
    return true;
  } catch {
    return false;
  }
}

/** Whether this is HTML: by content type; without one, by how it begins (WHATWG MIME Sniffing §7.1, shortened). */
export function isHtml(contentType: string, bytes: Uint8Array): boolean {
  const type = contentType.split(/[;,]/, 1)[0]?.trim().toLowerCase() ?? '';
  if (type !== '') return type === 'text/html' || type === 'application/xhtml+xml';
  const start = Buffer.from(bytes.subarray(0, 512))
    .toString('latin1')
    .replace(/^(?:\u00ef\u00bb\u00bf)?\s*/, '');
  return /^<(?:!doctype html|html|head|title|body|meta|script|!--|h1|div|p|a)[\s>]/i.test(start);
}

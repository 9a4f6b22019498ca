import { SaxesParser } from 'saxes';
import { UnreadableListError } from './reader.ts';

/** An element of a record, read whole. Names without their prefix. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface OpenElement extends XmlElement {
  readonly children: OpenElement[];
  text: string;
}

export interface XmlShape {
  /** Name of the document's root; another one is refused. */
  readonly root: string;
  /** Elements handed over whole; what lies outside of them is not kept. */
  readonly records: ReadonlySet<string>;
}

const MAX_DEPTH = 40;

/**
 * Reads a document as it comes and hands over each record; returns the root's attributes. Strict: not well-formed, not
 * UTF-8, another root, or cut short rejects. No DTD, no entities but XML's own five.
 */
export async function readXmlRecords(
  bytes: AsyncIterable<Uint8Array>,
  { root, records }: XmlShape,
  take: (record: XmlElement) => void,
): Promise<Readonly<Record<string, string>>> {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  const open: OpenElement[] = [];
  let depth = 0;
  let rootAttributes: Readonly<Record<string, string>> = {};
  parser.on('doctype', () => {
    throw new UnreadableListError('a document type declaration is not expected');
  });
  parser.on('opentag', ({ name: qualified, attributes }) => {
    const name = local(qualified);
    depth += 1;
    if (depth === 1) {
      if (name !== root) throw new UnreadableListError(`<${name}> where <${root}> is expected`);
      rootAttributes = { ...attributes };
    }
    if (depth > MAX_DEPTH) throw new UnreadableListError(`elements lie deeper than ${MAX_DEPTH}`);
    const parent = open.at(-1);
    if (parent === undefined && !records.has(name)) return;
    const element: OpenElement = { name, attributes, children: [], text: '' };
    parent?.children.push(element);
    open.push(element);
  });
  const onText = (text: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', () => {
    depth -= 1;
    const element = open.pop();
    if (element !== undefined && open.length === 0) take(element);
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of bytes) parser.write(decoder.decode(chunk, { stream: true }));
    parser.write(decoder.decode()).close();
  } catch (error) {
    throw error instanceof UnreadableListError ? error : new UnreadableListError(message(error));
  }
  return rootAttributes;
}

/** Elements at a path below an element: `all(entry, 'akaList', 'aka')`. */
export function all(element: XmlElement, ...path: readonly string[]): readonly XmlElement[] {
  let found: readonly XmlElement[] = [element];
  for (const name of path) found = found.flatMap(({ children }) => children.filter((child) => child.name === name));
  return found;
}

/** Text of the first element at a path, its blanks squeezed; '' where there is none. */
export function textAt(element: XmlElement, ...path: readonly string[]): string {
  return (all(element, ...path)[0]?.text ?? '').replace(/\s+/gu, ' ').trim();
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));

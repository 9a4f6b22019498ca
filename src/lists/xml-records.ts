import { SaxesParser } from 'saxes';
import { UnreadableListError } from './reader.ts';

/** An element of a record, read whole. Names without their prefix. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface OpenElement {
  readonly parent: OpenElement | null;
  /** Which of its children are kept; null: all. */
  readonly shape: Shape | null;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  children: OpenElement[];
  text: string;
}

export interface XmlShape {
  /** Name of the document's root; another one is refused. */
  readonly root: string;
  /** Elements handed over whole; what lies outside of them is not kept. */
  readonly records: ReadonlySet<string>;
  /**
   * Which children are kept of an element, by its name; others are checked and left out, with all that is in them. Without it all
   * are kept.
   */
  readonly kept?: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A kept element's name, and the shapes of its kept children: one look-up for each tag. */
interface Shape {
  readonly name: string;
  readonly children: ReadonlyMap<string, Shape>;
}

const MAX_DEPTH = 40;
const NO_CHILDREN: OpenElement[] = [];

/**
 * Reads a document as it comes and hands over each record; returns the root's attributes. Strict: not well-formed, not
 * UTF-8, another root, or cut short rejects. No DTD, no entities but XML's own five.
 */
export async function readXmlRecords(
  bytes: AsyncIterable<Uint8Array>,
  { root, records, kept }: XmlShape,
  take: (record: XmlElement) => void,
): Promise<Readonly<Record<string, string>>> {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  const shapes = kept === undefined ? null : shapesOf(kept);
  let current: OpenElement | null = null;
  /** Depth below an element that is left out; 0: none is. */
  let ignored = 0;
  let depth = 0;
  let rootAttributes: Readonly<Record<string, string>> = {};
  parser.on('doctype', () => {
    throw new UnreadableListError('a document type declaration is not expected');
  });
  parser.on('opentag', ({ name: qualified, attributes }) => {
    depth += 1;
    if (depth > MAX_DEPTH) throw new UnreadableListError(`elements lie deeper than ${MAX_DEPTH}`);
    if (ignored > 0) {
      ignored += 1;
      return;
    }
    const parent = current;
    const known = parent?.shape?.children.get(qualified);
    const name = known === undefined ? local(qualified) : known.name;
    let shape = known ?? null;
    if (parent === null) {
      if (depth === 1) {
        if (name !== root) throw new UnreadableListError(`<${name}> where <${root}> is expected`);
        rootAttributes = { ...attributes };
      }
      if (!records.has(name)) return;
      shape = shapes?.get(name) ?? null;
    } else if (parent.shape !== null && shape === null) {
      shape = parent.shape.children.get(name) ?? null;
      if (shape === null) {
        ignored = 1;
        hear(false);
        return;
      }
    }
    const element: OpenElement = { parent, shape, name, attributes, children: NO_CHILDREN, text: '' };
    if (parent !== null) addChild(parent, element);
    current = element;
    hear(isHeard(element));
  });
  const onText = (text: string): void => {
    if (current === null || ignored > 0) return;
    // Line ends and indentation between elements are no text of anybody's.
    if (current.text !== '' || text.charCodeAt(0) > 32 || text.trim() !== '') current.text += text;
  };
  let hears = false;
  /** Text that nobody reads is not even cut out of the document: half of the time that saxes takes for it. */
  const hear = (wanted: boolean): void => {
    if (wanted === hears) return;
    hears = wanted;
    if (wanted) parser.on('text', onText);
    else parser.off('text');
  };
  parser.on('cdata', onText);
  parser.on('closetag', () => {
    depth -= 1;
    if (ignored > 0) {
      ignored -= 1;
      if (ignored === 0) hear(isHeard(current));
      return;
    }
    if (current === null) return;
    const element: OpenElement = current;
    current = element.parent;
    hear(isHeard(current));
    if (current === null) take(element);
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

/** Elements whose kept children are told have no text of their own. */
const isHeard = (element: OpenElement | null): boolean =>
  element !== null && (element.shape === null || element.shape.children.size === 0);

function shapesOf(kept: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, Shape> {
  const shapeOf = (name: string): Shape => ({
    name,
    children: new Map([...(kept.get(name) ?? [])].map((child) => [child, shapeOf(child)])),
  });
  return new Map([...kept.keys()].map((name) => [name, shapeOf(name)]));
}

/** Most elements have no children, and share one empty array until they do. */
function addChild(parent: OpenElement, child: OpenElement): void {
  if (parent.children === NO_CHILDREN) parent.children = [child];
  else parent.children.push(child);
}

/** Elements at a path below an element: `all(entry, 'akaList', 'aka')`. */
export function all(element: XmlElement, ...path: readonly string[]): readonly XmlElement[] {
  let found: readonly XmlElement[] = [element];
  for (const name of path) {
    const next: XmlElement[] = [];
    for (const { children } of found) for (const child of children) if (child.name === name) next.push(child);
    found = next;
  }
  return found;
}

/** Text of the first element at a path, its blanks squeezed; '' where there is none. */
export function textAt(element: XmlElement, ...path: readonly string[]): string {
  const text = (path.length === 1 ? childAt(element, path[0]) : all(element, ...path)[0])?.text ?? '';
  return UNEVEN.test(text) ? text.replace(/\s+/gu, ' ').trim() : text;
}

/** What most texts are free of: blanks at an end or in a row, and what is not ASCII. */
const UNEVEN = /[^ -~]| {2}|^ | $/;

function childAt({ children }: XmlElement, name: string | undefined): XmlElement | undefined {
  for (const child of children) if (child.name === name) return child;
  return undefined;
}

const local = (name: string): string => (name.includes(':') ? name.slice(name.indexOf(':') + 1) : name);
const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));

import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { API, type Checker, type Symbol as Name, type Project, SymbolFlags, type Type } from 'typescript/unstable/sync';

/** A JSON Schema (draft 2020-12), as far as the model needs it. */
export interface Schema {
  [key: string]: unknown;
}

/**
 * The JSON Schema of an exported type of src/model, read from the compiler's own understanding of it (TypeScript 7.0.2,
 * `unstable/sync`: the version is pinned, and a test holds the result against the committed file). Descriptions are the
 * docstrings. Objects stay open, because format 1 may grow.
 */
export function schemaOf(file: string, exported: string, title: string): Schema {
  const api = new API({ cwd: resolve('.') });
  try {
    const config = resolve('tsconfig.json');
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config);
    if (project === undefined) throw new Error(`no project ${config}`);
    return documentOf(project, file, exported, title);
  } finally {
    api.close();
  }
}

function documentOf({ program, checker }: Project, file: string, exported: string, title: string): Schema {
  const source = program.getSourceFile(realpathSync(file));
  const module = source && checker.getSymbolAtLocation(source);
  const symbol = module && checker.getExportsOfModule(module).find(({ name }) => name === exported);
  if (symbol === undefined) throw new Error(`${file} does not export ${exported}`);
  const defs: Record<string, Schema> = {};
  const root = schemaFor(checker.getDeclaredTypeOfSymbol(symbol), checker, defs);
  const sorted = Object.fromEntries(Object.entries(defs).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', title, ...root, $defs: sorted };
}

/** A named type becomes a definition, written once; an unnamed one is written in place. */
function schemaFor(type: Type, checker: Checker, defs: Record<string, Schema>): Schema {
  const name = nameOf(type, checker);
  if (name === null) return shapeOf(type, checker, defs);
  if (defs[name] === undefined) {
    const entry: Schema = {};
    defs[name] = entry;
    const described = type.getAliasSymbol() ?? type.getSymbol();
    const words = described === undefined ? '' : described.getDocumentationComment(checker).trim();
    Object.assign(entry, words === '' ? {} : { description: words }, shapeOf(type, checker, defs));
  }
  return { $ref: `#/$defs/${name}` };
}

/** `Evidence`, `Outcome-DnsAnswer`; null for arrays, literals and the like. */
function nameOf(type: Type, checker: Checker): string | null {
  const alias = type.getAliasSymbol();
  const isNamed = alias !== undefined || (type.isClassOrInterface() && !checker.isArrayLikeType(type));
  if (!isNamed || alias?.name === 'Readonly' || alias?.name === 'Extract' || alias?.name === 'Exclude') return null;
  const parent = (alias ?? type.getSymbol())?.getParent();
  const space = parent === undefined || parent.name.startsWith('"') ? '' : `${parent.name}.`;
  const own = checker
    .typeToString(type)
    .replace(/\breadonly /gu, '')
    .replaceAll('[]', '-list')
    .replace(/[<>, ]+/gu, '-')
    .replace(/-$/u, '');
  return own.startsWith(space) ? own : space + own;
}

function shapeOf(type: Type, checker: Checker, defs: Record<string, Schema>): Schema {
  if (type.isStringLiteralType() || type.isNumberLiteralType() || type.isBooleanLiteralType())
    return { const: type.value };
  if (type.isUnionType()) return unionOf(type.getTypes(), checker, defs);
  if (type.isIntrinsicType()) return type.intrinsicName === 'any' ? {} : { type: type.intrinsicName };
  if (checker.isTupleType(type) && type.isTypeReference()) {
    const items = checker.getTypeArguments(type).map((one) => schemaFor(one, checker, defs));
    return { type: 'array', prefixItems: items, minItems: items.length, items: false };
  }
  if (checker.isArrayLikeType(type) && type.isTypeReference()) {
    const [item] = checker.getTypeArguments(type);
    return { type: 'array', items: item === undefined ? {} : schemaFor(item, checker, defs) };
  }
  return objectOf(type, checker, defs);
}

function unionOf(types: readonly Type[], checker: Checker, defs: Record<string, Schema>): Schema {
  const told = types.filter((type) => !(type.isIntrinsicType() && type.intrinsicName === 'undefined'));
  if (told.every((type) => type.isBooleanLiteralType()) && told.length === 2) return { type: 'boolean' };
  const words = told.flatMap((type) => (type.isStringLiteralType() ? [type.value] : []));
  const others = told.filter((type) => !type.isStringLiteralType()).map((type) => schemaFor(type, checker, defs));
  const all = words.length === 0 ? others : [{ enum: words.toSorted() }, ...others];
  const [only] = all;
  return all.length === 1 && only !== undefined ? only : { anyOf: all };
}

function objectOf(type: Type, checker: Checker, defs: Record<string, Schema>): Schema {
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  for (const property of checker.getPropertiesOfType(type)) {
    const own = propertyOf(property, checker, defs);
    if (own === null) continue;
    properties[property.name] = own;
    if ((property.flags & SymbolFlags.Optional) === 0) required.push(property.name);
  }
  const [index] = checker.getIndexInfosOfType(type);
  const open = index === undefined ? {} : { additionalProperties: schemaFor(index.valueType, checker, defs) };
  return required.length + Object.keys(properties).length === 0
    ? { type: 'object', ...open }
    : { type: 'object', properties, required, ...open };
}

/** Null for a property that can have no value (`value?: never`). */
function propertyOf(property: Name, checker: Checker, defs: Record<string, Schema>): Schema | null {
  const type = checker.getTypeOfSymbol(property);
  if (type === undefined) throw new Error(`no type for ${property.name}`);
  if (type.isIntrinsicType() && (type.intrinsicName === 'never' || type.intrinsicName === 'undefined')) return null;
  const schema = schemaFor(type, checker, defs);
  const words = property.getDocumentationComment(checker).trim();
  return words === '' ? schema : { description: words, ...schema };
}

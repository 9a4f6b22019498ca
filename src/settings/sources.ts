import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as v from 'valibot';
import { KNOBS, SETTINGS, type SettingName, type Settings } from '../settings.ts';
import { nearest } from './nearest.ts';

/** A setting that is wrong: which, where it was written, and what it should be. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Where a value may come from, all optional but the folder. */
export interface SettingSources {
  /** Flags given on the command line, by setting name. */
  readonly flags: Readonly<Partial<Record<SettingName, unknown>>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

export interface Resolved {
  readonly settings: Settings;
  /** For each setting the words it was given in, and where: a flag, a variable, a file, `default`. */
  readonly origins: Readonly<Record<SettingName, Origin>>;
}

export interface Origin {
  readonly given: unknown;
  readonly from: string;
}

const NAMES = Object.keys(KNOBS).filter((name): name is SettingName => name in KNOBS);
const PREFIX = 'AUDIT_DOMAINS_';
const FILE = 'audit-domains.toml';

/**
 * The settings of a run: flag > AUDIT_DOMAINS_* > audit-domains.toml (nearest upwards, then the XDG folder) > default.
 * Throws SettingsError on a wrong value or an unknown key, with the nearest known one.
 */
export async function resolveSettings({ flags, env, cwd }: SettingSources): Promise<Resolved> {
  const layers = [fromFlags(flags), fromEnvironment(env), ...(await fromFiles(cwd, env))];
  const origins = forEachName((name): Origin => {
    const layer = layers.find((values) => values.has(name))?.get(name);
    return layer ?? { given: KNOBS[name].fallback, from: 'default' };
  });
  const checked = v.safeParse(
    SETTINGS,
    forEachName((name) => origins[name].given),
  );
  if (checked.success) return { settings: checked.output, origins };
  const [issue] = checked.issues;
  const name = NAMES.find((candidate) => candidate === issue.path?.[0].key) ?? 'format';
  const { given, from } = origins[name];
  throw new SettingsError(`${from}: ${JSON.stringify(given)} is not ${issue.message}.`);
}

type Layer = ReadonlyMap<SettingName, Origin>;

/** `Object.fromEntries` forgets the keys; this does not. */
function forEachName<Value>(work: (name: SettingName) => Value): Record<SettingName, Value> {
  return Object.fromEntries(NAMES.map((name) => [name, work(name)])) as Record<SettingName, Value>;
}

function fromFlags(flags: SettingSources['flags']): Layer {
  return new Map(
    NAMES.filter((name) => flags[name] !== undefined).map((name) => [
      name,
      { given: flags[name], from: flagOf(name, flags[name]) },
    ]),
  );
}

function flagOf(name: SettingName, given: unknown): string {
  const { flags, negation } = KNOBS[name];
  return given === false && negation !== undefined ? negation : (/--[a-z-]+/.exec(flags)?.[0] ?? name);
}

const variableOf = (name: SettingName): string => PREFIX + KNOBS[name].key.toUpperCase().replaceAll('-', '_');

function fromEnvironment(env: SettingSources['env']): Layer {
  const layer = new Map<SettingName, Origin>();
  for (const [variable, given] of Object.entries(env)) {
    if (!variable.startsWith(PREFIX) || given === undefined || given === '') continue;
    const name = NAMES.find((candidate) => variableOf(candidate) === variable);
    if (name === undefined) throw unknown(variable, 'the environment', NAMES.map(variableOf));
    layer.set(name, { given, from: variable });
  }
  return layer;
}

async function fromFiles(cwd: string, env: SettingSources['env']): Promise<readonly Layer[]> {
  const home = env['XDG_CONFIG_HOME'] || (env['HOME'] === undefined ? undefined : join(env['HOME'], '.config'));
  const folders = home === undefined ? [] : [join(home, 'audit-domains')];
  const found = [nearestFile(cwd), ...folders.map((folder) => readIfThere(join(folder, FILE)))];
  const layers: Layer[] = [];
  for (const file of found) if (file !== null) layers.push(await fromToml(file));
  return layers;
}

interface ConfigFile {
  readonly path: string;
  readonly toml: string;
}

function nearestFile(from: string): ConfigFile | null {
  const folder = resolve(from);
  return readIfThere(join(folder, FILE)) ?? (dirname(folder) === folder ? null : nearestFile(dirname(folder)));
}

function readIfThere(path: string): ConfigFile | null {
  try {
    return { path, toml: readFileSync(path, 'utf8') };
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw new SettingsError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

async function fromToml({ path, toml }: ConfigFile): Promise<Layer> {
  const { parse } = await import('smol-toml');
  const layer = new Map<SettingName, Origin>();
  for (const [key, given] of Object.entries(parsed(path, () => parse(toml)))) {
    const name = NAMES.find((candidate) => KNOBS[candidate].key === key);
    if (name === undefined)
      throw unknown(
        key,
        path,
        NAMES.map((candidate) => KNOBS[candidate].key),
      );
    layer.set(name, { given: KNOBS[name].path ? beside(path, given) : given, from: `${path}: ${key}` });
  }
  return layer;
}

function parsed<Value>(path: string, parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new SettingsError(`${path} is not valid TOML: ${first}.`);
  }
}

/** A path in a config file is meant from where the file lies. */
function beside(file: string, given: unknown): unknown {
  if (Array.isArray(given)) return given.map((path: unknown) => beside(file, path));
  return typeof given === 'string' && given !== '' ? resolve(dirname(file), given) : given;
}

function unknown(key: string, where: string, known: readonly string[]): SettingsError {
  const guess = nearest(key, known);
  const hint = guess === null ? 'audit-domains config lists all settings' : `did you mean ${guess}?`;
  return new SettingsError(`${where} has an unknown setting "${key}"; ${hint}`);
}

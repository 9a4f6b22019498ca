import { type Command, Option } from 'commander';
import type { SettingSources } from '../settings/sources.ts';
import { KNOBS, type SettingName } from '../settings.ts';

/** Names of all settings, in the order of the help. */
export const SETTING_NAMES: readonly SettingName[] = Object.keys(KNOBS).filter(
  (name): name is SettingName => name in KNOBS,
);

/** Adds the flags of these settings to a command. Defaults are told, not set: what was given stays tellable. */
export function addKnobs(command: Command, names: readonly SettingName[] = SETTING_NAMES): void {
  for (const name of names) {
    const { flags, about, fallback, negation } = KNOBS[name];
    const option = new Option(flags, typeof fallback === 'string' ? `${about} (${fallback})` : about);
    if (Array.isArray(fallback)) {
      option.argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value]);
    }
    command.addOption(option);
    if (negation !== undefined) command.addOption(new Option(negation, `without ${flags.split(' ')[0]}`));
  }
}

/** The settings that were given as flags, in the words they were given in. */
export function flagsOf(command: Command): SettingSources['flags'] {
  return Object.fromEntries(
    SETTING_NAMES.map((name) => [name, new Option(KNOBS[name].flags).attributeName()] as const)
      .filter(([, attribute]) => command.getOptionValueSource(attribute) === 'cli')
      .map(([name, attribute]) => [name, command.getOptionValue(attribute) as unknown]),
  );
}

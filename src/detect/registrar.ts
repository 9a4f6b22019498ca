import type { Clue } from '../model/facts.ts';
import type { Catalogue } from './catalogue.ts';
import type { Provider } from './schema.ts';

/**
 * The provider that a registration record names as registrar, by IANA id before name; null for one that the catalogue
 * does not know. Ids are digits, names in any case.
 *
 *   "GoDaddy.com, LLC"      → godaddy
 *   "NETWORK SOLUTIONS, LLC." → network-solutions
 *   "Wild Domains", "146"   → godaddy
 */
export function registrarClue(name: string, ianaId: string | null, catalogue: Catalogue): Clue | null {
  const registrars = registrarsOf(catalogue);
  const byId = registrars.find(({ ianaIds }) => ianaIds.some((known) => String(known) === ianaId?.trim()));
  const plain = name.trim().toLowerCase();
  const found = byId ?? registrars.find(({ names }) => names.some((pattern) => pattern.test(plain)));
  if (found === undefined) return null;
  const { provider, source, checkedOn } = found;
  const [seen, rule] =
    byId === undefined ? [name, 'registrar name'] : [`${name} (IANA ${ianaId})`, 'IANA registrar id'];
  return { provider: provider.id, kind: 'registrar', seen, rule, strength: 'proof', source, checkedOn };
}

interface Registrar {
  readonly provider: Provider;
  readonly names: readonly RegExp[];
  readonly ianaIds: readonly number[];
  readonly source: string;
  readonly checkedOn: string;
}

const known = new WeakMap<Catalogue, readonly Registrar[]>();

/** The catalogue's registrars, their patterns compiled once. */
function registrarsOf(catalogue: Catalogue): readonly Registrar[] {
  const made =
    known.get(catalogue) ??
    [...catalogue.providers.values()].flatMap((provider) => {
      const { registrar } = provider;
      return registrar === undefined
        ? []
        : [{ ...registrar, provider, names: registrar.names.map((pattern) => new RegExp(pattern)) }];
    });
  known.set(catalogue, made);
  return made;
}

import { type Catalogue, loadCatalogue } from './catalogue.ts';

/**
 * The provider that a registration record names as registrar, by IANA id before name; null for one that the catalogue
 * does not know. Ids are digits, names in any case.
 *
 *   "GoDaddy.com, LLC"      → godaddy
 *   "NETWORK SOLUTIONS, LLC." → network-solutions
 *   "Wild Domains", "146"   → godaddy
 */
export function registrarOf(
  name: string,
  ianaId: string | null = null,
  { providers }: Catalogue = loadCatalogue(),
): string | null {
  const registrars = [...providers.values()].flatMap(({ id, registrar }) => (registrar ? [{ id, registrar }] : []));
  const byId = registrars.find(({ registrar }) => registrar.ianaIds.some((known) => String(known) === ianaId?.trim()));
  if (byId !== undefined) return byId.id;
  const plain = name.trim().toLowerCase();
  const byName = registrars.find(({ registrar }) => registrar.names.some((pattern) => new RegExp(pattern).test(plain)));
  return byName?.id ?? null;
}

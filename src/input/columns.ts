/** What a column of a table is for. */
export type ColumnRole = 'domain' | 'name' | 'organisation' | 'email' | 'country';

/** Header names, lower case, letters only, best first (CONTRACT §2). */
const HEADERS: Readonly<Record<ColumnRole, readonly string[]>> = {
  domain: 'domain domainname domains fqdn hostname host url website site homepage webpage web zone'.split(' '),
  name: ['name', 'customer', 'registrant', 'account'],
  organisation: ['organisation', 'organization', 'company'],
  email: ['email'],
  country: ['country'],
};

/** Columns of a table by what they are for; `null` where there is none. Numbers from 0. */
export type Roles = Readonly<Record<ColumnRole, number | null>>;

/** Finds the columns that a header names, any case: "E-Mail" is `email`. The best name wins, then the first column. */
export function rolesOf(header: readonly string[]): Roles {
  const keys = header.map(headerKey);
  const find = (role: ColumnRole): number | null => {
    const name = HEADERS[role].find((candidate) => keys.includes(candidate));
    return name === undefined ? null : keys.indexOf(name);
  };
  return {
    domain: find('domain'),
    name: find('name'),
    organisation: find('organisation'),
    email: find('email'),
    country: find('country'),
  };
}

export const NO_ROLES: Roles = { domain: null, name: null, organisation: null, email: null, country: null };

/** Lower case, letters and digits only: how header names are compared. */
export function headerKey(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Distinct names for pass-through columns: a nameless one is `column3`, a second `note` is `note_2`. */
export function columnNames(header: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return header.map((cell, index) => {
    const name = cell.trim() === '' ? `column${index + 1}` : cell.trim();
    let distinct = name;
    for (let count = 2; taken.has(distinct); count += 1) distinct = `${name}_${count}`;
    taken.add(distinct);
    return distinct;
  });
}

import type { Party, Registration } from '../model/evidence.ts';
import { absent, map, type Outcome, ok } from '../model/outcome.ts';
import { parseRdap as readRdap } from './rdap.ts';
import { parseWhois as readWhois } from './whois.ts';

/** `parseRdap` of the library: what the answer tells of the registrant, as `asTold`. */
export const parseRdap: typeof readRdap = (json, context) => map(readRdap(json, context), asTold);

/** `parseWhois` of the library: what the reply tells of the registrant, as `asTold`. */
export const parseWhois: typeof readWhois = (text, context) => map(readWhois(text, context), asTold);

/**
 * A record by itself, for a reader of records: `redacted` only where it shows that something is kept back.
 *
 *   no registrant, a handle, or "N/A"      → absent: the record is whole and has none
 *   a country or e-mail, and no name       → ok, with the name absent
 *   a name the registry keeps for itself   → absent: nobody holds it
 *
 * An audit judges otherwise: a registered name has a holder, so a record that is silent leaves the question open there.
 */
function asTold(registration: Registration): Registration {
  return { ...registration, registrant: registrantAsTold(registration) };
}

function registrantAsTold({ registrant, status }: Registration): Outcome<Party> {
  if (registrant.kind !== 'redacted') return registrant;
  if (status.kind === 'ok' && status.value.includes('reserved')) return absent(registrant.note, registrant.source);
  if (registrant.how === 'withheld' || registrant.how === 'proxy') return registrant;
  const party = registrant.value;
  return party !== undefined && (party.country.kind === 'ok' || party.email.kind === 'ok')
    ? ok(party, registrant.source)
    : absent(registrant.note, registrant.source);
}

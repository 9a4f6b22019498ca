import type { Registration } from '../model/evidence.ts';
import type { FaultCode, Outcome, Source } from '../model/outcome.ts';
import { absent, failed, ok } from '../model/outcome.ts';
import { cardOf } from './rdap/card.ts';
import { entitiesOf, hasRole } from './rdap/entities.ts';
import { listOf, member, textOf } from './rdap/json.ts';
import { printedRegistrant } from './rdap/registrant.ts';
import { dayOf } from './registration/days.ts';
import { nameServers, sameDomain, spellingsOf } from './registration/hosts.ts';
import { registrantOf } from './registration/party.ts';
import { statusOf } from './registration/statuses.ts';

const MAX_CHARACTERS = 1_048_576;

export interface RdapContext {
  /** The domain that was asked, U- or A-labels. */
  readonly domain: string;
  /** The URL that was asked. */
  readonly server?: string;
  /** Instant of the question, ISO 8601. */
  readonly askedAt?: string;
}

/**
 * What an RDAP answer (RFC 9083) says of a domain; the JSON as text or as a value. Pure; never throws.
 *
 *   a domain object of this name               → ok; each field says for itself what is known
 *   an error object of code 404                → absent (whether the server may say so is the caller's to judge)
 *   an error object of code 429; 401, 403, 5xx → failed: throttled; refused
 *   another object, another name, no JSON      → failed: malformed
 */
export function parseRdap(
  json: unknown,
  { domain, server = 'unknown', askedAt = '' }: RdapContext,
): Outcome<Registration> {
  const source: Source = { protocol: 'rdap', server, askedAt };
  const malformed = (detail: string): Outcome<never> => failed({ code: 'malformed', detail, attempts: 1 }, source);
  const object = jsonOf(json);
  if (typeof object !== 'object' || object === null || Array.isArray(object))
    return malformed('the answer is no JSON object');
  const errorCode = Number(textOf(member(object, 'errorCode')) || Number.NaN);
  const objectClass = textOf(member(object, 'objectClassName')).toLowerCase();
  if (!Number.isNaN(errorCode) && objectClass === '') return errorOf(errorCode, object, source);
  const names = [member(object, 'ldhName'), member(object, 'unicodeName')].map(textOf).filter((name) => name !== '');
  if (objectClass !== 'domain' && !(objectClass === '' && names.length > 0)) {
    return malformed(
      objectClass === ''
        ? 'the answer names no object class'
        : `the answer is about an object of class ${objectClass.slice(0, 40)}`,
    );
  }
  const [name] = names;
  if (name === undefined) return malformed('the answer does not name its domain');
  if (!names.some((each) => sameDomain(each, domain))) return malformed(`the answer is about ${name.slice(0, 100)}`);
  return ok(registrationOf(object, domain, source), source);
}

function registrationOf(object: unknown, domain: string, source: Source): Registration {
  const entities = entitiesOf(object);
  const registrar = entities.find((entity) => hasRole(entity, 'registrar'));
  const card = cardOf(registrar);
  const id = listOf(member(registrar, 'publicIds')).find((each) => /iana/i.test(textOf(member(each, 'type'))));
  const statuses = listOf(member(object, 'status'))
    .map(textOf)
    .map(statusOf)
    .filter((status) => status !== null);
  const servers = nameServers(
    listOf(member(object, 'nameservers')).map(
      (each) => textOf(member(each, 'ldhName')) || textOf(member(each, 'unicodeName')) || textOf(each),
    ),
  );
  const told = <T>(value: T | null | undefined, what: string): Outcome<T> =>
    value === null || value === undefined || value === ''
      ? absent(`the answer has no ${what}`, source)
      : ok(value, source);
  return {
    domain: spellingsOf(domain)[0] ?? domain,
    status: told(statuses.length === 0 ? null : [...new Set(statuses)], 'status'),
    registrar: told(card?.organisation ?? card?.name, 'registrar'),
    registrarId: told(/^\d{1,7}$/.exec(textOf(member(id, 'identifier')))?.[0], 'registrar id'),
    registrant: registrantOf(printedRegistrant(object, entities), source),
    createdOn: told(eventDay(object, ['registration', 'reregistration']), 'event "registration"'),
    updatedOn: told(eventDay(object, ['last changed']), 'event "last changed"'),
    expiresOn: told(eventDay(object, ['expiration', 'registrar expiration']), 'event "expiration"'),
    nameservers: told(servers.length === 0 ? null : servers, 'name server'),
    sources: [source],
  };
}

function eventDay(object: unknown, actions: readonly string[]): string | null {
  const events = listOf(member(object, 'events'));
  for (const action of actions) {
    for (const event of events) {
      if (textOf(member(event, 'eventAction')).toLowerCase() !== action) continue;
      const day = dayOf(textOf(member(event, 'eventDate')));
      if (day !== null) return day;
    }
  }
  return null;
}

function errorOf(code: number, object: unknown, source: Source): Outcome<never> {
  const said = [textOf(member(object, 'title')), ...listOf(member(object, 'description')).map(textOf)].filter(
    (text) => text !== '',
  );
  const detail = `error ${code}: ${said.join('; ').slice(0, 300)}`;
  if (code === 404) return absent(detail, source);
  const fault: FaultCode =
    code === 429 ? 'throttled' : code === 401 || code === 403 || code >= 500 ? 'refused' : 'malformed';
  return failed({ code: fault, detail, attempts: 1 }, source);
}

function jsonOf(json: unknown): unknown {
  if (typeof json !== 'string') return json;
  if (json.length > MAX_CHARACTERS || !/^[\ufeff\s]*\{/.test(json)) return null;
  try {
    return JSON.parse(json.replace(/^\ufeff/, ''));
  } catch {
    return null;
  }
}

import type { PrintedParty } from '../registration/party.ts';
import { type Card, cardOf } from './card.ts';
import { hasRole } from './entities.ts';
import { listOf, member, textOf } from './json.ts';
import { redactionsOf } from './redactions.ts';

/**
 * What an RDAP answer prints of its registrant: the first registrant entity that tells a name or an organisation, or
 * the first of all. Values that the server says it replaced (RFC 9537) are left out.
 */
export function printedRegistrant(object: unknown, entities: readonly unknown[]): PrintedParty {
  const { removed, replaced, whole } = redactionsOf(object);
  const registrants = entities.filter((entity) => hasRole(entity, 'registrant'));
  const entity = registrants.find(isTold) ?? registrants[0];
  const card: Card = cardOf(entity) ?? {};
  const printed = Object.fromEntries(
    Object.entries(card).filter(([field]) => ![...replaced.keys()].some((name) => name === field)),
  );
  const handle = textOf(member(entity, 'handle'));
  const hidden = whole ?? remarkOf(entity);
  const proxy =
    hasRole(entity, 'proxy') || statusesOf(entity).includes('proxy') ? 'the registrant has the role of a proxy' : null;
  return {
    ...printed,
    withheld: new Map([...removed, ...replaced]),
    ...(handle === '' || Object.keys(card).length > 0 || /redacted/i.test(handle) ? {} : { handle }),
    ...(hidden === null ? {} : { allWithheld: hidden }),
    ...(proxy === null ? {} : { proxy }),
  };
}

function isTold(entity: unknown): boolean {
  const card = cardOf(entity);
  return card?.name !== undefined || card?.organisation !== undefined;
}

/** "Redacted" as servers said it before RFC 9537: a remark, or a status of the entity (RFC 9083 §10.2.1, §10.2.2). */
function remarkOf(entity: unknown): string | null {
  for (const remark of listOf(member(entity, 'remarks'))) {
    const title = textOf(member(remark, 'title'));
    const type = textOf(member(remark, 'type'));
    if (/redacted|privacy|withheld/i.test(title) || /(?:redacted|truncated) due to authorization/i.test(type)) {
      return `remark: ${title || type}`;
    }
  }
  const status = statusesOf(entity).find((each) => /^(?:private|removed|obscured)$/.test(each));
  return status === undefined ? null : `status of the registrant: ${status}`;
}

function statusesOf(entity: unknown): readonly string[] {
  return listOf(member(entity, 'status')).map((status) => textOf(status).toLowerCase());
}

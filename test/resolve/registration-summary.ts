import type { Party, Registration } from '../../src/model/evidence.ts';
import type { Outcome } from '../../src/model/outcome.ts';

const told = <T>(outcome: Outcome<T> | undefined): T | undefined =>
  outcome?.kind === 'ok' ? outcome.value : undefined;
export const partyOf = (outcome: Outcome<Party>): Party | undefined =>
  outcome.kind === 'ok' || outcome.kind === 'redacted' ? outcome.value : undefined;

/** A reading in the short words of the fixtures: only what they name is looked at. */
export function summary(outcome: Outcome<Registration>): Record<string, unknown> {
  if (outcome.kind === 'failed') return { kind: `failed:${outcome.fault.code}` };
  if (outcome.kind !== 'ok') return { kind: outcome.kind };
  const { value } = outcome;
  const party = partyOf(value.registrant);
  return {
    kind: 'ok',
    registrant: value.registrant.kind === 'redacted' ? `redacted:${value.registrant.how}` : value.registrant.kind,
    name: told(party?.name),
    organisation: told(party?.organisation),
    email: told(party?.email),
    country: told(party?.country),
    createdOn: value.createdOn.kind,
    registrarId: told(value.registrarId),
    registrar: told(value.registrar),
    created: told(value.createdOn),
    updated: told(value.updatedOn),
    expires: told(value.expiresOn),
    nameservers: told(value.nameservers),
    status: told(value.status),
  };
}

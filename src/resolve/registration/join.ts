import type { Registration } from '../../model/evidence.ts';
import type { Fault, Outcome, Source } from '../../model/outcome.ts';
import { failed } from '../../model/outcome.ts';

/**
 * What a registry and then a registrar told, together: each field from the first that told it, with its own source. A
 * registrar that failed leaves the registrant open as failed: the answer is there, and we did not get it.
 */
export function joinRegistrations(
  registry: Outcome<Registration>,
  registrar: Outcome<Registration>,
): Outcome<Registration> {
  if (registry.kind !== 'ok') return registry;
  const { value } = registry;
  switch (registrar.kind) {
    case 'ok':
      return { ...registry, value: joinFields(value, registrar.value) };
    case 'failed': {
      const sources = [...value.sources, registrar.source];
      const fault = { ...registrar.fault, detail: `the registrar's server: ${registrar.fault.detail}` };
      const isOpen = value.registrant.kind === 'redacted' && value.registrant.how === 'partial';
      const registrant = isOpen ? failed(fault, registrar.source) : value.registrant;
      return { ...registry, value: { ...value, registrant, sources } };
    }
    case 'absent': {
      return { ...registry, value: { ...value, sources: [...value.sources, registrar.source] } };
    }
    case 'redacted':
    case 'skipped':
      return registry;
  }
}

function joinFields(first: Registration, second: Registration): Registration {
  return {
    domain: first.domain,
    status: firstTold(first.status, second.status),
    registrar: firstTold(first.registrar, second.registrar),
    registrarId: firstTold(first.registrarId, second.registrarId),
    registrant: moreTelling(first.registrant, second.registrant),
    createdOn: firstTold(first.createdOn, second.createdOn),
    updatedOn: firstTold(first.updatedOn, second.updatedOn),
    expiresOn: firstTold(first.expiresOn, second.expiresOn),
    nameservers: firstTold(first.nameservers, second.nameservers),
    sources: [...first.sources, ...second.sources],
  };
}

function firstTold<T>(one: Outcome<T>, other: Outcome<T>): Outcome<T> {
  return one.kind === 'ok' || other.kind !== 'ok' ? one : other;
}

function moreTelling<T>(registry: Outcome<T>, registrar: Outcome<T>): Outcome<T> {
  if (registry.kind === 'ok') return registry;
  if (registrar.kind === 'ok') return registrar;
  const isEmpty = registry.kind === 'redacted' && registry.how === 'partial';
  return isEmpty ? registrar : registry;
}

/** A record of which the end may be missing: what it tells stands, what it does not tell was not learnt. */
export function inDoubt(outcome: Outcome<Registration>, fault: Fault, source: Source): Outcome<Registration> {
  if (outcome.kind !== 'ok') return outcome.kind === 'failed' ? outcome : failed(fault, source);
  const doubt = <T>(field: Outcome<T>): Outcome<T> => (field.kind === 'absent' ? failed(fault, source) : field);
  const { value } = outcome;
  const isOpen = value.registrant.kind === 'redacted' && /^(?:partial|handle-only)$/.test(value.registrant.how);
  return {
    ...outcome,
    value: {
      ...value,
      status: doubt(value.status),
      registrar: doubt(value.registrar),
      registrarId: doubt(value.registrarId),
      registrant: isOpen ? failed(fault, source) : value.registrant,
      createdOn: doubt(value.createdOn),
      updatedOn: doubt(value.updatedOn),
      expiresOn: doubt(value.expiresOn),
      nameservers: doubt(value.nameservers),
    },
  };
}

import { describe, expect, it } from 'vitest';
import { parseWhois } from '../../src/resolve/whois.ts';

/** What a reply means in one word. */
function meaning(text: string): string {
  const outcome = parseWhois(text, { domain: 'northquay.example' });
  if (outcome.kind === 'failed') return outcome.fault.code;
  if (outcome.kind !== 'ok') return outcome.kind;
  return outcome.value.status.kind === 'ok' ? (outcome.value.status.value[0] ?? '') : 'ok';
}

describe('a reply without a record', () => {
  it.each([
    'Demasiadas consultas. Intente más tarde.',
    'Muitas consultas deste endereço',
    'Trop de requêtes depuis votre adresse',
    'Limite de requêtes atteinte',
    'Límite de consultas excedido',
    'Número máximo de consultas excedido',
    'Superato il limite di richieste',
    'Zu viele Anfragen',
    'Abfragelimit erreicht',
    'Превышено допустимое количество запросов',
    'Слишком много запросов с вашего адреса',
    '查询过于频繁，请稍后再试',
    '%% Too many requests...\n%%\n%% No entries found in the AFNIC Database.',
    'Quota exceeded',
    'Number of allowed queries exceeded',
    'Límite de consultas excedido\nEl dominio no existe',
  ])('that says %j is throttled, whatever else it says', (text) => {
    expect(meaning(`${text}\r\n`)).toBe('throttled');
  });

  it.each([
    'Acceso denegado',
    'Accès refusé',
    'Accesso negato',
    'Zugriff verweigert',
    'Доступ запрещён',
    'Access restricted',
    'Please solve the captcha at our web site',
    'The WHOIS service is under maintenance',
    'Servicio en mantenimiento',
    'You are not authorized to access this service',
    '502 Bad Gateway',
    'Доступ запрещён\nДомен не найден',
  ])('that says %j is refused, whatever else it says', (text) => {
    expect(meaning(`${text}\r\n`)).toBe('refused');
  });

  it.each([
    'No match for domain "northquay.example" at this server.',
    'El dominio no existe',
    'Domínio não registrado',
    "Le domaine northquay.example n'est pas enregistré",
    'Домен не найден',
    'Domain northquay.example ist frei',
    'Domain unknown',
    'This name is available for registration',
  ])('that says %j denies the name', (text) => {
    expect(meaning(`${text}\r\n`)).toBe('absent');
  });

  it.each([
    'Domain northquay.example is a premium name',
    'Reserved by the registry',
    'El dominio está reservado',
    'This name is reserved',
    'Domain blocked',
  ])('that says %j is about a reserved name', (text) => {
    expect(meaning(`${text}\r\n`)).toBe('reserved');
  });

  it.each(['not available', 'No match for southquay.example', 'OK! You win', 'El dominio', 'Invalid'])(
    'that says %j leaves it open',
    (text) => {
      expect(meaning(`${text}\r\n`)).toBe('malformed');
    },
  );
});

import { describe, expect, it } from 'vitest';
import { parseRdap } from '../../src/resolve/rdap.ts';
import { parseWhois } from '../../src/resolve/whois.ts';
import { summary } from './registration-summary.ts';

const WITHHELD = [
  'REDACTED FOR PRIVACY',
  'REDACTED_FOR_PRIVACY',
  'DATA REDACTED',
  'Redacted | EU Data Subject',
  'Please query the RDDS service of the Registrar of Record',
  'Statutory Masking Enabled',
  'GDPR Masked',
  'Not displayed due to GDPR',
  'Data Protected, not disclosed',
  'Non-Public Data',
  'NOT DISCLOSED!',
  'Undisclosed',
  'Name withheld',
  'Data Masked',
  'Hidden upon user request',
  'HIDDEN! Details are available at the registry',
  '(not shown)',
  'Not shown, please visit www.registry.example for webbased whois.',
  'Private Person',
  'Ano Nymous',
  'Please contact the registrar listed above',
  'Personal data operator protected',
] as const;

const PROXIES = [
  'Identity Protect Limited',
  'Identity Protection Service',
  'Domains By Proxy, LLC',
  'Registration Private',
  'Withheld for Privacy ehf',
  'Privacy service provided by Withheld for Privacy ehf',
  'WhoisGuard, Inc.',
  'Contact Privacy Inc. Customer 0123456789',
  'See PrivacyGuardian.org',
  'Perfect Privacy, LLC',
  'Privacy Protect, LLC (PrivacyProtect.org)',
  'Whois Privacy Corp.',
  'Domain Protection Services, Inc.',
  'Whois Agent',
  'Private by Design, LLC',
  'Super Privacy Service LTD c/o Dynadot',
  'Knock Knock WHOIS Not There, LLC',
  'PRIVACYDOTLINK CUSTOMER 123',
  'EnCirca Privacy Service',
  'Domain Privacy Group, Inc.',
  'Domain Privacy Service FBO Registrant',
  'Proxy Protection LLC',
  'Privacy Hero Inc.',
  'domain ID shield service',
  'Domainmonster.com Privacy Service',
  'Moniker Privacy Services',
  '1&1 Internet Inc. Private Registration, privacy desk',
  'Oneandone Private Registration',
  'On behalf of northquay.example owner',
  'YinSi BaoHu Yi KaiQi',
  'Whois Privacy Protection Service by Onamae.com',
  'Registration Privacy Services',
  'BV Dot TK',
] as const;

const PLACEHOLDERS = ['Not Available', 'N/A', 'None', 'Unknown', 'Not applicable', '-', '...'] as const;

const whois = (name: string): string =>
  [
    'Domain Name: northquay.example',
    'Registrar: Pier Names Ltd',
    `Registrant Name: ${name}`,
    `Registrant Organization: ${name}`,
    'Registrant Street: 12 Proxy Road',
    'Registrant Country: IS',
    'Registrant Email: relay-17@relay.example',
    '',
  ].join('\r\n');

const rdap = (name: string): unknown => ({
  objectClassName: 'domain',
  ldhName: 'northquay.example',
  entities: [
    {
      objectClassName: 'entity',
      roles: ['registrant'],
      vcardArray: [
        'vcard',
        [
          ['fn', {}, 'text', name],
          ['org', {}, 'text', name],
          ['adr', { cc: 'IS' }, 'text', ['', '', '12 Proxy Road', '', '', '', '']],
          ['email', {}, 'text', 'relay-17@relay.example'],
        ],
      ],
    },
  ],
});

const read = (name: string) => [
  summary(parseWhois(whois(name), { domain: 'northquay.example' })),
  summary(parseRdap(rdap(name), { domain: 'northquay.example' })),
];

describe('a registrant that is not told', () => {
  it.each(WITHHELD)('is withheld where %j stands for it', (words) => {
    for (const told of read(words)) {
      expect(told).toMatchObject({ registrant: 'redacted:withheld', name: undefined, organisation: undefined });
    }
  });

  it.each(PROXIES)('is behind a proxy where %j stands, and nothing of the proxy is given as its own', (words) => {
    for (const told of read(words)) {
      expect(told).toMatchObject({ registrant: 'redacted:proxy' });
      expect([told['name'], told['organisation'], told['country'], told['email']]).toEqual(Array(4).fill(undefined));
    }
  });

  it.each(PLACEHOLDERS)('is open where %j stands for it', (words) => {
    for (const told of read(words)) {
      expect(told['registrant']).toMatch(/^redacted:(?:placeholder|partial)$/);
      expect([told['name'], told['organisation']]).toEqual([undefined, undefined]);
    }
  });
});

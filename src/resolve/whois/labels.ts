/** What a label says, whatever the registry calls it. */
export type DomainField =
  | 'domain'
  | 'registrar'
  | 'provider'
  | 'registrarId'
  | 'created'
  | 'updated'
  | 'expires'
  | 'renewal'
  | 'nameserver'
  | 'status';
export type ContactField =
  | 'name'
  | 'firstName'
  | 'lastName'
  | 'organisation'
  | 'email'
  | 'country'
  | 'address'
  | 'handle';
export type Section = 'domain' | 'registrant' | 'registrar' | 'nameserver' | 'admin' | 'tech' | 'billing' | 'other';

const table = <T extends string>(rows: Readonly<Record<T, string>>): ReadonlyMap<string, T> => {
  const map = new Map<string, T>();
  for (const field in rows) for (const label of rows[field].split('|')) map.set(label, field);
  return map;
};

/** Labels of the domain itself, folded as `foldLabel` does. */
const DOMAIN_LABELS: ReadonlyMap<string, DomainField> = table<DomainField>({
  domain:
    'domain|domain name|domainname|complete domain name|query|nombre de dominio|nom de domaine|dominio|ドメイン名|도메인이름|nome de domínio / domain name',
  registrar:
    "registrar|registrar name|registrar company name|registrar organization name|registrador|bureau d'enregistrement|bureau d’enregistrement|sponsoring registrar|sponsoring registrar name|registrar organization|registrar organisation|authorized agency|current registar|current registrar|account name|agente registrador|agente registrador (registrar)|등록대행자|registrado por|registered by|registrar of record",
  provider: 'registration service provider|provider name',
  registrarId: 'registrar iana id|sponsoring registrar iana id|iana id',
  created:
    'created|created on|issue date|issued date|issued|creation time|created time|registered since|date of registration|date of creation|registration start date|start date|registrado en|fecha de inicio|creado|data rejestracji|kayıt tarihi|created date|create date|creation date|domain created|domain create date|domain creation date|date created|created at|record created|record created on|record created date|registered|registered on|registered date|registration date|domain registration date|domain registered|registration time|registration|date registered|activation|activated on|acivated|activated|domain record activated|domain name commencement date|commencement date|date approved|fecha de registro|fecha de creacion|fecha de creación|date de creation|date de création|data de registo / creation date|data de registo / creation date (dd/mm/yyyy)|domain dateregistered|entry created|登録年月日|등록일|registered at|domain name registered|relevant dates registered on|cr date|data de registo',
  expires:
    "expires|expires on|expired date|expiration on|expiry on|expires time|date of expiry|date of expiration|end date|valid till|valid through|vence|vencimiento|expira|data wygaśnięcia|expires at|expiry|expiry date|expiration|expiration date|expire|expire date|expires date|expiration time|registry expiry date|registrar registration expiration date|domain expiration date|domain expires|domain currently expires|domain expires on|paid-till|paid till|valid until|valid-date|valid date|validity|record expires on|record expires|record will expire on|record expired|expired|domain datebilleduntil|fecha de vencimiento|fecha de expiracion|fecha de expiración|fecha de expiración (expiration date)|date d'expiration|date expiration|data de expiração / expiration date|data de expiração / expiration date (dd/mm/yyyy)|exp date|有効期限|사용 종료일|expires-on|expiration-date|registrar registration expiration time|domain expiry date",
  renewal: 'renewal|renewal date|renew date|date renewal',
  updated:
    'updated|updated on|updated time|date updated|date modified|modified on|modification time|date of last change|actualizado|updated date|update date|last updated|last updated on|last updated date|last update|last-update|last-updated|last modified|modified|modified date|modification date|changed|domain last updated|domain last updated date|domain record last updated|record last updated|record last updated on|record last updated date|record changed on|record last modified|domain datelastmodified|entry updated|ultima actualizacion|última actualización|derniere modification|dernière modification|最終更新|최근 정보 변경일|last changed date|last changed|updated at|renewed on',
  nameserver:
    'name server|nameserver|nameservers|name servers|nserver|nservers|ns|dns|hostname|host name|dns name|dns servers|domain servers|domain nameservers|name server (db)|serveur de noms|serveur|ネームサーバ|domain server|primary server|secondary server|serveurs de noms|servidores dns|servidores de nombre|servidor dns|nameserver(s)|name server(s)|primary server hostname|secondary server hostname|third server hostname|fourth server hostname|fifth server hostname|sixth server hostname|primary ns|secondary ns|호스트이름|ns hostname|ns name|nserver list|domain name servers|servidor',
  status:
    'status|domain status|state|domain state|domain-status|estado / status|estado|statut|etat|estatus del dominio|registration status|query status|eppstatus|epp status|ren-status|renewal status|domaintype|状態|domain prohibit status',
});

/** What a label says of the domain, or null; numbered name servers (`ns_name_01`, `Name Server 2`) included. */
export function domainField(label: string): DomainField | null {
  const known = DOMAIN_LABELS.get(label) ?? DOMAIN_LABELS.get(label.replaceAll('-', ' '));
  if (known !== undefined) return known;
  if (!/\d/.test(label)) return null;
  if (/^ns\d{1,2} hostname$/.test(label)) return 'nameserver';
  const numbered = DOMAIN_LABELS.get(label.replace(/ ?#?\d{1,2}$/, ''));
  return numbered === 'nameserver' ? numbered : null;
}

/** Labels of a contact, folded as `foldLabel` does. */
export const CONTACT_LABELS: ReadonlyMap<string, ContactField> = table<ContactField>({
  name: 'name|contact name|contact|person|personname|person name|full name|fullname|nombre|nom|nome|international name|local name|name (last, first)|role|person-loc|name-loc|名前|individual name|nombre completo|responsible person',
  firstName: 'first name|firstname|prenom|prénom|given name',
  lastName: 'last name|lastname|surname|family name',
  organisation:
    'organization|organisation|org|org name|organization name|organisation name|organization-loc|organisation-loc|company|company name|organizacion|organización|organização|organisme|international organisation|international organization|local organisation|local organization|company english name|business name|trading as|registrant organization|orgname|institution|organizacija|raison sociale|razón social|razon social|firma|entreprise|empresa|société|legal name',
  email:
    'email|e-mail|mail|e-mail address|email address|emailaddress|e-mailbox|courriel|courriel.|correo|correo electronico|electronic mail|email-address|email(s)|e-mail(s)|holder email|contact email|mailbox',
  country:
    'country|country code|countrycode|country/economy|country/region|country-loc|pais|país|pays|country name|land|countrycode2|location country|registered country|postal country|county/country|kraj|país / country',
  address:
    'address|street|street address|address1|address2|address3|address-loc|postal address|international address|local address|adresse|direccion|dirección|registered address|contact address|mailing address|street1|postaladdress|adress|city|state|zip|zipcode|postal code|postalcode|state/province|province|address 1|address 2|address 3|address 4|address 5|location|post address|street address 1|address line 1',
  handle: 'handle|nic handle|nic-handle|nic-hdl|nic-hdl-br|id|contact id|norid handle|pid|nic|contact code',
});

const SECTIONS: readonly (readonly [Section, RegExp])[] = [
  [
    'registrant',
    /^(?:domain )?(?:registrants?|owners?|holders?)(?:\(s\))?(?: contact| details)?(?: information)?$|^holder of domain name$|^domain owners \/ registrant$|^owner\/main contact$|^titular(?: \/ registrant)?$|^organi[sz]ation using domain name$|^registered for$|^registrant contact information$|^domain name (?:holder|owner)$|^registrant information$|^holder_c$|^domain holder$|^domain name administrator$|^registrante$|^등록인$|^登録者名$|^propri[eé]taire$|^titulaire$|^contact: registrant$|^contact: owner$/,
  ],
  [
    'admin',
    /^(?:contact: )?admin(?:i?strativ[eo]?|istrator|istratif)?(?:[_ ]c(?:ontacts?)?)?(?:\(s\)|\(ac\))?(?:\/agent)?(?: information)?$|^contact[oi] administrativ[oei](?: \(administrative contact\))?$|^contact administratif$|^domain managers?$|^책임자$|^authori[sz]ed contact$|^responsible person$|^admin-c$/,
  ],
  [
    'tech',
    /^(?:contact: )?tech(?:nical)?(?:[_ ]c(?:ontacts?)?)?(?:\(s\))?(?: information)?$|^contacto tecnico$|^contacto técnico(?: \(technical contact\))?$|^contact technique$|^registrar technical contacts$|^respons[aá]vel t[eé]cnico \/ tech contact$|^zone[-_ ]c$|^zone contact$|^tech-c$/,
  ],
  [
    'billing',
    /^(?:contact: )?(?:billing|invoicing|financial)(?:[_ ]c(?:ontacts?)?| party)?(?: information)?$|^contacto (?:financiero|de cobranza|comercial)$|^entidade gestora \/ billing contact$|^on-?site\(s\)$|^on-?site contacts?$|^billing contact\(s\)$/,
  ],
  [
    'registrar',
    /^(?:current |last )?registrar(?: information| details)?$|^agente registrador(?: \(registrar\))?$|^registered by$/,
  ],
  [
    'nameserver',
    /^(?:domain |current |dns )?(?:name ?servers?|nservers?|servers|dns)(?: information)?(?: in (?:the )?listed order| listed in order)?(?: \([^)]{1,50}\))?$|^name servers information$|^domain name servers(?: listed in order| in listed order)?$|^servidor(?:\(es\)|es) de nombres?(?: de dominio)?(?: \(domain servers\))?$|^nameserver information$|^(?:primary|secondary) name server$|^\d+차 네임서버 정보$|^nserver list$|^nsentry$/,
  ],
  [
    'domain',
    /^(?:domain|domain name) information$|^additional info(?:rmation)?$|^relevant dates$|^status information$|^domain details$|^details$/,
  ],
  [
    'other',
    /^contact information$|^公開連絡窓口$|^domicile$|^reseller$|^abuse contact$|^keys?$|^flags$|^dnssec$|^dnssec ds records$|^whois$|^data validation$|^technical data$/,
  ],
];

/** The section a heading opens, or null when it is no heading we know. */
export function sectionOf(heading: string): Section | null {
  if (heading.length > 60) return null;
  return SECTIONS.find(([, pattern]) => pattern.test(heading))?.[0] ?? null;
}

/** Whose a label is, where it says so itself: `Registrant Name`, `owner-c`, `tech_email`, `Pays Registrant`. */
export function ownerOf(label: string): readonly [section: Section, rest: string] | null {
  const match = OWNED.exec(label);
  if (match) {
    const [, who = '', rest = ''] = match;
    return [
      whose(who),
      rest === 'contact' ? 'handle' : rest.replace(/^(?:internationali[sz]ed|international|local|main) /, ''),
    ];
  }
  const suffixed = /^(.{2,40}) (registrant|contact admin|contact tech\d?|administratif|technique)\.?$/.exec(label);
  return suffixed ? [whose(suffixed[2] ?? ''), suffixed[1] ?? ''] : null;
}

const OWNED =
  /^(registrant|domain holder|domain owner|owner|holder|titular|org(?=-(?:name|country|address|zipcode|city|email|phone)$)|registrar|sponsoring registrar|reseller|admin(?:istrative)?|adm(?=-)|ac|technical|techical|tech|tec(?=-)|billing|invoicing|abuse)(?:'s|\.)?(?: contact)?[ -]{1,2}(.{1,40})$/;

function whose(who: string): Section {
  if (/^(?:registrant|domain holder|domain owner|owner|holder|titular|org)$/.test(who)) return 'registrant';
  if (/registrar$/.test(who)) return 'registrar';
  if (/^(?:admin|adm|ac|contact admin)/.test(who)) return 'admin';
  if (/tech|tec/.test(who)) return 'tech';
  return who === 'billing' || who === 'invoicing' ? 'billing' : 'other';
}

/** A label for comparison: lower case, one blank between words, no leaders, brackets, numbering. */
export function foldLabel(label: string): string {
  return label
    .slice(0, 120)
    .toLowerCase()
    .replace(/[_\t]+/g, ' ')
    .replace(/^[\s*.[\]]+|[\s.:\][#]+$/g, '')
    .replace(/^(?:\d{1,2}[a-z]\.|[a-z]\.) +/, '')
    .replace(/ \((?:jj|dd|mm|yyyy|aaaa)[^)]{0,12}\)$/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

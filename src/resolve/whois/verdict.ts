import { spellingsOf } from '../registration/hosts.ts';

/** What kind of reply it is, decided before anything is read out of it. */
export type Verdict =
  | { readonly kind: 'record' }
  | { readonly kind: 'throttled' | 'refused'; readonly words: string }
  | { readonly kind: 'absent' | 'reserved'; readonly words: string };

/** The server would not answer now. Whole sentences of servers, never words that legends use too. */
const THROTTLED: readonly RegExp[] = [
  /\b(?:query|queries|lookup|lookups|request|requests|connection|connections|rate|access|daily|hourly|whois)\b.{0,40}\b(?:limit|quota|rate)s?\b.{0,30}\b(?:exceeded|reached|hit)\b/i,
  /\b(?:limit|quota)s? (?:(?:was|is|has been|have been) )?(?:exceeded|reached)\b/i,
  /\b(?:you have|you've|your (?:ip|host|address|client)\b.{0,60}|has) exceeded\b/i,
  /\bexceeded (?:the |your |its )?(?:maximum|allowed|allowable|permitted|query|number|daily|rate|connection|limit)/i,
  /\btoo many (?:requests|queries|connections|lookups|simultaneous|attempts)\b/i,
  /\b(?:excessive|abusive) (?:querying|queries|usage|requests)\b.{0,60}\b(?:blocked|denied|detected|from your)\b/i,
  /\bmaximum (?:number of )?(?:queries|requests|lookups|connections)\b.{0,40}\b(?:reached|exceeded)\b/i,
  /\bexcessive querying, grace period\b|\bqueried interval is too short\b/i,
  /\bwill be replenished\b/i,
  /\bgrace period\b.{0,40}\bwait\b|\bstill in grace period\b/i,
  /\bplease (?:go away|slow down|wait (?:a|for|at least|\d))/i,
  /\b(?:try|query|please try) again (?:later|after|in \d|in a)/i,
  /\bmaintain at least \d+.{0,3}second/i,
  /\bfair use policy\b.{0,60}\bexceeded\b|\bthrottled\b|\b(?:you are|you have been|been) rate[- ]limited\b|\bflood(?:ing)? (?:control|protection)\b/i,
  /\btemporarily (?:blocked|denied|banned|restricted|suspended|unable|unavailable)\b|\bcan temporarily not be answered\b/i,
  /\bnumber of (?:allowed |permitted )?(?:queries|requests|lookups)\b.{0,40}\b(?:exceeded|exhausted|reached)\b/i,
  /\b(?:query|lookup|request)s? (?:limit|quota)\b.{0,20}\b(?:exhausted|over)\b|\bqueries left:?\s*0\b/i,
  /\bserver (?:is )?(?:too )?(?:busy|overloaded)\b|\bbusy\b.{0,20}\btry\b/i,
  /\bsource address\b.{0,30}\b(?:blocked|denied)|\bslow down\b/i,
  /^#?\s*response[_ ]throttled/i,
  /(?:demasiad[ao]s|muitas|troppe) (?:consultas|solicitudes|requisiç(?:ões|oes)|richieste|peticiones|interrogazioni)/i,
  /trop de (?:requ[êe]tes|demandes|connexions)|zu viele (?:anfragen|abfragen|verbindungen)|za (?:dużo|duzo) zapytań/i,
  /l[ií]mite? d(?:e|i|es?) (?:las |les )?(?:consultas|requ[êe]tes|solicitudes|richieste|peticiones).{0,40}(?:excedid|superad|atteint|d[ée]pass|raggiunt|alcanzad|atingid)/i,
  /n[úu]mero m[áa]ximo de (?:consultas|solicitudes|conex(?:iones|ões)).{0,40}(?:excedid|superad|alcanzad|atingid)|^superato il limite/i,
  /(?:abfrage|anfrage)limit.{0,30}(?:erreicht|überschritten)|(?:превышен[оа]?|исчерпан) .{0,30}(?:лимит|количеств|числ|ограничени)|слишком (?:много|часто)/i,
  /查询(?:过于|次数|频率)|訪問過於頻繁|访问过于频繁|アクセス制限|検索回数|조회 ?(?:횟수|제한)/,
];

/** The server does not answer us, or not for this name, or not at all. */
const REFUSED: readonly RegExp[] = [
  /^(?:error:?\s*)?(?:\d{2,}:?\s*)?(?:access|connection|request|query|permission) (?:is |was |has been )?(?:denied|refused|rejected|forbidden|blocked|prohibited|not permitted|not allowed)\b/i,
  /\brequests? of this client (?:are|is) not permitted\b/i,
  /\byour (?:ip|ip address|address|host|network|connection|access)\b.{0,60}\b(?:blocked|denied|refused|blacklisted|black-listed|banned|rejected|restricted|not authori[sz]ed|not allowed)\b/i,
  /\b(?:ip|address) \S+ (?:is |has been )?(?:blocked|denied|blacklisted|banned)\b/i,
  /\b(?:not|un)authori[sz]ed\b.{0,40}\b(?:ip|address|access this|query|perform)\b|\bip\b.{0,60}\bnot authori[sz]ed\b/i,
  /\b(?:denied|blocked) (?:by|due to)\b.{0,40}\b(?:policy|limit|abuse|acl|access control)\b/i,
  /^(?:error:?\s*)?server can'?t process your request/i,
  /^(?:error:?\s*)?(?:the )?(?:whois )?(?:service|server|database|system)(?: is)?(?: currently| temporarily)? (?:unavailable|not available|down|closed|offline|out of (?:service|order)|under maintenance)\b/i,
  /^(?:error:?\s*)?internal (?:server )?error\b|^(?:error:?\s*)?timeout\b/i,
  /\btld (?:is )?not supported\b|^this tld is not|\bnot supported by this registry\b|\bdoes not have any records for that zone\b|\bdomain is not managed by this register\b/i,
  /^(?:query.status: )?(?:440 )?(?:request|query) denied\b|^query.status: (?:440|5\d\d) /i,
  /\bwhois (?:service|server)\b.{0,40}\b(?:has been (?:retired|discontinued|shut ?down|disabled)|no longer available|is no longer)\b/i,
  /^invalid (?:input|query|request|domain(?: name)?|tld)\W*$|^(?:error:?\s*)?invalid (?:query|domain name|character)/i,
  /^error:? \d{8,}\b.*|^non bijective/i,
  /^(?:error:?\s*)?(?:acceso|consulta) (?:denegad[oa]|no (?:permitid|autorizad)[oa])|^(?:acesso|consulta) (?:negad[oa]|n[ãa]o autorizad[oa])/i,
  /^acc[èe]s (?:refus[ée]|interdit|non autoris[ée])|^accesso negato|^(?:zugriff|zugang) (?:verweigert|gesperrt)|^dost[ęe]p (?:zabroniony|zablokowany)/i,
  /^доступ (?:запрещ[её]н|ограничен|закрыт)|^access restricted\b|拒绝访问|訪問被拒/i,
  /^you are not authori[sz]ed to (?:access|use|query) this (?:service|server|database)$|^50[234] (?:bad gateway|service unavailable|gateway time-?out)$/i,
  /(?:\bcaptcha\b|verification code|are you (?:a )?human)/i,
  /\b(?:under|scheduled|planned) maintenance\b|en mantenimiento|en maintenance|em manuten[çc][ãa]o|in manutenzione|wartungsarbeiten|технически(?:е|х) работ|系统维护/i,
];

/** A short reply that is no record and no "there is none", and speaks of limits or of denial: unlearnt either way, but why. */
const PERHAPS_THROTTLED =
  /\b(?:quota|limits?|limited|limitation|too (?:many|fast|short|often)|excessive|interval|exceed(?:s|ed|ing)?|maximum)\b/i;
const PERHAPS_REFUSED =
  /\b(?:denied|not allowed|blocked|refused|rejected|reset by peer|unavailable|maintenance|disabled|error|forbidden|time-?out|no access|fatal)\b/i;
const SHORT_REPLY_LINES = 12;

/** "There is none": strict sentences that name no other reason. `{domain}` is the domain asked, quoted or not. */
const ABSENT: readonly string[] = [
  '(?:(?:sorry, but )?(?:the )?domain(?: name)?:? )?\\[?{domain}\\]?,? (?:was |is |has |does )?(?:not |no )(?:been )?(?:found|registered|registred|exists?|match|existe)(?: (?:in|here|in the|in our) ?.{0,40})?',
  '(?:domain |object )?not found:? {domain}|object {domain} not found|{domain}: (?:no entries found|not found|no existe|no match)',
  '(?:no match|no match found|no entries found|no records? found|no records matching|no such domain|no domain records were found to match|no object found)(?: for)?(?: domain| the domain| query| object)?:? {domain}(?: found)?',
  '(?:domain |the domain )?{domain} (?:- |is )?(?:free|available)(?: for (?:purchase|registration).{0,40})?',
  '{domain} - (?:domain name does not exist|no match)',
  'no information available about domain name {domain} in .{0,60}',
  'domain name \\[?{domain}\\]? does not exist in (?:the )?database',
  '(?:the )?(?:requested |above )?domain(?: name)? (?:was|is|has) not (?:been )?(?:found|registered)(?: (?:in|to) .{0,70})?',
  '(?:domain |object |key |data |domain name |the domain )?not found(?:[.…!]*)(?: this domain is available for registration)?',
  'no (?:data|object|objects|match|matches|entries|entry|record|records|results|such domain|such object|matching (?:domain(?: name)?s?|objects?|entries|records?))(?: (?:was |were )?found)?',
  'no entries found (?:for the selected sources?|for the selected source\\(s\\)|in the selected source\\(s\\)|in the \\S{2,20} database)',
  'no data was found to match the request criteria|no information was found matching that query',
  'nothing found(?: for (?:this query|{domain}))?|no found|record not found|domain(?: does)? not exists?|no data was found|nincs talalat / no match|nincs találat / no match|unfortunately, no results were found',
  '(?:the queried object does not exist:?|object does not exist)(?: .{0,120})?',
  '(?:domain )?status: (?:available|free|not registered|no object found|available \\(no match for domain {domain}\\))',
  'available: yes|available domain: {domain}',
  '(?:this )?domain(?: name)? (?:is )?available(?: for registration)?',
  '(?:this |the )?domain(?: name)?(?: is| has been| has)? not(?: been)? (?:registered|found)',
  'registration status: available|query.status: 220 available|state: available|domain status: available',
  'this query returned 0 objects|error 230 no objects found',
  'we do not have an entry in our database matching your query',
  'no.se.encontro.el.objeto/object.not.found|el dominio no se encuentra registrado(?: en nic argentina)?',
  'above domain name is not registered to krnic',
  'error:101: no entries found|error: no entries found',
  'we could not find the requested domain on our system|no matching domain name found',
  'freenot found|no match!!',
  'the domain {domain} was not found|(?:requested )?domain not found|the domain you requested is not known in freenoms database',
  '(?:the )?domain(?: name)? {domain} does not exist|there is no information available on {domain}',
  'no match for (?:domain )?{domain} at this (?:server|registry)|unknown domain(?: name)?|domain(?: name)?(?: is)? unknown',
  '(?:the|this) (?:domain )?name is available(?: for registration)?|the domain you want to register is available',
  '(?:the )?(?:domain )?(?:name )?{domain} (?:is )?(?:not yet registered|currently available|unregistered|available to register)',
  '(?:your )?search returned no results?|no results? (?:were )?found for {domain}|no matches? found for {domain}',
  '(?:el |o |le |il )?(?:dominio|domínio|domaine|nom de domaine)(?: {domain})? (?:no (?:est[áa] )?registrado|no existe|no encontrado|n[ãa]o (?:est[áa] )?registr?ado|n[ãa]o existe|non registrato|non trovato|non enregistr[ée]|inexistant|inconnu|disponible|dispon[íi]vel|disponibile)',
  "(?:le )?(?:nom de )?domaine(?: {domain})? n'?(?:est pas enregistr[ée]|existe pas)|aucun (?:enregistrement|domaine|r[ée]sultat)(?: (?:ne correspond|trouv[ée]))?",
  '(?:die )?domain {domain} (?:ist (?:frei|nicht registriert|verf[üu]gbar)|existiert nicht)|kein eintrag (?:gefunden|vorhanden)',
  '(?:домен )?{domain} (?:не найден|не зарегистрирован|свободен)|домен (?:{domain} )?(?:не найден|не зарегистрирован|свободен)',
  '{domain} nie (?:jest zarejestrowana|istnieje)|dom[ée]na(?: {domain})? (?:nebola n[áa]jden[áa]|nenalezena|je vo[ľl]n[áa]|nie je registrovan[áa])',
  '域名未注册|(?:该)?域名(?:尚)?未(?:被)?注册|등록되어 있지 않은 도메인.{0,20}',
];

/** "There is none", as single registries say it; nowhere else it counts. */
const ABSENT_AT: Readonly<Record<string, RegExp>> = {
  cf: /^invalid query or domain name not known in .{2,40} domain registry$/i,
  ga: /^invalid query or domain name not known in .{2,40} domain registry$/i,
  gq: /^invalid query or domain name not known in .{2,40} domain registry$/i,
  ml: /^invalid query or domain name not known in .{2,40} domain registry$/i,
  tk: /^invalid query or domain name not known in .{2,40} domain registry$/i,
  lk: /^this domain is not available in our whois database$/i,
  lu: /^no such domain$/i,
  name: /^no match$/i,
  md: /^no match for$/i,
  es: /^there is no information available on the domain consulted$/i,
  ie: /^not registered - the domain you have requested \(\{domain\}\) is not a registered \.ie domain name$/i,
  pt: /no match$/i,
};

/** The registry keeps the name for itself, or from everybody. */
const RESERVED: readonly RegExp[] = [
  /^(?:this |the )?(?:domain|name|domain name|string)(?: name)?(?: \S+)?(?: is| has been)? (?:reserved|blocked|prohibited|restricted|not available(?: for registration)?|not allowed|unavailable)\b/i,
  /^reserved(?: name| by| domain|:)/i,
  /^(?:domain )?status: (?:reserved|unassignable|blocked|prohibited string|not allowed|unavailable|out of service|premium name|restricted|forbidden)\b/i,
  /\bthis name is (?:reserved|restricted|not available)\b|\busage restrictions applied\b|\bcannot be registered\b|\bnot available for registration\b|\bapplication pending\b|\bthis name is not allowed\b/i,
  /^(?:the )?(?:requested )?domain(?: name)? (?:is )?(?:on the )?(?:reserved|block ?list)/i,
  /^(?:this is a |this )?(?:premium|reserved|blocked|restricted)(?: domain)? name\b|\b(?:is|are) (?:a )?(?:reserved|premium|blocked) (?:by|for|name|domain)\b|\breserved by (?:the )?(?:registry|aunic|registrar)\b/i,
  /^(?:el |o )?(?:nombre de )?(?:dominio|domínio)(?: \S+)? (?:est[áa] )?(?:reservado|bloqueado|prohibido)|^(?:le )?(?:nom de )?domaine(?: \S+)? (?:est )?(?:r[ée]serv[ée]|bloqu[ée]|interdit)/i,
];

/**
 * Decides from the reply's lines what it is. `looksWhole`: fields of a record were read; then only the record's own
 * status can say otherwise, for the legends of real records speak of limits and of names that do not exist.
 */
export function verdictOf(lines: readonly string[], domain: string, looksWhole: boolean): Verdict {
  if (looksWhole) return { kind: 'record' };
  const said = sentences(lines, domain);
  const tld = domain.slice(domain.lastIndexOf('.') + 1);
  const own = Object.hasOwn(ABSENT_AT, tld) ? ABSENT_AT[tld] : undefined;
  const known = own === undefined ? undefined : said.find((words) => own.test(words));
  const throttled = said.find((words) => THROTTLED.some((pattern) => pattern.test(words)));
  if (throttled !== undefined) return { kind: 'throttled', words: throttled };
  if (known !== undefined) return { kind: 'absent', words: known };
  const refused = said.find((words) => REFUSED.some((pattern) => pattern.test(words)));
  if (refused !== undefined) return { kind: 'refused', words: refused };
  const reserved = said.find((words) => RESERVED.some((pattern) => pattern.test(words)));
  if (reserved !== undefined) return { kind: 'reserved', words: reserved };
  const label = `no match for ${domain.split('.')[0] ?? ''}`;
  const absent = said.find((words) => NONE.some((pattern) => pattern.test(words)) || words === label);
  if (absent !== undefined) return { kind: 'absent', words: absent };
  if (lines.filter((line) => line.trim() !== '').length > SHORT_REPLY_LINES) return { kind: 'record' };
  const busy = said.find((words) => PERHAPS_THROTTLED.test(words));
  if (busy !== undefined) return { kind: 'throttled', words: busy };
  const closed = said.find((words) => PERHAPS_REFUSED.test(words));
  return closed === undefined ? { kind: 'record' } : { kind: 'refused', words: closed };
}

/** Lines without comment marks, and pairs of them where a sentence was wrapped; the domain asked stands as `{domain}`. */
function sentences(lines: readonly string[], domain: string): readonly string[] {
  const spellings = spellingsOf(domain);
  const bare = lines
    .slice(0, 400)
    .map((line) => bareSentence(line, spellings))
    .filter((line) => line !== '');
  const pairs = bare.slice(1, 40).map((line, index) => `${bare[index] ?? ''} ${line}`.slice(0, 400));
  return [...bare, ...pairs];
}

function bareSentence(line: string, spellings: readonly string[]): string {
  const words = line
    .slice(0, 300)
    .replace(/^[\s%#;>*=-]+/, '')
    .replace(/[\s.!*=<-]+$/, '')
    .replace(/["'“”«»`]/g, '')
    .replace(/\s+/g, ' ')
    .toLowerCase();
  return spellings
    .reduce((text, spelling) => text.replaceAll(spelling, '{domain}'), words)
    .replaceAll('{domain}.', '{domain}');
}

const NONE: readonly RegExp[] = ABSENT.map(
  (pattern) =>
    new RegExp(
      `^(?:error: ?(?:\\d{3}: ?)?|domain name: ?{domain} )?(?:${pattern})$`.replaceAll('{domain}', '\\{domain\\}'),
      'iu',
    ),
);

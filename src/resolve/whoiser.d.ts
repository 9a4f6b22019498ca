/** whoiser 1.18 ships no types for its parsers; this is the one function of theirs that we call. */
declare module 'whoiser/src/parsers.js' {
  export function parseDomainWhois(domain: string, whois: string, ignorePrivacy: boolean): unknown;
}

import { hostName } from '../registration/hosts.ts';

/** The registrar's WHOIS server that a thin registry's record names, or null. */
export function referralOf(text: string): string | null {
  const [, printed = ''] =
    /^\s{0,8}(?:Registrar WHOIS Server|Whois Server|ReferralServer):[ \t]*(\S{1,253})/im.exec(text.slice(0, 262_144)) ??
    [];
  return hostName(printed.replace(/^r?whois:\/\//i, '').replace(/[:/].*$/, ''));
}

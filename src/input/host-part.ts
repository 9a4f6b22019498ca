import { type Refusal, refuse } from './problem.ts';

/**
 * The part of a line that names the host, as written: no scheme, user, port, path, wildcard or wrapping.
 *
 *   "https://user:pw@a.example:8443/x" → a.example      "Ann <ann@a.example>" → a.example
 *   "//a.example/x", "a.example?x"     → a.example      "*.a.example"         → a.example
 *   "[2001:db8::1]:443"                → a refusal: an address
 */
export function hostPart(line: string): { readonly host: string } | Refusal {
  const words = unwrapped(line);
  if (words === '') return refuse('empty', line);
  const scheme = SCHEME.exec(words);
  const rest = words.slice(scheme?.[0].length ?? 0);
  const authority = rest.slice(0, endOf(rest, scheme === null ? /[/?#]/ : /[/\\?#]/)).trim();
  const named = authority.slice(authority.lastIndexOf('@') + 1);
  const address = /^\[[^\]]*\](?::\d*)?$|^[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*(?:%\S*)?$/i.exec(named);
  if (address !== null) return refuse('ip-address', named);
  const host = named.replace(/:\d*$/, '').replace(/^\*\./, '').trim();
  if (host === '') return refuse('empty', line);
  // Only inside a URL is "%65" a letter; elsewhere it is two wrong characters.
  if (scheme === null && host.includes('%')) return refuse('character', host);
  return { host };
}

/** `scheme://`, `//`, `http:` with any number of slashes, `mailto:`. */
const SCHEME = /^(?:https?:[/\\]*|[a-z][a-z0-9+.-]*:\/\/|\/\/|mailto:)/i;

/** Without byte order mark, outer space, list punctuation behind, quotes and angle brackets around. */
function unwrapped(line: string): string {
  const bare = line
    .replace(/^\ufeff+/, '')
    .trim()
    .replace(/[,;]+$/, '')
    .trim();
  const inner = /^(["'`])(.*)\1$/s.exec(bare)?.[2] ?? bare;
  return (/<([^<>]*)>$/.exec(inner)?.[1] ?? inner).trim();
}

function endOf(text: string, stop: RegExp): number {
  const at = text.search(stop);
  return at === -1 ? text.length : at;
}

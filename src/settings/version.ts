import { readFileSync } from 'node:fs';

/** The version of this program, as package.json has it. */
export function toolVersion(): string {
  const read: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return typeof read === 'object' && read !== null && 'version' in read ? String(read.version) : 'unknown';
}

/** How the program names itself to the servers it asks (CONTRACT §8). */
export function userAgent(): string {
  return `audit-domains/${toolVersion()} (+https://www.npmjs.com/package/audit-domains)`;
}

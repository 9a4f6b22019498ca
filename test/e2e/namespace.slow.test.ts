import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';

/** A network of its own without a way out, where every IPv4 address is this machine (AnyIP), and a resolver of its own. */
const ENTER = `ip link set lo up && ip route add local 0.0.0.0/0 dev lo && mount --bind "$1" /etc/resolv.conf && exec "$2" "$3"`;

const LIST = [
  'pilot-boat.test',
  'havanaintbank.co.uk',
  'brigade-voice.test',
  'unheard-of.test',
  'busy-registry.limited',
];

function inNamespace(script: string, stdin: string) {
  const folder = mkdtempSync(join(tmpdir(), 'namespace-'));
  const resolvers = join(folder, 'resolv.conf');
  writeFileSync(resolvers, 'nameserver 127.0.0.1\n');
  const env = {
    PATH: process.env['PATH'],
    AUDIT_DOMAINS_MAX_LIST_AGE: '36500', // the lists that ship grow old; these tests do not
    HOME: folder,
    XDG_CONFIG_HOME: folder,
    XDG_CACHE_HOME: join(tmpdir(), 'audit-domains-demo-cache'),
    AUDIT_DOMAINS_CACHE: 'no', // answers of this pretend world are not the next one's
    NO_COLOR: '1',
  };
  const words = ['-rnm', 'sh', '-c', ENTER, 'sh', resolvers, process.execPath, script];
  return spawnSync('unshare', words, { input: stdin, encoding: 'utf8', env });
}

describe('the program without a network map, in a namespace whose every address is pretended', () => {
  it('finds by real ports and addresses what the demo finds through the map', ({ skip }) => {
    const probe = inNamespace('--version', '');
    if (probe.status !== 0) {
      const why = (probe.error?.message ?? probe.stderr).trim();
      console.log(`namespace test left out: this system gives no network namespace: ${why}`);
      skip(why);
    }
    const { status, stdout, stderr } = inNamespace('test/e2e/namespace-world.ts', `${LIST.join('\n')}\n`);
    const rows: readonly Record<string, string>[] = parse(stdout, { columns: true });
    expect(
      rows.map((row) => [row['domain'], row['verdict'], row['registrant_outcome']?.split(' ')[0]]),
      stderr,
    ).toEqual([
      ['pilot-boat.test', 'clear', 'ok'],
      ['havanaintbank.co.uk', 'match', 'ok'],
      ['brigade-voice.test', 'match', 'ok'],
      ['unheard-of.test', 'clear', 'absent'],
      ['busy-registry.limited', 'inconclusive', 'failed:throttled'],
    ]);
    expect(rows[0]).toMatchObject({ title: 'Harbour Town Pilot Boat', final_url: 'https://pilot-boat.test/' });
    expect(rows[1]?.['registration_source']).toContain('rdap');
    expect(status).toBe(1);
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSnapshot } from '../../src/lists/snapshot.ts';
import { a, ns, soa, startDnsServer } from '../net/dns-server.ts';
import { run, workplace } from './run-cli.ts';

const rowsOf = (csv: string): readonly Record<string, string>[] => parse(csv, { columns: true, bom: true });

/** The first organisation with a name of four plain words or more, of the list that the program is run with here. */
const listed = openSnapshot({ lists: ['un'] })
  .entities()
  .find(({ type, name }) => type === 'entity' && /^[A-Z]+(?: [A-Z]+){3,}$/i.test(name))?.name;

/** What the registry says of each domain of the harbour; any other it does not know. */
const HOLDERS: Readonly<Record<string, string>> = {
  'quay.test': 'Registrant Organization: Saltmarsh Ferries Ltd',
  'listed.test': `Registrant Organization: ${listed}`,
  'redacted.test': 'Registrant Organization: REDACTED FOR PRIVACY',
};

function whoisReply(domain: string): string {
  const holder = HOLDERS[domain];
  if (holder === undefined) return `No match for domain "${domain.toUpperCase()}".\r\n`;
  return `Domain Name: ${domain}\r\nRegistrar: Harbour Names\r\nCreation Date: 2019-05-01T00:00:00Z\r\n${holder}\r\nName Server: ns1.pilot.test\r\n>>> Last update of WHOIS database: 2026-11-23T04:00:00Z <<<\r\n`;
}

describe('an audit of a small harbour, from its lines to its report', () => {
  const folder = workplace();
  const closing: (() => unknown)[] = [];

  const listen = async (server: Server): Promise<number> => {
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
    closing.push(() => server.close());
    return (server.address() as AddressInfo).port;
  };

  beforeAll(async () => {
    const dns = await startDnsServer(({ name, type }) => {
      if (name in HOLDERS || name === 'whois.nic.test') {
        if (type === 1) return { answers: [a(name, '203.0.113.5')] };
        if (type === 2) return { answers: [ns(name, 'ns1.pilot.test')] };
        return type === 6 ? { answers: [soa(name)] } : { authority: [soa(name)] };
      }
      return { rcode: 3, authority: [soa('test')] };
    });
    closing.push(dns.close);
    const whois = await listen(
      createServer((socket) => socket.once('data', (line) => socket.end(whoisReply(line.toString().trim())))),
    );
    const web = await listen(
      createHttpServer((request, response) => {
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(`<title>Timetable of ${request.headers.host}</title>`);
      }),
    );
    const routes = [
      { transport: 'tcp', address: '*', port: 43, to: `127.0.0.1:${whois}` },
      { transport: 'tcp', address: '*', port: 80, to: `127.0.0.1:${web}` },
    ];
    const map = { format: 1, authorities: [], resolvers: [`127.0.0.1:${dns.port}`], routes };
    writeFileSync(join(folder, 'harbour.json'), JSON.stringify(map));
    writeFileSync(join(folder, 'list.csv'), 'domain,company\nquay.test,\nlisted.test,\nredacted.test,\ngone.test,\n');
  });
  afterAll(() => Promise.all(closing.map((close) => close())));

  it('finds the listed holder, exits 1, and says of each row what is known and what is open', async () => {
    const words = ['list.csv', '--network-map', 'harbour.json', '--evidence', 'e.jsonl', '-o', 'r.jsonl', '-f', 'csv'];
    const { code, stdout, stderr } = await run(folder, [...words, '--no-progress']);
    const rows = rowsOf(stdout);
    expect(rows.map((row) => [row['domain'], row['registrant_outcome']])).toEqual([
      ['quay.test', 'ok'],
      ['listed.test', 'ok'],
      ['redacted.test', expect.stringMatching(/^redacted/)],
      ['gone.test', 'absent'],
    ]);
    expect(rows[1]).toMatchObject({ verdict: 'match', match_field: 'registrant_org', match_list: 'un' });
    expect(rows[0]).toMatchObject({
      verdict: 'clear',
      title: 'Timetable of quay.test',
      registrant_org: 'Saltmarsh Ferries Ltd',
    });
    expect(rows[2]).toMatchObject({ verdict: 'inconclusive', gaps: expect.stringContaining('registrant') });
    expect(rows[3]).toMatchObject({ verdict: 'clear', title_outcome: 'absent' });
    expect(rows.filter(({ verdict }) => verdict === 'match').length).toBe(1);
    expect({ code, told: stderr }).toEqual({ code: 1, told: expect.stringContaining('1 row reached --fail-on match') });
  });

  it('is judged again from its evidence, without a network, to the same verdicts', async () => {
    const first = readFileSync(join(folder, 'r.jsonl'), 'utf8').trimEnd().split('\n');
    const again = await run(folder, ['rescreen', 'e.jsonl', '-q', '-f', 'jsonl']);
    const judged = (line: string): unknown => ({ ...(JSON.parse(line) as object), auditedAt: '' });
    expect(again.stdout.trimEnd().split('\n').map(judged)).toEqual(first.map(judged));
    expect(again.code).toBe(1);
  });
});

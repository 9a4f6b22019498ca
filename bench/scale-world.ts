// A synthetic world for bench/scale.ts: answers for any name under .test, made of the name itself. Prints its network map.
import { createSocket } from 'node:dgram';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { a, encodeReply, type FakeReply, ns, readQuestion, soa } from '../test/net/dns-server.ts';

/** Every tenth name does not exist; the others have an address, two name servers and a SOA. */
function zone(name: string, type: number): FakeReply {
  const number = Number(/\d+/.exec(name)?.[0] ?? 0);
  const owner = name.split('.').slice(-2).join('.');
  if (!name.endsWith('.test') || (number % 10 === 9 && name.startsWith('quay-'))) {
    return { rcode: 3, authority: [soa(name.split('.').at(-1) ?? 'test')] };
  }
  switch (type) {
    case 1:
      return { answers: [a(name, `203.0.113.${number % 250}`)] };
    case 2:
      return { answers: [ns(owner, `ns1.pilot-${number % 50}.test`), ns(owner, `ns2.pilot-${number % 50}.test`)] };
    case 6:
      return { answers: [soa(owner)] };
    default:
      return { authority: [soa(owner)] };
  }
}

const dns = createSocket('udp4');
dns.on('message', (query, from) => {
  const { name, type } = readQuestion(query);
  dns.send(encodeReply(query, zone(name, type)), from.port, from.address);
});

const page = (host: string): string =>
  `<!doctype html><html><head><title>Berths and tides of ${host}</title></head><body>${'<p>Quay office</p>'.repeat(2500)}</body></html>`;
const web = createHttpServer((request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', server: 'quay' });
  response.end(page(request.headers.host ?? ''));
});

const whois = createServer((socket) => {
  socket.on('error', () => undefined);
  socket.once('data', (line) => {
    const domain = line.toString().trim();
    const number = Number(/\d+/.exec(domain)?.[0] ?? 0);
    socket.end(
      number % 10 === 9
        ? `No match for domain "${domain.toUpperCase()}".\r\n`
        : `Domain Name: ${domain}\r\nRegistrar: Harbour Names\r\nCreation Date: 2019-05-01T00:00:00Z\r\nRegistrant Organization: Quay ${number} Shipping Ltd\r\nRegistrant Country: FI\r\nName Server: ns1.pilot-${number % 50}.test\r\n>>> Last update of WHOIS database: 2026-11-23T04:00:00Z <<<\r\n`,
    );
  });
});

await new Promise<void>((settle) => dns.bind(0, '127.0.0.1', settle));
await new Promise<void>((settle) => web.listen(0, '127.0.0.1', 4096, settle));
await new Promise<void>((settle) => whois.listen(0, '127.0.0.1', 4096, settle));
const portOf = (server: { address: () => unknown }): number => (server.address() as AddressInfo).port;
const to = (port: number): string => `127.0.0.1:${port}`;
console.log(
  JSON.stringify({
    format: 1,
    authorities: [],
    resolvers: [to(dns.address().port)],
    routes: [
      { transport: 'tcp', address: '*', port: 80, to: to(portOf(web)) },
      { transport: 'tcp', address: '*', port: 43, to: to(portOf(whois)) },
    ],
  }),
);

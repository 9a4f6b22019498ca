import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A WHOIS server on loopback: what it does with each question, by the question's text. */
export async function startWhoisServer(reply: (query: string, socket: Socket) => void) {
  const queries: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    let question = '';
    socket.on('data', (chunk) => {
      question += chunk.toString('utf8');
      if (!question.endsWith('\r\n')) return;
      queries.push(question.trim());
      reply(question.trim(), socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    queries,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

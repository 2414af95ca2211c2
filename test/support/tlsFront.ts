import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { ServerCertificate } from './certificates.ts';

/** Stands before a server that speaks HTTP in clear on this machine, and speaks TLS for it on a port of its own. */
export async function startTlsFront(
  behind: number,
  certificate: ServerCertificate,
): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const sockets = new Set<TLSSocket>();
  const server = createServer(certificate, (socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)));
    const inner = connect(behind, '127.0.0.1');
    for (const [one, other] of [
      [socket, inner],
      [inner, socket],
    ] as const) {
      one.on('error', () => other.destroy()).pipe(other);
    }
  });
  // A client that does not trust the certificate says goodbye.
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

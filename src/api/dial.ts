import net from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { rememberCertificate, type CertificateFacts } from './certificate.ts';
import { isTlsCode, networkCode } from './transportFailure.ts';

export interface DialOptions {
  /** Without the brackets of an IPv6 address. */
  readonly hostname: string;
  readonly port: number;
  /** Undefined for a connection in clear. */
  readonly tls: { readonly context: tls.SecureContext; readonly verify: boolean } | undefined;
  /** A tunnel to go through instead of a connection of its own. */
  readonly through?: Duplex | undefined;
  readonly timeoutMs: number;
  /** Gives up when aborted. */
  readonly signal: AbortSignal;
}

/** Why no connection came about. */
export class DialError extends Error {
  readonly code: string | undefined;
  /** Whether TLS failed, rather than the connection below it. */
  readonly tls: boolean;
  readonly certificate: CertificateFacts | undefined;

  constructor(code: string | undefined, certificate: CertificateFacts | undefined) {
    super(code ?? 'no connection');
    this.code = code;
    this.certificate = certificate;
    this.tls = certificate !== undefined || isTlsCode(code);
  }
}

/**
 * Opens a connection, for TLS with the handshake done and the certificate verified. HTTP/1.1 is all that is offered:
 * a handful of connections do what this client needs.
 * @throws DialError
 */
export function dial(options: DialOptions): Promise<net.Socket> {
  const { hostname, port, through, timeoutMs, signal } = options;
  return new Promise((resolve, reject) => {
    const target = { host: hostname, port, ...(through && { socket: through }) };
    let certificate: () => CertificateFacts | undefined = () => undefined;
    let socket: net.Socket;
    if (options.tls) {
      const secure = tls.connect({
        ...target,
        // Names only: RFC 6066 has no addresses here.
        ...(net.isIP(hostname) === 0 && { servername: hostname }),
        secureContext: options.tls.context,
        // Said in so many words, so that NODE_TLS_REJECT_UNAUTHORIZED=0 does not count.
        rejectUnauthorized: options.tls.verify,
        ALPNProtocols: ['http/1.1'],
      });
      certificate = rememberCertificate(secure);
      socket = secure;
    } else {
      socket = net.connect(target);
    }
    socket.setNoDelay(true).setKeepAlive(true, 60_000);

    const giveUp = (code: string): void => {
      socket.destroy(Object.assign(new Error(code), { code }));
    };
    const abort = (): void => {
      giveUp('ABORTED');
    };
    const timer = setTimeout(giveUp, timeoutMs, 'ETIMEDOUT');
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    };
    socket.once(options.tls ? 'secureConnect' : 'connect', () => {
      settle();
      resolve(socket);
    });
    // Stays for good: whoever gets the socket brings a listener of its own, and an error in between harms nobody.
    socket.on('error', (error) => {
      settle();
      reject(new DialError(networkCode(error), certificate()));
    });
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  });
}

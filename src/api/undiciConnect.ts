import { Socket } from 'node:net';
import { Client, type buildConnector } from 'undici';
import { dial, DialError, type DialOptions } from './dial.ts';
import type { Network, Proxy } from './network.ts';
import { networkCode, TransportFailure } from './transportFailure.ts';
import { trusted } from './trust.ts';

/**
 * Opens the connections of one origin, directly or through a proxy, always verified unless the user has switched that
 * off for what goes through proxies. Takes the place of undici's ProxyAgent, which does not tell a failing proxy from a
 * failing host, forwards what is not TLS in clear, and brings SOCKS along.
 */
export class UndiciConnect {
  readonly #target: { readonly hostname: string; readonly port: number; readonly secure: boolean };
  readonly #authority: string;
  readonly #network: Network;
  readonly #timeoutMs: number;
  readonly #ended = new AbortController();
  #systemsToo = false;

  constructor(origin: string, network: Network, timeoutMs: number) {
    const url = new URL(origin);
    this.#target = endpointOf(url);
    this.#authority = `${url.hostname}:${this.#target.port}`;
    this.#network = network;
    this.#timeoutMs = timeoutMs;
  }

  /** As undici asks for it. Where to is known already, so what undici says of it is left alone. */
  readonly connector: buildConnector.connector = (_where, callback) => {
    this.connect().then(
      (socket) => {
        callback(null, socket);
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error('no connection'), null);
      },
    );
  };

  /** Gives up every connection that is being opened. */
  end(): void {
    this.#ended.abort();
  }

  /**
   * Opens a connection to the host, of which no request has made use yet.
   *
   * Reads the operating system's certificates only where those that come with Node were not enough, which a host on the
   * internet never needs: the handshake before was refused, and nothing was sent in it.
   * @throws TransportFailure
   */
  async connect(): Promise<Socket> {
    // Another connection may learn of it while this one is being opened.
    const systemsToo = this.#systemsToo;
    try {
      return await this.#connectOnce(systemsToo);
    } catch (error) {
      if (systemsToo || !this.#network.systemCertificates || !mayBeTrustedBySystem(error)) throw error;
      this.#systemsToo = true;
      if (trusted(true) === trusted(false)) throw error;
      return this.#connectOnce(true);
    }
  }

  async #connectOnce(systemsToo: boolean): Promise<Socket> {
    const { proxy } = this.#network;
    const through = proxy && (await this.openTunnel(proxy, systemsToo));
    try {
      return await this.#dial(this.#target, systemsToo, through);
    } catch (error) {
      const { code, tls, certificate } = dialError(error);
      const facts = { reached: false, code, proxy: proxy?.url, certificate };
      throw new TransportFailure(tls ? 'tls' : 'connect', facts);
    }
  }

  /**
   * Asks the proxy for a tunnel to the host: whatever it is, the proxy sees no more of it than name and port.
   * @throws TransportFailure of the kind `proxy`
   */
  async openTunnel(proxy: Proxy, systemsToo = this.#systemsToo): Promise<Socket> {
    const client = new Client(proxy.url, {
      headersTimeout: this.#timeoutMs,
      connect: (_where, callback) => {
        this.#dial(endpointOf(new URL(proxy.url)), systemsToo).then(
          (socket) => {
            callback(null, socket);
          },
          (error: unknown) => {
            callback(proxyFailure(proxy, error), null);
          },
        );
      },
    });
    try {
      const { statusCode, socket } = await client.connect({
        path: this.#authority,
        headers: {
          host: this.#authority,
          ...(proxy.authorization !== undefined && { 'proxy-authorization': proxy.authorization }),
        },
        signal: this.#ended.signal,
      });
      if (statusCode >= 200 && statusCode < 300 && socket instanceof Socket) return socket;
      socket.on('error', () => undefined).destroy();
      throw new TransportFailure('proxy', { reached: false, proxy: proxy.url, proxyStatus: statusCode });
    } catch (error) {
      throw proxyFailure(proxy, error);
    } finally {
      // The tunnel is no longer its own: this ends what is left of a failed attempt.
      void client.destroy();
    }
  }

  #dial(
    { hostname, port, secure }: ReturnType<typeof endpointOf>,
    systemsToo: boolean,
    through?: Socket,
  ): Promise<Socket> {
    const { proxy, verifyThroughProxy } = this.#network;
    const verify = proxy === undefined || verifyThroughProxy;
    const options: DialOptions = {
      hostname,
      port,
      through,
      tls: secure ? { context: trusted(systemsToo), verify } : undefined,
      timeoutMs: this.#timeoutMs,
      signal: this.#ended.signal,
    };
    // In clear the tunnel itself is the connection.
    return secure || through === undefined ? dial(options) : Promise.resolve(through);
  }
}

/** Where a URL of http or https leads. */
export function endpointOf(url: URL): { hostname: string; port: number; secure: boolean } {
  const secure = url.protocol === 'https:';
  return {
    hostname: url.hostname.replaceAll(/[[\]]/g, ''),
    port: Number(url.port) || (secure ? 443 : 80),
    secure,
  };
}

/** A certificate was refused, and for more than the name it is for. */
function mayBeTrustedBySystem(error: unknown): boolean {
  return (
    error instanceof TransportFailure &&
    error.certificate !== undefined &&
    error.code !== 'ERR_TLS_CERT_ALTNAME_INVALID'
  );
}

function dialError(error: unknown): DialError {
  return error instanceof DialError ? error : new DialError(networkCode(error), undefined);
}

function proxyFailure(proxy: Proxy, error: unknown): TransportFailure {
  if (error instanceof TransportFailure) return error;
  const { code, certificate } = dialError(error);
  return new TransportFailure('proxy', { reached: false, proxy: proxy.url, code, certificate });
}

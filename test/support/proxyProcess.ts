/**
 * A proxy in a process of its own, started by `startProxy`: proxy-chain from npm, told to resolve made-up names below
 * `.test` to this machine, and listened to.
 *
 * Argument: {@link ProxyProcessOptions} as JSON. Sends its port once it listens, and what it saw when asked.
 */
import type { lookup } from 'node:dns';
import type { LookupFunction, Socket } from 'node:net';
import { Server, type PrepareRequestFunctionOpts } from 'proxy-chain';

export interface ProxyProcessOptions {
  /** `name:password` that it asks for. */
  readonly credentials?: string;
  /** Makes it an https:// proxy. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface ProxySaw {
  /** Targets of the tunnels that were asked for, whether or not they were opened, and with whose name. */
  readonly tunnels: { readonly target: string; readonly name: string; readonly opened: boolean }[];
  /** Requests that were not for a tunnel: they would have gone on in clear. */
  readonly forwarded: string[];
  /** Every byte that clients sent, tunnels included. */
  readonly bytes: string;
}

const { credentials, tls } = JSON.parse(process.argv[2] ?? '{}') as ProxyProcessOptions;
const saw = { tunnels: [] as ProxySaw['tunnels'], forwarded: [] as string[], bytes: '' };

const resolve: LookupFunction = (name, options, callback) => {
  if (!name.endsWith('.test')) callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), '');
  else if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};

const options = {
  port: 0,
  host: '127.0.0.1',
  prepareRequestFunction: ({
    hostname,
    port,
    isHttp,
    username,
    password,
    request,
  }: PrepareRequestFunctionOpts) => {
    const opened = credentials === undefined || `${username}:${password}` === credentials;
    if (isHttp) saw.forwarded.push(request.url ?? '');
    else saw.tunnels.push({ target: `${hostname}:${port}`, name: username, opened });
    return {
      requestAuthentication: !opened,
      dnsLookup: resolve as typeof lookup,
    };
  },
};
const server = new Server(tls ? { ...options, serverType: 'https', httpsOptions: tls } : options);
server.server.on(tls ? 'secureConnection' : 'connection', (socket: Socket) => {
  socket.on('data', (bytes: Buffer) => {
    saw.bytes += bytes.toString('latin1');
  });
});
process.on('message', () => {
  process.send?.(saw);
});
// Ends with whoever started it.
process.on('disconnect', () => {
  process.exit();
});
await server.listen();
process.send?.(server.port);

import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { DIRECT, type Network, type Proxy } from '../../../src/api/network.ts';
import { UndiciTransport } from '../../../src/api/undiciTransport.ts';
import { Authority } from '../../support/certificates.ts';
import { startProxy, type ProxyUnderTest } from '../../support/proxy.ts';
import type { ProxyProcessOptions } from '../../support/proxyProcess.ts';
import {
  failure,
  request,
  SECRET,
  serve,
  text,
  trust,
  useUntilEnd,
  type ServerUnderTest,
} from '../../support/transport.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const HOST = 'partner-api.test';
const CREDENTIALS = 'someone:p@ss word';
const AUTHORIZATION = `Basic ${Buffer.from(CREDENTIALS).toString('base64')}`;

describe('calls through a proxy', () => {
  const untilEnd = useUntilEnd();
  let authority: Authority;
  let server: ServerUnderTest;
  let distrust: () => void;

  before(async () => {
    authority = await Authority.make('Authority of the Tests');
    distrust = trust(authority);
    server = await serve(undefined, await authority.issue({ names: [HOST] }));
  });
  after(async () => {
    distrust();
    await server.stop();
  });

  async function proxy(options?: ProxyProcessOptions): Promise<ProxyUnderTest> {
    return untilEnd(await startProxy(root, options), ({ stop }) => stop());
  }

  /** To a host whose name only the proxy can resolve. */
  function through(by: Proxy, also: Partial<Network> = {}, port = server.port): UndiciTransport {
    const origin = `https://${HOST}:${port}`;
    const network = { ...DIRECT, proxy: by, ...also };
    return untilEnd(new UndiciTransport(origin, network, { connectTimeoutMs: 1_000 }), (transport) => {
      transport.destroy();
    });
  }

  function at(port: number, authorization?: string, scheme = 'http'): Proxy {
    return { url: `${scheme}://127.0.0.1:${port}`, authorization };
  }

  it('go through a tunnel, so that the proxy sees name and port of the host and nothing else', async () => {
    const { port, saw } = await proxy();
    const transport = through(at(port));
    assert.equal(await text(transport), '{}');
    assert.equal(await text(transport), '{}');
    const { tunnels, forwarded, bytes } = await saw();
    const target = `${HOST}:${server.port}`;
    assert.deepEqual(new Set(tunnels.map((tunnel) => tunnel.target)), new Set([target]));
    assert.deepEqual(forwarded, []);
    assert.match(bytes, /^CONNECT partner-api\.test:\d+ HTTP\/1\.1\r\nhost: partner-api\.test:\d+\r\n/i);
    const [head = ''] = bytes.split('\r\n\r\n');
    const headers = head.split('\r\n').slice(1);
    assert.deepEqual(
      new Set(headers.map((line) => line.split(':')[0]?.toLowerCase())),
      new Set(['host', 'connection']),
    );
    assert.ok(!bytes.includes(SECRET) && !bytes.includes('/customer/list'));
    assert.equal(server.requests.at(-1)?.headers.authorization, `Bearer ${SECRET}`);
  });

  it('give the proxy its credentials, and the host nothing of them', async () => {
    const { port, saw } = await proxy({ credentials: CREDENTIALS });
    assert.equal(await text(through(at(port, AUTHORIZATION))), '{}');
    assert.deepEqual((await saw()).tunnels.at(-1), {
      target: `${HOST}:${server.port}`,
      name: 'someone',
      opened: true,
    });
    assert.ok(!JSON.stringify(server.requests.at(-1)?.rawHeaders).toLowerCase().includes('proxy'));
  });

  it('say that the proxy asks for other credentials, and send the host nothing', async () => {
    const { port } = await proxy({ credentials: CREDENTIALS });
    const before = server.requests.length;
    for (const authorization of [undefined, 'Basic bm86bm8=']) {
      const error = await failure(through(at(port, authorization)).send(request()));
      assert.deepEqual([error.kind, error.reached, error.proxyStatus], ['proxy', false, 407]);
      assert.equal(error.proxy, `http://127.0.0.1:${port}`);
    }
    assert.equal(server.requests.length, before);
  });

  it('tell a proxy that is not there, refuses, or is none from a host that is not there', async () => {
    const { port } = await proxy();
    const nobody = await serve();
    await nobody.stop();
    const gone = await failure(through(at(nobody.port)).send(request()));
    assert.deepEqual([gone.kind, gone.code, gone.reached], ['proxy', 'ECONNREFUSED', false]);

    const behind = await failure(through(at(port), {}, nobody.port).send(request()));
    assert.deepEqual([behind.kind, behind.reached], ['proxy', false]);

    for (const status of [403, 502]) {
      const refusing = await answeringConnect(`HTTP/1.1 ${status} No\r\n\r\n`);
      const refused = await failure(through(at(refusing)).send(request()));
      assert.deepEqual([refused.kind, refused.proxyStatus, refused.reached], ['proxy', status, false]);
    }

    const mail = await answeringConnect('220 mail.example\r\n\r\n');
    const other = await failure(through(at(mail)).send(request()));
    assert.deepEqual([other.kind, other.code, other.reached], ['proxy', 'HPE_INVALID', false]);

    const cutting = await answeringConnect('');
    const cut = await failure(through(at(cutting)).send(request()));
    assert.deepEqual([cut.kind, cut.code, cut.reached], ['proxy', 'ECONNRESET', false]);
  });

  it('give up on a proxy that never answers', async () => {
    const silent = await answeringConnect(undefined);
    const error = await failure(through(at(silent)).send(request()));
    assert.deepEqual([error.kind, error.code, error.reached], ['proxy', 'ETIMEDOUT', false]);
  });

  it('go through a proxy that itself is reached over TLS, once its certificate is trusted', async () => {
    const trusted = await authority.issue({ names: ['ip:127.0.0.1'] });
    const { port, saw } = await proxy({ tls: trusted, credentials: CREDENTIALS });
    assert.equal(await text(through(at(port, AUTHORIZATION, 'https'))), '{}');
    assert.equal((await saw()).tunnels.length, 1);

    const stranger = await Authority.make('Somebody Else');
    const untrusted = await proxy({ tls: await stranger.issue({ names: ['ip:127.0.0.1'] }) });
    const error = await failure(through(at(untrusted.port, AUTHORIZATION, 'https')).send(request()));
    assert.deepEqual([error.kind, error.reached], ['proxy', false]);
    assert.equal(error.certificate?.issuer, 'Somebody Else');
    assert.ok(!(await untrusted.saw()).bytes.includes('CONNECT'), 'no credentials before trust');
  });

  it('are verified like direct ones, unless the user has switched that off', async () => {
    const stranger = await Authority.make('Inspecting Proxy Ltd');
    const inspected = await serve(undefined, await stranger.issue({ names: [HOST] }));
    untilEnd(inspected, ({ stop }) => stop());
    const { port } = await proxy();
    const error = await failure(through(at(port), {}, inspected.port).send(request()));
    assert.deepEqual([error.kind, error.reached], ['tls', false]);
    assert.equal(error.certificate?.issuer, 'Inspecting Proxy Ltd');
    assert.equal(error.proxy, `http://127.0.0.1:${port}`);
    assert.equal(inspected.requests.length, 0);
    assert.equal(await text(through(at(port), { verifyThroughProxy: false }, inspected.port)), '{}');
  });

  /** A server that answers whatever comes with some bytes and closes, or never. */
  async function answeringConnect(answer: string | undefined): Promise<number> {
    const refusing = createServer((socket) => {
      untilEnd(socket, () => socket.destroy());
      socket.on('error', () => undefined).once('data', () => answer !== undefined && socket.end(answer));
    });
    refusing.listen(0, '127.0.0.1');
    await once(refusing, 'listening');
    untilEnd(refusing, () => refusing.close());
    return (refusing.address() as AddressInfo).port;
  }
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { DIRECT } from '../../../src/api/network.ts';
import { TooLarge } from '../../../src/api/transport.ts';
import { UndiciTransport } from '../../../src/api/undiciTransport.ts';
import { answering, failure, request, serve, text, useUntilEnd } from '../../support/transport.ts';

describe('the transport over undici', () => {
  const untilEnd = useUntilEnd();

  function transportTo(origin: string, connectTimeoutMs = 5_000): UndiciTransport {
    return untilEnd(new UndiciTransport(origin, DIRECT, { connectTimeoutMs }), (transport) => {
      transport.destroy();
    });
  }

  async function answeringOnce(bodies: Readonly<Record<string, Buffer>>): Promise<UndiciTransport> {
    const server = untilEnd(await serve(answering(bodies)), ({ stop }) => stop());
    return transportTo(`http://127.0.0.1:${server.port}`);
  }

  /** Accepts connections, and says nothing, neither of TLS nor of HTTP. */
  async function mute(): Promise<{ port: number; connected: Promise<unknown>; sockets: Socket[] }> {
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket.on('error', () => undefined))).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    untilEnd(server, () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    return { port: (server.address() as AddressInfo).port, connected: once(server, 'connection'), sockets };
  }

  it('gives up a request that waits for its connection at once, and never sends it', async () => {
    const { port, connected } = await mute();
    const cancel = new AbortController();
    const sent = transportTo(`https://127.0.0.1:${port}`).send(request({ signal: cancel.signal }));
    await connected;
    cancel.abort(new Error('enough'));
    await assert.rejects(sent, /enough/);
  });

  it('opens no more connections than it has use for, however many requests were given up while they waited', async () => {
    const { port, sockets } = await mute();
    const transport = transportTo(`https://127.0.0.1:${port}`, 100);
    const cancel = new AbortController();
    const given = Array.from({ length: 300 }, () => transport.send(request({ signal: cancel.signal })));
    cancel.abort(new Error('enough'));
    for (const sent of given) await assert.rejects(sent, /enough/);
    // Its connection is opened as soon as one of the first six has been given up.
    assert.equal((await failure(transport.send(request()))).code, 'ETIMEDOUT');
    assert.equal(sockets.length, 7);
  });

  it('never sends what was given up in the queue, and sends the next over the connection that is free', async () => {
    const answers: (() => void)[] = [];
    const server = untilEnd(
      await serve((_asked, response) => answers.push(() => response.end('{}'))),
      ({ stop }) => stop(),
    );
    const transport = transportTo(`http://127.0.0.1:${server.port}`);
    const first = Array.from({ length: 6 }, () => text(transport));
    while (answers.length < 6) await new Promise(setImmediate);
    const cancel = new AbortController();
    const target = '/given-up';
    const givenUp = transport.send(request({ target, signal: cancel.signal }));
    const next = text(transport, { target: '/next' });
    cancel.abort(new Error('enough'));
    await assert.rejects(givenUp, /enough/);
    for (const answer of answers) answer();
    await Promise.all(first);
    while (answers.length < 7) await new Promise(setImmediate);
    answers[6]?.();
    assert.equal(await next, '{}');
    const targets = server.requests.map(({ url }) => url);
    assert.deepEqual([targets.length, targets[6]], [7, '/next']);
  });

  it('ends what is still under way, begun or not, when it is ended after it was closed', async () => {
    const server = untilEnd(await serve(() => undefined), ({ stop }) => stop());
    const transport = transportTo(`http://127.0.0.1:${server.port}`);
    const failures = Array.from({ length: 8 }, () => failure(transport.send(request())));
    while (server.requests.length < 6) await new Promise(setImmediate);
    transport.close();
    transport.destroy();
    const reached = (await Promise.all(failures)).map((error) => [error.kind, error.reached]);
    assert.deepEqual(reached, [
      ...Array.from({ length: 6 }, () => ['closed', true]),
      ...Array.from({ length: 2 }, () => ['closed', false]),
    ]);
    const { port, connected } = await mute();
    const connecting = transportTo(`https://127.0.0.1:${port}`);
    const failed = failure(connecting.send(request()));
    await connected;
    connecting.close();
    connecting.destroy();
    assert.deepEqual([(await failed).kind, (await failed).reached], ['closed', false]);
  });

  it('gives a connection that does not come about its time, and says that it was that', async () => {
    const { port } = await mute();
    const error = await failure(transportTo(`https://127.0.0.1:${port}`, 20).send(request()));
    assert.deepEqual([error.kind, error.reached, error.code], ['connect', false, 'ETIMEDOUT']);
  });

  it('knows that nothing was sent when it is ended while it connects', async () => {
    const { port, connected } = await mute();
    const transport = transportTo(`https://127.0.0.1:${port}`);
    const failed = failure(transport.send(request()));
    await connected;
    transport.destroy();
    assert.deepEqual([(await failed).kind, (await failed).reached], ['closed', false]);
  });

  it('understands deflate without its wrapping, which some servers send', async () => {
    const transport = await answeringOnce({ deflate: deflateRawSync('[]') });
    assert.equal(await text(transport, { target: '/deflate' }), '[]');
  });

  it('undoes a large body in another thread, within the same limits', async () => {
    const noise = Buffer.from(Array.from({ length: 300_000 }, (_, n) => ((n * n) % 251) ^ (n >> 3)));
    const transport = await answeringOnce({ gzip: gzipSync(noise, { level: 1 }), br: noise });
    const fine = await transport.send(request({ target: '/gzip' }));
    assert.deepEqual(Buffer.from(await fine.read(noise.length)), noise);
    const long = await transport.send(request({ target: '/gzip' }));
    await assert.rejects(long.read(noise.length - 1), TooLarge);
    assert.equal((await failure(text(transport, { target: '/br' }))).kind, 'malformed');
  });

  it('refuses a body that is incomplete, or in codings that it did not ask for or in too many', async () => {
    const page = gzipSync('[]'.repeat(100));
    const transport = await answeringOnce({ gzip: page.subarray(0, -9), zstd: page, 'gzip,gzip,gzip': page });
    for (const coding of ['gzip', 'zstd', 'gzip,gzip,gzip']) {
      const { kind, reached, code } = await failure(text(transport, { target: `/${coding}` }));
      assert.deepEqual([kind, reached, code], ['malformed', true, 'CONTENT_ENCODING'], coding);
    }
  });

  it('reads no more pieces than it may, since each takes memory, however short it is', async () => {
    const server = untilEnd(
      await serve((asked, response) => {
        const head = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';
        const pieces = asked.url === '/fine' ? 5_000 : 100_000;
        response.socket?.end(`${head}${'1\r\nx\r\n'.repeat(pieces)}0\r\n\r\n`);
      }),
      ({ stop }) => stop(),
    );
    const transport = transportTo(`http://127.0.0.1:${server.port}`);
    assert.equal((await text(transport, { target: '/fine' })).length, 5_000);
    const answer = await transport.send(request());
    await assert.rejects(answer.read(1024 * 1024), TooLarge);
  });

  it('gives a header only where it stands once', async () => {
    const server = untilEnd(
      await serve((_asked, response) => response.setHeader('retry-after', ['1', '2']).end()),
      ({ stop }) => stop(),
    );
    const answer = await transportTo(`http://127.0.0.1:${server.port}`).send(request());
    assert.equal(answer.header('retry-after'), undefined);
    await answer.discard();
  });
});

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
  async function mute(): Promise<{ port: number; connected: Promise<unknown> }> {
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
    return { port: (server.address() as AddressInfo).port, connected: once(server, 'connection') };
  }

  it('gives up a request that waits for its connection at once, and never sends it', async () => {
    const { port, connected } = await mute();
    const cancel = new AbortController();
    const sent = transportTo(`https://127.0.0.1:${port}`).send(request({ signal: cancel.signal }));
    await connected;
    cancel.abort(new Error('enough'));
    await assert.rejects(sent, /enough/);
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

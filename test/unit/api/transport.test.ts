import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener, ServerResponse } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { FetchTransport } from '../../../src/api/fetchTransport.ts';
import { DIRECT } from '../../../src/api/network.ts';
import { TooLarge, type Transport } from '../../../src/api/transport.ts';
import { UndiciTransport } from '../../../src/api/undiciTransport.ts';
import {
  answering,
  failure,
  request,
  SECRET,
  serve,
  text,
  useUntilEnd,
  type ServerUnderTest,
} from '../../support/transport.ts';

const PAGE = JSON.stringify({
  success: true,
  data: Array.from({ length: 300 }, (_, n) => ({ n, name: 'Zoë' })),
});

const transports: Record<string, (origin: string) => Transport> = {
  undici: (origin) => new UndiciTransport(origin, DIRECT, { connectTimeoutMs: 5_000 }),
  fetch: (origin) => new FetchTransport(origin, fetch),
};

for (const [name, make] of Object.entries(transports)) {
  describe(`an exchange over ${name}`, () => {
    const untilEnd = useUntilEnd();

    async function to(
      listener?: RequestListener,
    ): Promise<{ transport: Transport; server: ServerUnderTest }> {
      const server = untilEnd(await serve(listener), ({ stop }) => stop());
      return { transport: transportTo(server.port), server };
    }

    function transportTo(port: number): Transport {
      return untilEnd(make(`http://127.0.0.1:${port}`), (transport) => {
        transport.destroy();
      });
    }

    it('sends method, path, headers and body, and gives status, headers and body back', async () => {
      let received = '';
      const { transport, server } = await to((asked, response) => {
        asked.on('data', (chunk) => (received += String(chunk)));
        asked.on('end', () => response.writeHead(201, { 'x-told': 'yes' }).end(PAGE));
      });
      const answer = await transport.send(request({ method: 'POST', target: '/a?b=c%20d', body: '{"é":1}' }));
      assert.equal(answer.status, 201);
      assert.equal(answer.header('x-told'), 'yes');
      assert.equal(answer.header('x-untold'), undefined);
      assert.equal(Buffer.from(await answer.read(PAGE.length * 2)).toString(), PAGE);
      const [asked] = server.requests;
      assert.deepEqual([asked?.method, asked?.url, received], ['POST', '/a?b=c%20d', '{"é":1}']);
      assert.equal(asked?.headers.authorization, `Bearer ${SECRET}`);
      assert.equal(asked.headers['authtype'], 'Key');
      assert.match(asked.headers['accept-encoding'] ?? '', /^gzip/);
    });

    it('follows no redirect', async () => {
      const { transport, server } = await to((_asked, response) =>
        response.writeHead(302, { location: '/elsewhere' }).end(),
      );
      const answer = await transport.send(request());
      assert.equal(answer.status, 302);
      assert.equal(answer.header('location'), '/elsewhere');
      await answer.discard();
      assert.equal(server.requests.length, 1);
    });

    it('takes off every content coding in use', async () => {
      const encoded = {
        gzip: gzipSync(PAGE),
        'x-gzip': gzipSync(PAGE),
        br: brotliCompressSync(PAGE),
        deflate: deflateSync(PAGE),
        Identity: Buffer.from(PAGE),
        'gzip, br': brotliCompressSync(gzipSync(PAGE)),
      };
      const { transport } = await to(answering(encoded));
      for (const coding of Object.keys(encoded)) {
        assert.equal(await text(transport, { target: `/${encodeURIComponent(coding)}` }), PAGE, coding);
      }
    });

    it('fails clearly where a body is not what its coding says', async () => {
      const { transport } = await to(answering({ gzip: Buffer.from(PAGE), br: Buffer.from(PAGE) }));
      for (const coding of ['gzip', 'br']) {
        const { kind, reached } = await failure(text(transport, { target: `/${coding}` }));
        assert.ok(reached && ['malformed', 'cut'].includes(kind), `${coding}: ${kind}`);
      }
    });

    it('reads no more than it may, before and after the coding is taken off', async () => {
      const bomb = gzipSync(Buffer.alloc(4 * 1024 * 1024));
      const { transport } = await to(
        answering({ identity: Buffer.alloc(2_000), gzip: bomb, br: gzipSync('') }),
      );
      for (const coding of ['identity', 'gzip']) {
        const answer = await transport.send(request({ target: `/${coding}` }));
        await assert.rejects(answer.read(1_999), TooLarge, coding);
      }
      const exact = await transport.send(request({ target: '/identity' }));
      assert.equal((await exact.read(2_000)).length, 2_000);
    });

    it('stops reading a body without end as soon as it is too long', async () => {
      let closed: Promise<unknown> | undefined;
      const { transport } = await to((_asked, response) => {
        closed = once(response, 'close');
        pour(response);
      });
      await assert.rejects((await transport.send(request())).read(100_000), TooLarge);
      await closed;
      await (await transport.send(request())).discard();
      await closed;
    });

    it('waits with a long body until somebody reads it', async () => {
      const long = Buffer.alloc(3 * 1024 * 1024, 'x');
      const { transport } = await to((_asked, response) => response.end(long));
      const answer = await transport.send(request());
      await text(transport, { target: '/another' }).catch(() => undefined);
      assert.equal((await answer.read(long.length)).length, long.length);
    });

    it("rejects with the signal's own reason, before, while waiting and in mid-body", async () => {
      const reason = new Error('enough');
      const { transport, server } = await to((asked, response) => {
        if (asked.url === '/body') response.write('{');
      });
      await assert.rejects(transport.send(request({ signal: AbortSignal.abort(reason) })), reason);
      assert.equal(server.requests.length, 0);

      const waiting = new AbortController();
      const sent = transport.send(request({ signal: waiting.signal }));
      await server.reached();
      waiting.abort(reason);
      await assert.rejects(sent, reason);

      const reading = new AbortController();
      const answer = await transport.send(request({ target: '/body', signal: reading.signal }));
      const read = answer.read(100);
      reading.abort(reason);
      await assert.rejects(read, reason);
    });

    it('knows that a request which cannot be sent was not', async () => {
      const { transport, server } = await to();
      const headers = { authorization: `Bearer ${SECRET}\r\nx: y` };
      const { kind, reached } = await failure(transport.send(request({ headers })));
      assert.deepEqual([kind, reached], ['invalid', false]);
      assert.equal(server.requests.length, 0);
    });

    it('knows that nothing reached a port where nobody listens, or a name that nobody has', async () => {
      const { port, stop } = await serve();
      await stop();
      const refused = await failure(transportTo(port).send(request()));
      assert.deepEqual([refused.kind, refused.reached, refused.code], ['connect', false, 'ECONNREFUSED']);

      const nameless = make('https://nobody.invalid');
      const unknown = await failure(nameless.send(request()));
      assert.deepEqual([unknown.kind, unknown.reached], ['connect', false]);
      assert.match(unknown.code ?? '', /^(ENOTFOUND|EAI_AGAIN)$/);
      nameless.destroy();
    });

    it('takes a connection that is cut after the request was sent for one that may have done its work', async () => {
      const { transport } = await to((asked, response) => {
        if (asked.url === '/body') response.writeHead(200, { 'content-length': 100 }).write('half');
        setImmediate(() => asked.socket.destroy());
      });
      for (const target of ['/head', '/body']) {
        const { kind, reached, code } = await failure(text(transport, { target }));
        assert.deepEqual([kind, reached], ['cut', true], target);
        assert.ok(code === 'ECONNRESET' || code === undefined, code);
      }
    });

    it('takes what is not HTTP for that', async () => {
      const server = createServer((socket) =>
        socket.on('error', () => undefined).end('220 mail.example\r\n\r\n'),
      );
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const error = await failure(transportTo((server.address() as AddressInfo).port).send(request()));
      assert.deepEqual([error.kind, error.reached], ['malformed', true]);
      server.close();
    });

    it('fails what is under way when it is ended, and everything after', async () => {
      const { transport, server } = await to(() => undefined);
      const sent = transport.send(request());
      await server.reached();
      const failed = failure(sent);
      transport.destroy();
      assert.deepEqual([(await failed).kind, (await failed).reached], ['closed', true]);
      const after = await failure(transport.send(request()));
      assert.deepEqual([after.kind, after.reached], ['closed', false]);
    });

    it('lets what is under way come to its end when it is closed', async () => {
      let finish: (() => void) | undefined;
      const { transport, server } = await to((_asked, response) => (finish = () => response.end(PAGE)));
      const sent = text(transport);
      await server.reached();
      transport.close();
      finish?.();
      assert.equal(await sent, PAGE);
    });
  });
}

/** Writes until the other side has had enough. */
function pour(response: ServerResponse): void {
  const chunk = Buffer.alloc(64 * 1024);
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}

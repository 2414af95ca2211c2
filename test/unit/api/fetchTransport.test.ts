import assert from 'node:assert/strict';
import { FetchTransport, type Fetch } from '../../../src/api/fetchTransport.ts';
import { failure, request, useUntilEnd } from '../../support/transport.ts';

describe('the transport over fetch', () => {
  const untilEnd = useUntilEnd();

  /** What is made of an error of `fetch` with these for its cause. */
  async function made(cause: unknown): Promise<readonly [kind: string, reached: boolean, code?: string]> {
    const failing: Fetch = () => Promise.reject(new TypeError('fetch failed', { cause }));
    const transport = new FetchTransport('https://api.example.com', failing);
    const { kind, reached, code } = await failure(transport.send(request()));
    return code === undefined ? [kind, reached] : [kind, reached, code];
  }

  function systemError(syscall: string, code: string): Error {
    return Object.assign(new Error(`${syscall} ${code}`), { syscall, code });
  }

  it('knows by the system call whether a connection did not come about or was lost while in use', async () => {
    for (const code of [
      'EHOSTUNREACH',
      'ENETUNREACH',
      'ENETDOWN',
      'EHOSTDOWN',
      'ETIMEDOUT',
      'ECONNREFUSED',
    ]) {
      assert.deepEqual(await made(systemError('connect', code)), ['connect', false, code]);
      const every = new AggregateError([systemError('connect', code), systemError('connect', code)]);
      assert.deepEqual(await made(Object.assign(every, { code })), ['connect', false, code]);
      for (const syscall of ['read', 'write']) {
        assert.deepEqual(await made(systemError(syscall, code)), ['cut', true, code]);
      }
    }
    for (const code of ['ENOTFOUND', 'EAI_AGAIN']) {
      assert.deepEqual(await made(systemError('getaddrinfo', code)), ['connect', false, code]);
    }
  });

  it('is sure that nothing was sent where a certificate was refused, and not where TLS itself failed', async () => {
    for (const [code, reached] of [
      ['CERT_HAS_EXPIRED', false],
      ['ERR_TLS_CERT_ALTNAME_INVALID', false],
      ['EPROTO', true],
      ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', true],
    ] as const) {
      assert.deepEqual(await made(Object.assign(new Error(code), { code })), ['tls', reached, code]);
    }
  });

  it('never takes an answer that is lost half-way for a connection that did not come about', async () => {
    const body = new ReadableStream({
      pull(controller) {
        controller.error(systemError('connect', 'ECONNREFUSED'));
      },
    });
    const transport = new FetchTransport('https://api.example.com', () =>
      Promise.resolve(new Response(body)),
    );
    const { kind, reached } = await failure((await transport.send(request())).read(100));
    assert.deepEqual([kind, reached], ['cut', true]);
  });

  it('sends nothing over https where the environment has fetch trust everybody', async () => {
    let fetched = 0;
    const noting: Fetch = () => {
      fetched += 1;
      return Promise.resolve(new Response('{}'));
    };
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    untilEnd(undefined, () => delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']);
    const refused = await failure(new FetchTransport('https://api.example.com', noting).send(request()));
    assert.deepEqual([refused.kind, refused.reached], ['proxy', false]);
    assert.equal(refused.code, 'NODE_TLS_REJECT_UNAUTHORIZED');
    assert.equal(fetched, 0);
    await new FetchTransport('http://api.example.com', noting).send(request());
    assert.equal(fetched, 1);
  });
});

import assert from 'node:assert/strict';
import { AutoTransport } from '../../../src/api/autoTransport.ts';
import { createTransport } from '../../../src/api/createTransport.ts';
import { FetchTransport } from '../../../src/api/fetchTransport.ts';
import { DIRECT, type Network } from '../../../src/api/network.ts';
import { TransportFailure, type TransportFailureKind } from '../../../src/api/transportFailure.ts';
import { TimedOut, type Transport, type TransportAnswer } from '../../../src/api/transport.ts';
import { failure, request, serve, text, useUntilEnd } from '../../support/transport.ts';

/** A transport that answers, or fails with what its next `failures` say. */
class Scripted implements Transport {
  readonly failures: (TransportFailure | Error | undefined)[];
  sent = 0;
  ended: string[] = [];

  constructor(...failures: Scripted['failures']) {
    this.failures = failures;
  }

  send(): Promise<TransportAnswer> {
    this.sent += 1;
    const next = this.failures.shift();
    if (next) return Promise.reject(next);
    return Promise.resolve({
      status: 200,
      header: () => undefined,
      read: () => Promise.resolve(new Uint8Array()),
      discard: () => Promise.resolve(),
    });
  }

  close(): void {
    this.ended.push('close');
  }

  destroy(): void {
    this.ended.push('destroy');
  }
}

function failed(kind: TransportFailureKind, reached = false, code = 'ECONNREFUSED'): TransportFailure {
  return new TransportFailure(kind, { reached, code });
}

const CERTIFICATE = {
  subject: 'proxy.example',
  issuer: 'Nobody',
  authority: 'Nobody',
  names: [],
  validFrom: '2020-01-01T00:00:00.000Z',
  validTo: '2030-01-01T00:00:00.000Z',
};

describe('the transport that tries another way', () => {
  it('stays with the first as long as that connects, and does not even make the other', async () => {
    const first = new Scripted();
    const auto = new AutoTransport(first, () => assert.fail('made'));
    await auto.send(request());
    await auto.send(request());
    assert.equal(first.sent, 2);
    auto.close();
    assert.deepEqual(first.ended, ['close']);
  });

  it('sends once more over the other what surely did not arrive, and stays with what worked', async () => {
    for (const kind of ['connect', 'proxy'] as const) {
      const first = new Scripted(failed(kind), failed(kind));
      const second = new Scripted();
      const auto = new AutoTransport(first, () => second);
      await auto.send(request());
      await auto.send(request());
      assert.deepEqual([first.sent, second.sent], [1, 2], kind);
      auto.destroy();
      assert.deepEqual([first.ended, second.ended], [['destroy'], ['destroy']]);
    }
  });

  it('leaves alone what may have arrived, what was not trusted, and what was cancelled', async () => {
    const failures = [
      failed('cut', true),
      failed('connect', true),
      failed('tls'),
      failed('invalid'),
      failed('malformed', true),
      failed('closed'),
      failed('proxy', false, 'CERT_HAS_EXPIRED'),
      failed('proxy', false, 'ERR_SSL_WRONG_VERSION_NUMBER'),
      new TransportFailure('proxy', { reached: false, code: 'SOMETHING_NEW', certificate: CERTIFICATE }),
      new Error('something else'),
    ];
    const auto = new AutoTransport(new Scripted(...failures), () => assert.fail('made'));
    for (const expected of failures) {
      await assert.rejects(auto.send(request()), (error) => error === expected);
    }
    const cancelled = new AutoTransport(new Scripted(failed('connect')), () => assert.fail('made'));
    await assert.rejects(cancelled.send(request({ signal: AbortSignal.abort() })));
  });

  it("tells the first one's reason where both cannot connect, but never hides that something may have arrived", async () => {
    const before = failed('proxy', false, 'ETIMEDOUT');
    const neither = new AutoTransport(new Scripted(before), () => new Scripted(failed('connect')));
    await assert.rejects(neither.send(request()), (error) => error === before);
    const cut = failed('cut', true, 'ECONNRESET');
    const perhaps = new AutoTransport(new Scripted(failed('connect')), () => new Scripted(cut));
    await assert.rejects(perhaps.send(request()), (error) => error === cut);
  });

  it('goes back to the first when the other fails, however it does, but not when it was cancelled', async () => {
    for (const failure of [failed('connect'), failed('cut', true), failed('tls'), new TimedOut()]) {
      const first = new Scripted(failed('connect'));
      const second = new Scripted(undefined, failure);
      const auto = new AutoTransport(first, () => second);
      await auto.send(request());
      await assert.rejects(auto.send(request()), (error) => error === failure);
      await auto.send(request());
      assert.deepEqual([first.sent, second.sent], [2, 2]);
    }
    const first = new Scripted(failed('connect'));
    const second = new Scripted(undefined, new Error('cancelled'));
    const auto = new AutoTransport(first, () => second);
    await auto.send(request());
    await assert.rejects(auto.send(request({ signal: AbortSignal.abort() })));
    await auto.send(request());
    assert.deepEqual([first.sent, second.sent], [1, 3]);
  });

  it('tries the other after a connection that timed out only where enough time is left', async () => {
    const timedOut = failed('connect', false, 'ETIMEDOUT');
    const hurried = new AutoTransport(new Scripted(timedOut), () => assert.fail('made'));
    await assert.rejects(hurried.send(request({ timeoutMs: 9_000 })), (error) => error === timedOut);
    const second = new Scripted();
    await new AutoTransport(new Scripted(timedOut), () => second).send(request({ timeoutMs: 25_000 }));
    assert.equal(second.sent, 1);
  });

  it('does not begin anew once it was closed or ended', async () => {
    for (const end of ['close', 'destroy'] as const) {
      const refused = failed('connect');
      const auto = new AutoTransport(new Scripted(refused), () => assert.fail('made'));
      const sent = auto.send(request());
      auto[end]();
      await assert.rejects(sent, (error) => error === refused);
    }
  });

  it('reports why the first failed where the environment would have the other trust everybody', async () => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    const refused = failed('connect');
    const second = new FetchTransport('https://api.example.com', () => assert.fail('fetched'));
    try {
      const sent = new AutoTransport(new Scripted(refused), () => second).send(request());
      await assert.rejects(sent, (error) => error === refused);
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    }
  });
});

describe('the choice of a transport', () => {
  const untilEnd = useUntilEnd();

  /** Which way an exchange takes, where the given `fetch` notes that it was called. */
  async function ways(network: Partial<Network>, port: number): Promise<{ fetched: number; answer: string }> {
    let fetched = 0;
    const noting: typeof fetch = (input, init) => {
      fetched += 1;
      assert.ok(!(init && 'dispatcher' in init));
      return fetch(input, init);
    };
    const origin = `http://127.0.0.1:${port}`;
    const transport = createTransport(origin, { ...DIRECT, ...network }, noting);
    untilEnd(transport, () => {
      transport.destroy();
    });
    const answer = await text(transport).catch((error: unknown) => String(error));
    return { fetched, answer };
  }

  it('is undici, VS Code, or the one and then the other, as the network says', async () => {
    const server = untilEnd(await serve(), ({ stop }) => stop());
    assert.deepEqual(await ways({ transport: 'undici' }, server.port), { fetched: 0, answer: '{}' });
    assert.deepEqual(await ways({ transport: 'auto' }, server.port), { fetched: 0, answer: '{}' });
    assert.deepEqual(await ways({ transport: 'vscode' }, server.port), { fetched: 1, answer: '{}' });
    const gone = await serve();
    await gone.stop();
    const proxy = { url: `http://127.0.0.1:${gone.port}`, authorization: undefined };
    assert.deepEqual(await ways({ transport: 'auto', proxy }, server.port), { fetched: 1, answer: '{}' });
    assert.equal((await ways({ transport: 'undici', proxy }, server.port)).fetched, 0);
  });

  it('never goes around a proxy that cannot be used: VS Code may know how, undici says that it does not', async () => {
    const server = untilEnd(await serve(), ({ stop }) => stop());
    const unusableProxy = 'http.proxy names a proxy of the kind socks5';
    assert.equal((await ways({ transport: 'auto', unusableProxy }, server.port)).fetched, 1);
    assert.equal((await ways({ transport: 'vscode', unusableProxy }, server.port)).fetched, 1);
    const reached = server.requests.length;
    const transport = createTransport(`http://127.0.0.1:${server.port}`, { ...DIRECT, unusableProxy });
    const error = await failure(transport.send(request()));
    assert.deepEqual([error.kind, error.reached, error.problem], ['proxy', false, unusableProxy]);
    assert.equal(server.requests.length, reached);
  });
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, get, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { mock } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { delayed } from '../../../src/emulator/deeds.ts';
import { fault, FAULTS, type FaultName } from '../../../src/emulator/faults.ts';
import type { Emulator } from '../../../src/emulator/server.ts';
import { listCustomers, start, stopAll, write } from './calls.ts';

/** What a client that trusts nobody sees. */
interface Seen {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly error: NodeJS.ErrnoException | undefined;
}

const auth = ({ partnerKey }: Emulator) => ({ authorization: `Bearer ${partnerKey}`, authtype: 'Key' });

function see(emulator: Emulator, path = '/customer/list'): Promise<Seen> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let head: Pick<Seen, 'status' | 'headers'> = { status: undefined, headers: {} };
    const end = (error?: Error) => {
      resolve({ ...head, body: Buffer.concat(chunks), error });
    };
    get(emulator.url + path, { headers: auth(emulator), agent: new Agent() }, (response) => {
      head = { status: response.statusCode, headers: response.headers };
      response
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => {
          end();
        })
        .on('error', end);
    }).on('error', end);
  });
}

const MB = 1024 * 1024;
const JSON_TYPE = 'application/json; charset=utf-8';
const HTML_TYPE = 'text/html; charset=utf-8';

function whole({ status, headers, error }: Seen, expected = 200, type = JSON_TYPE): void {
  assert.deepEqual([status, headers['content-type'], error], [expected, type, undefined]);
}

const refused = (status: number, retryAfter?: RegExp) => (seen: Seen) => {
  whole(seen, status);
  const { message, ...rest } = JSON.parse(seen.body.toString()) as { message: string };
  assert.deepEqual(rest, { success: false, code: status });
  assert.notEqual(message, '');
  assert.equal(seen.headers['retry-after'] === undefined, retryAfter === undefined);
  if (retryAfter) assert.match(seen.headers['retry-after']!, retryAfter);
};
const page = (status: number, retryAfter?: string) => (seen: Seen) => {
  whole(seen, status, HTML_TYPE);
  assert.match(seen.body.toString(), /^<!doctype html>/);
  assert.equal(seen.headers['retry-after'], retryAfter);
};
const same = (bytes: Buffer, usual: Buffer) => {
  assert.deepEqual(JSON.parse(bytes.toString()), JSON.parse(usual.toString()));
};
const redirects = (status: number, host: string) => (seen: Seen, _: Seen, url: string) => {
  assert.equal(seen.status, status);
  const to = new URL(seen.headers.location!, url);
  assert.equal(to.href, `http://${host}:${new URL(url).port}/customer/list?page=1&redirected=yes`);
};
const [HERE, ELSEWHERE] = ['127.0.0.1', 'localhost'];

/** All but those that a client has to wait for. */
type Shown = Exclude<FaultName, 'delay' | 'noAnswer'>;
type Show = (seen: Seen, usual: Seen, url: string) => void;

const shows: Readonly<Record<Shown, Show>> = {
  resetBeforeAnswer: ({ status, error }) => {
    assert.deepEqual([status, error?.code], [undefined, 'ECONNRESET']);
  },
  resetAfterWork: ({ status, error }) => {
    assert.deepEqual([status, error?.code], [undefined, 'ECONNRESET']);
  },
  resetInBody: ({ status, error, body }, usual) => {
    assert.deepEqual([status, error?.code], [200, 'ECONNRESET']);
    assert.ok(body.length > 0 && body.length < usual.body.length);
    assert.deepEqual(body, usual.body.subarray(0, body.length));
  },

  rateLimited: refused(429),
  rateLimitedSeconds: refused(429, /^2$/),
  rateLimitedHour: refused(429, /^3600$/),
  rateLimitedDate: (seen) => {
    refused(429, /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/)(seen);
    // Counted from the server's own clock, whose date is cut to seconds.
    const ahead = Date.parse(seen.headers['retry-after']!) - Date.parse(seen.headers.date!);
    assert.ok(ahead >= 1000 && ahead <= 3000, String(ahead));
  },
  rateLimitedPast: refused(429, /^Thu, 01 Jan 1970 00:00:00 GMT$/),
  rateLimitedNegative: refused(429, /^-5$/),
  rateLimitedForEver: refused(429, /^10{12}$/),
  rateLimitedExponent: refused(429, /^1e12$/),
  rateLimitedWords: refused(429, /^in a while$/),
  rateLimitedEmpty: refused(429, /^$/),

  error500: refused(500),
  error502: page(502),
  error503: page(503),
  error503Seconds: page(503, '2'),
  error504: page(504),

  htmlPage: page(200),
  wrongContentType: (seen, { body }) => {
    whole(seen, 200, HTML_TYPE);
    assert.deepEqual(seen.body, body);
  },
  truncatedJson: (seen, { body }) => {
    whole(seen);
    assert.deepEqual(seen.body, body.subarray(0, seen.body.length));
    assert.throws(() => void JSON.parse(seen.body.toString()), SyntaxError);
  },
  trailingComma: (seen, { body }) => {
    whole(seen);
    assert.equal(seen.body.toString(), body.toString().slice(0, -1) + ',}');
  },
  emptyBody: (seen) => {
    whole(seen);
    assert.equal(seen.body.length, 0);
  },
  noContent: ({ status, body, error }) => {
    assert.deepEqual([status, body.length, error], [204, 0, undefined]);
  },
  duplicateIds: (seen, usual) => {
    whole(seen);
    const rows = ({ body }: Seen) => (JSON.parse(body.toString()) as { data: unknown[] }).data;
    assert.deepEqual(rows(seen), [...rows(usual), rows(usual)[0]]);
  },

  hugeBody: (seen, { body }) => {
    whole(seen);
    assert.equal(Number(seen.headers['content-length']), body.length + 50 * MB);
    assert.equal(seen.body.length, body.length + 50 * MB);
    same(seen.body, body);
  },
  hugeBodyChunked: (seen, { body }) => {
    whole(seen);
    assert.equal(seen.headers['content-length'], undefined);
    assert.equal(seen.body.length, body.length + 50 * MB);
    same(seen.body, body);
  },
  gzipBomb: (seen, { body }) => {
    whole(seen);
    assert.equal(seen.headers['content-encoding'], 'gzip');
    assert.ok(seen.body.length < MB / 10, String(seen.body.length));
    const inflated = gunzipSync(seen.body);
    assert.equal(inflated.length, body.length + 50 * MB);
    same(inflated, body);
  },

  latin1: (seen, { body }) => {
    whole(seen, 200, 'application/json; charset=iso-8859-1');
    assert.ok(seen.body.includes(0xe9), 'an é');
    same(Buffer.from(seen.body.toString('latin1')), body);
  },
  latin1AsUtf8: (seen, { body }) => {
    whole(seen);
    assert.ok(seen.body.toString().includes('\ufffd'));
    same(Buffer.from(seen.body.toString('latin1')), body);
  },
  gzip: (seen, { body }) => {
    whole(seen);
    assert.equal(seen.headers['content-encoding'], 'gzip');
    assert.deepEqual(gunzipSync(seen.body), body);
  },
  brotli: (seen, { body }) => {
    whole(seen);
    assert.equal(seen.headers['content-encoding'], 'br');
    assert.deepEqual(brotliDecompressSync(seen.body), body);
  },
  gzipLie: (seen, { body }) => {
    whole(seen);
    assert.equal(seen.headers['content-encoding'], 'gzip');
    assert.deepEqual(seen.body, body);
  },

  redirect301: redirects(301, HERE),
  redirect302: redirects(302, HERE),
  redirect307: redirects(307, HERE),
  redirect308: redirects(308, HERE),
  redirect301Elsewhere: redirects(301, ELSEWHERE),
  redirect302Elsewhere: redirects(302, ELSEWHERE),
  redirect307Elsewhere: redirects(307, ELSEWHERE),
  redirect308Elsewhere: redirects(308, ELSEWHERE),
};

describe('emulator: faults', () => {
  afterEach(stopAll);

  for (const [name, show] of Object.entries(shows) as [Shown, Show][]) {
    it(`${name}: ${FAULTS[name][0]}`, async () => {
      const emulator = await start();
      const usual = await see(emulator, '/customer/list?page=1');
      emulator.intercept(fault(name, { times: 1 }));
      show(await see(emulator, '/customer/list?page=1'), usual, emulator.url);
      assert.deepEqual((await see(emulator, '/customer/list?page=1')).body, usual.body);
    });
  }

  it('noAnswer', async () => {
    const emulator = await start();
    emulator.intercept(fault('noAnswer'));
    const given = new AbortController();
    const answer = fetch(emulator.url, { signal: given.signal });
    while (emulator.requests.length === 0) await new Promise(setImmediate);
    await listCustomers(await start());
    given.abort();
    await assert.rejects(answer, { name: 'AbortError' });
    assert.equal(emulator.requests[0]?.status, undefined);
  });

  it('delay, of any length', async () => {
    const emulator = await start();
    emulator.intercept(fault(delayed(50)));
    const before = performance.now();
    assert.equal((await listCustomers(emulator)).status, 200);
    // A timer may be early by a fraction of a millisecond.
    assert.ok(performance.now() - before >= 49);
  });

  it(`delay: ${FAULTS.delay[0]}`, async () => {
    const { transform } = FAULTS.delay[1] as { transform: (usual: unknown) => Promise<unknown> };
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      let answered: unknown;
      void transform('usual').then((answer) => (answered = answer));
      mock.timers.tick(499);
      await new Promise(setImmediate);
      assert.equal(answered, undefined);
      mock.timers.tick(1);
      await new Promise(setImmediate);
      assert.equal(answered, 'usual');
    } finally {
      mock.timers.reset();
    }
  });

  for (const [name, isDone] of [
    ['resetBeforeAnswer', false],
    ['resetAfterWork', true],
    ['resetInBody', true],
    ['error500', false],
    ['truncatedJson', true],
  ] as const) {
    it(`${name}: the call has ${isDone ? 'done its work' : 'done nothing'}`, async () => {
      const emulator = await start();
      emulator.intercept(fault(name));
      const body = { username: 'kim@new.example', name: 'Kim', password: 'any word' };
      await write(emulator, 'POST', '/customer/create', body).catch(() => undefined);
      assert.equal(emulator.state.customers.length, isDone ? 65 : 64);
    });
  }

  for (const name of ['hugeBody', 'hugeBodyChunked'] as const) {
    it(`${name}: goes as fast as it is read, and ends when the client goes`, async () => {
      const emulator = await start();
      let server: ServerResponse | undefined;
      const huge = FAULTS[name][1] as { takeOver: (...given: unknown[]) => void };
      const takeOver = (...given: [unknown, ServerResponse, unknown]) => {
        server = given[1];
        huge.takeOver(...given);
      };
      emulator.intercept(() => ({ takeOver }));
      const request = get(`${emulator.url}/customer/list`, { headers: auth(emulator), agent: new Agent() });
      // Nobody listens to its data.
      await once(request, 'response');
      while (!server!.writableNeedDrain) await new Promise(setImmediate);
      assert.ok(server!.writableLength < MB, String(server!.writableLength));
      const closed = once(server!, 'close');
      request.destroy();
      await closed;
      assert.equal(server!.writableFinished, false);
    });
  }

  it('follows a redirect to the usual answer, so that only the record tells', async () => {
    const emulator = await start();
    emulator.intercept(fault('redirect307'));
    const response = await fetch(`${emulator.url}/customer/list`, { headers: auth(emulator) });
    assert.equal(response.status, 200);
    assert.deepEqual(
      emulator.requests.map(({ query }) => query),
      [{}, { redirected: 'yes' }],
    );
  });
});

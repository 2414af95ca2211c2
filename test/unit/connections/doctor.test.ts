import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { DIRECT } from '../../../src/api/network.ts';
import { examine } from '../../../src/connections/doctor.ts';
import { onPath, type Interception } from '../../../src/emulator/intercept.ts';
import { PATHS } from '../../support/apiClient.ts';
import { Authority } from '../../support/certificates.ts';
import { all, Examined, results } from '../../support/examined.ts';

describe('the Connection Doctor', () => {
  const examined = new Examined();

  function answering(interception: Interception): void {
    examined.emulator.intercept(onPath(PATHS.customers, interception));
  }

  it('passes a connection that is well, step by step with its time, and sends the key once', async () => {
    const url = await examined.overTls(
      await examined.authority.issue({ names: ['localhost'], days: [-1, 90] }),
    );
    const steps = await examined.run({ url, network: { why: 'no proxy is configured' } });
    assert.equal(results(steps), 'pppppppp');
    assert.match(steps['Proxy']!.says, /^None, calls go directly: no proxy is configured\.$/);
    assert.match(steps['Name look-up (DNS)']!.says, /^localhost is .*127\.0\.0\.1|::1/);
    assert.match(
      steps['Certificate (TLS)']!.says,
      /^Trusted \(TLSv1\.3\): issued by “Authority of the Tests” for localhost, valid until \d{4}-\d\d-\d\d\.$/,
    );
    assert.match(steps['Answer without a key (HTTP)']!.says, /^HTTP 401/);
    assert.match(steps['Customers']!.says, /^The first page has \d+ customers\.$/);
    for (const { milliseconds, title } of Object.values(steps)) {
      assert.equal(Number.isInteger(milliseconds), title !== 'Customers');
    }
    assert.equal(examined.emulator.requests.length, 2);
    assert.equal(examined.withKey, 1);
  });

  it('skips what plain http on this machine does not need', async () => {
    const steps = await examined.run();
    assert.equal(results(steps), 'ppspsppp');
    assert.match(steps['Certificate (TLS)']!.says, /plain http/);
  });

  it('warns of a certificate that is about to end', async () => {
    const url = await examined.overTls(
      await examined.authority.issue({ names: ['localhost'], days: [-1, 3] }),
    );
    const steps = await examined.run({ url });
    assert.equal(results(steps), 'ppppwppp');
    assert.match(steps['Certificate (TLS)']!.fix ?? '', /must renew it/);
  });

  it('names a host that nobody knows, and skips what depends on it', async () => {
    const steps = await examined.run({ url: 'https://partner-api.invalid' });
    assert.equal(results(steps), 'ppfsssss');
    assert.match(steps['Name look-up (DNS)']!.says, /partner-api\.invalid could not be reached: the name/);
    assert.match(steps['Name look-up (DNS)']!.code ?? '', /^E(NOTFOUND|AI_AGAIN)$/);
  });

  it('says that nothing listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    const steps = await examined.run({ url: `http://127.0.0.1:${port}` });
    assert.equal(results(steps), 'ppsfssss');
    assert.match(steps['Reaching it (TCP)']!.says, /nothing listens there/);
    assert.equal(steps['Reaching it (TCP)']!.code, 'ECONNREFUSED');
  });

  it('tells by whom an untrusted certificate was issued, and sends nothing', async () => {
    const stranger = await Authority.make('Corporate Inspection CA. Ltd');
    const url = await examined.overTls(await stranger.issue({ names: ['localhost'] }));
    for (const transport of ['undici', 'auto', 'vscode'] as const) {
      const steps = await examined.run({ url, network: { transport } });
      assert.equal(results(steps), transport === 'vscode' ? 'pwppfsss' : 'ppppfsss');
      assert.match(
        steps['Certificate (TLS)']!.says,
        /“Corporate Inspection CA\. Ltd”.*is not trusted here\.$/,
      );
      assert.match(steps['Certificate (TLS)']!.fix ?? '', /^On a network that inspects traffic/);
      assert.match(steps['Partner key']!.says, /the certificate is not trusted/);
    }
    assert.equal(examined.emulator.requests.length, 0);
  });

  it('tells when a certificate expired, and sends nothing', async () => {
    const url = await examined.overTls(
      await examined.authority.issue({ names: ['localhost'], days: [-9, -2] }),
    );
    const steps = await examined.run({ url });
    assert.equal(results(steps), 'ppppfsss');
    assert.match(steps['Certificate (TLS)']!.says, /expired on \d{4}-\d\d-\d\d\.$/);
    assert.match(steps['Certificate (TLS)']!.fix ?? '', /must renew it/);
    assert.equal(examined.emulator.requests.length, 0);
  });

  it('names each step as it begins', async () => {
    const begun: string[] = [];
    const { steps } = await examined.start({ onStep: (title: string) => void begun.push(title) });
    for await (const { title } of steps) assert.equal(begun.at(-1), title);
    assert.equal(begun.length, 8);
  });

  it("goes on by VS Code's own client where that may know another way", async () => {
    const steps = await examined.run({ network: { unusableProxy: 'the proxy is odd', transport: 'auto' } });
    assert.equal(results(steps), 'pwsssppp');
    assert.match(steps['Answer without a key (HTTP)']!.says, /^By VS Code's own client: HTTP 401/);
  });

  it('says that the key was rejected, has the session know it, and does not send it again', async () => {
    const { active, steps } = await examined.start({ key: 'wrong-key' });
    const last = (await all(steps)).at(-2)!;
    assert.equal(last.result, 'failed');
    assert.match(last.says, /refused the partner key \(HTTP 401\)/);
    assert.match(last.fix ?? '', /authtype/);
    assert.equal(active.state, 'keyRejected');
    assert.equal(examined.withKey, 1);
    const session = active.requireSession();
    const { signal } = new AbortController();
    const again = { session, origin: examined.emulator.url, network: DIRECT, signal };
    const [key, customers] = (await all(examine(again))).slice(-2);
    assert.equal(key!.result, 'failed');
    assert.match(key!.says, /refused the partner key/);
    assert.equal(customers!.result, 'skipped');
    assert.equal(examined.withKey, 1);
  });

  it('tells a key that may not read customers from one that is refused', async () => {
    answering({ status: 403 });
    const steps = await examined.run();
    assert.equal(results(steps), 'ppspspwf');
    assert.equal(steps['Customers']!.code, '403');
    assert.match(steps['Customers']!.fix ?? steps['Customers']!.says, /Ask whoever manages/);
  });

  it('names what a host that drops the header authtype would look like: every key is refused', async () => {
    answering({ status: 401 });
    const steps = await examined.run();
    assert.equal(results(steps), 'ppspspfs');
    assert.match(steps['Partner key']!.fix ?? '', /drops the header authtype/);
  });

  it('takes nothing for a Partner API that answers without a key, redirects, or has no list', async () => {
    answering({ status: 200, body: '<html>Log in</html>' });
    const page = await examined.run();
    assert.equal(results(page), 'ppspswpf');
    assert.match(page['Customers']!.says, /a web page/);
    answering({ status: 302, headers: { location: 'https://elsewhere.example/' } });
    assert.equal(results(await examined.run()), 'ppspsfss');
    answering({ status: 404 });
    assert.equal(results(await examined.run()), 'ppspswwf');
  });

  it('gives up on a slow server, each step within its time', async () => {
    answering('hang');
    const steps = await examined.run({ timeoutMs: 50 });
    assert.equal(results(steps), 'ppspsfss');
    assert.match(steps['Answer without a key (HTTP)']!.says, /did not answer in time/);
  });

  it('ends at once when it is cancelled, also while a server keeps it waiting', async () => {
    const cancel = new AbortController();
    examined.emulator.intercept(({ path }) => {
      cancel.abort();
      return path === PATHS.customers ? 'hang' : undefined;
    });
    const { steps } = await examined.start({ signal: cancel.signal, timeoutMs: 60_000 });
    const seen: string[] = [];
    await assert.rejects(
      async () => {
        for await (const { title } of steps) seen.push(title);
      },
      { name: 'AbortError' },
    );
    assert.equal(seen.at(-1), 'Certificate (TLS)');
  });
});

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Authority } from '../../support/certificates.ts';
import { Examined, results } from '../../support/examined.ts';
import { startProxy, type ProxyUnderTest } from '../../support/proxy.ts';
import type { ProxyProcessOptions } from '../../support/proxyProcess.ts';

const root = join(import.meta.dirname, '..', '..', '..');

describe('the Connection Doctor, through a proxy', () => {
  const examined = new Examined();

  async function proxy(options?: ProxyProcessOptions): Promise<ProxyUnderTest> {
    return examined.untilEnd(await startProxy(root, options), ({ stop }) => stop());
  }

  const HOST = 'partner-api.test';

  it('has the proxy look up the host and open a tunnel, which sees no key', async () => {
    const { port, saw } = await proxy();
    const url = await examined.overTls(
      await examined.authority.issue({ names: [HOST], days: [-1, 90] }),
      HOST,
    );
    const steps = await examined.run({
      url,
      network: {
        proxy: { url: `http://127.0.0.1:${port}`, authorization: 'Basic c2VjcmV0' },
        why: 'http.proxy names it',
      },
    });
    assert.equal(results(steps), 'ppspppppp');
    assert.equal(
      steps['Proxy']!.says,
      `Through the proxy http://127.0.0.1:${port}, with credentials: http.proxy names it.`,
    );
    assert.doesNotMatch(JSON.stringify(steps), /c2VjcmV0/);
    assert.ok(!(await saw()).bytes.includes(examined.emulator.partnerKey));
  });

  it('says that it wants credentials', async () => {
    const { port } = await proxy({ credentials: 'someone:word' });
    const steps = await examined.run({
      url: `https://${HOST}`,
      network: { proxy: { url: `http://127.0.0.1:${port}`, authorization: undefined } },
    });
    assert.equal(results(steps), 'ppspfssss');
    const { says, fix, code } = steps['Tunnel through the proxy']!;
    assert.match(says, /wants credentials/);
    assert.match(fix ?? '', /^Put a name and password into the proxy's address/);
    assert.equal(code, '407');
  });

  it('says that the proxy itself is not there', async () => {
    const { port, stop } = await proxy();
    await stop();
    const steps = await examined.run({
      url: `https://${HOST}`,
      network: { proxy: { url: `http://127.0.0.1:${port}`, authorization: undefined } },
    });
    assert.equal(results(steps), 'ppsfsssss');
    assert.match(steps['Reaching it (TCP)']!.says, /^The proxy 127\.0\.0\.1:\d+ could not be reached/);
  });

  it('sends no key over a certificate that only http.proxyStrictSSL lets pass', async () => {
    const { port } = await proxy();
    const stranger = await Authority.make('Corporate Inspection CA');
    const url = await examined.overTls(await stranger.issue({ names: [HOST] }), HOST);
    const at = { url: `http://127.0.0.1:${port}`, authorization: undefined };
    const steps = await examined.run({ url, network: { proxy: at, verifyThroughProxy: false } });
    assert.equal(results(steps), 'ppsppfsss');
    assert.match(steps['Certificate (TLS)']!.says, /http\.proxyStrictSSL is off; the Doctor sends no key/);
    assert.equal(examined.emulator.requests.length, 0);
  });

  it('does not go around one that cannot be used', async () => {
    const unusableProxy = 'http.proxy names a proxy of the kind socks5';
    const steps = await examined.run({ network: { unusableProxy } });
    assert.equal(results(steps), 'pfssssss');
    assert.equal(examined.emulator.requests.length, 0);
  });
});

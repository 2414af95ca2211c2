import assert from 'node:assert/strict';
import {
  chooseTransport,
  decideProxy,
  type ProxyDecision,
  type ProxySettings,
} from '../../../src/platform/proxy.ts';

const HOST = 'https://api.example.com';

function decide(settings: Partial<ProxySettings> = {}, origin = HOST): ProxyDecision {
  const nothing = { support: 'override', proxy: '', noProxy: [], authorization: undefined, env: {} };
  return decideProxy(origin, { ...nothing, ...settings });
}

/** The address of the proxy that is decided on, or the kind of decision where it is none. */
function way(settings: Partial<ProxySettings>, origin?: string): string {
  const decision = decide(settings, origin);
  return decision.kind === 'proxy' ? decision.proxy.url : decision.kind;
}

function header(settings: Partial<ProxySettings>): string | undefined {
  const decision = decide(settings);
  assert.equal(decision.kind, 'proxy');
  return decision.proxy.authorization;
}

function basic(text: string): string {
  return `Basic ${Buffer.from(text).toString('base64')}`;
}

const proxy = 'http://proxy.example:3128';

describe('the decision on a proxy', () => {
  it("takes the setting, then the environment's variables in VS Code's order, and says which", () => {
    const env = {
      https_proxy: 'http://a.example:1',
      HTTPS_PROXY: 'http://b.example:2',
      http_proxy: 'http://c.example:3',
      HTTP_PROXY: 'http://d.example:4',
    };
    assert.equal(way({ proxy, env }), proxy);
    assert.match(decide({ proxy, env }).why, /^http\.proxy /);
    const left: Record<string, string> = { ...env };
    for (const [name, url] of Object.entries(env)) {
      assert.equal(way({ env: left }), url);
      assert.ok(decide({ env: left }).why.startsWith(name));
      Reflect.deleteProperty(left, name);
    }
    assert.equal(way({ env: left }), 'direct');
    assert.match(decide().why, /no proxy is configured/);
    assert.equal(way({ env: { https_proxy: ' ', http_proxy: 'http://c.example:3' } }), 'http://c.example:3');
  });

  it('goes directly when proxy support is off, and to this machine whatever is configured', () => {
    assert.equal(way({ proxy, support: 'off' }), 'direct');
    assert.match(decide({ proxy, support: 'off' }).why, /http\.proxySupport/);
    for (const support of ['on', 'override', 'fallback', '']) assert.equal(way({ proxy, support }), proxy);
    const here = [
      'localhost',
      '127.0.0.1:8080',
      '127.200.3.4',
      '[::1]:99',
      '[::ffff:127.0.0.1]',
      'sample.localhost',
      'LOCALHOST.',
    ];
    for (const host of here) assert.equal(way({ proxy }, `http://${host}`), 'direct', host);
    const elsewhere = [
      'localhost.example',
      '128.0.0.1',
      '10.127.0.1',
      'mylocalhost',
      '[::2]',
      '127.0.0.1.example',
    ];
    for (const host of elsewhere) assert.equal(way({ proxy }, `https://${host}`), proxy, host);
  });

  it('exempts hosts by domain, at a dot, and by port', () => {
    const exempt = (entry: string, origin = HOST): boolean =>
      way({ proxy, noProxy: [entry] }, origin) === 'direct';
    for (const entry of ['api.example.com', 'example.com', '.example.com', 'com', ' EXAMPLE.com ', '*']) {
      assert.ok(exempt(entry), entry);
    }
    for (const entry of [
      'ample.com',
      'other.com',
      'api.example.com.evil',
      '',
      ' ',
      '.',
      ':443',
      'x.api.example.com',
    ]) {
      assert.ok(!exempt(entry), entry);
    }
    assert.ok(exempt('example.com:443'));
    assert.ok(!exempt('example.com:8443'));
    assert.ok(exempt('example.com:8443', 'https://api.example.com:8443'));
    assert.ok(exempt('10.1.2.3', 'https://10.1.2.3'));
    assert.ok(exempt('2001:db8::1', 'https://[2001:db8::1]'));
    assert.ok(exempt('[2001:db8::1]:443', 'https://[2001:db8::1]'));
    assert.match(decide({ proxy, noProxy: ['example.com'] }).why, /^http\.noProxy/);
  });

  it("reads the environment's exemptions only where the setting has none", () => {
    const env = { NO_PROXY: 'other.example, api.example.com' };
    assert.equal(way({ proxy, env }), 'direct');
    assert.match(decide({ proxy, env }).why, /^NO_PROXY/);
    assert.equal(way({ proxy, env, noProxy: ['  '] }), 'direct');
    assert.equal(way({ proxy, env, noProxy: ['elsewhere.example'] }), proxy);
    assert.equal(way({ proxy, env: { no_proxy: 'other.example', NO_PROXY: '*' } }), proxy);
    assert.equal(way({ proxy, env: { no_proxy: '*' } }), 'direct');
  });

  it('takes an address without a scheme for http, and drops what is not an address', () => {
    assert.equal(way({ proxy: 'proxy.example:3128' }), proxy);
    assert.equal(way({ proxy: ' http://proxy.example:3128/ ' }), proxy);
    assert.equal(way({ proxy: 'HTTPS://Proxy.example' }), 'https://proxy.example');
    assert.equal(way({ proxy: 'http://[::1]:3128' }), 'http://[::1]:3128');
  });

  it('tells whether VS Code, too, understands the address, or else would go around that proxy', () => {
    const known = (address: string): boolean => {
      const decision = decide({ proxy: address });
      return decision.kind !== 'direct' && decision.knownToVSCode;
    };
    for (const address of [
      proxy,
      'HTTPS://proxy.example',
      'socks5h://proxy.example',
      'socks4a://p',
      'http://',
    ]) {
      assert.ok(known(address), address);
    }
    for (const address of ['proxy.example:3128', 'pac+https://proxy.example/proxy.pac', 'nonsense']) {
      assert.ok(!known(address), address);
    }
  });

  it('gives the credentials of the address, decoded, before those of the setting', () => {
    const authorization = 'Negotiate abc';
    assert.equal(header({ proxy }), undefined);
    assert.equal(header({ proxy, authorization }), authorization);
    assert.equal(header({ proxy, authorization: ' ' }), undefined);
    assert.equal(
      header({ proxy: 'http://me:p%40ss%3Aw%2F@proxy.example', authorization }),
      basic('me:p@ss:w/'),
    );
    assert.equal(header({ proxy: 'http://me@proxy.example' }), basic('me:'));
    assert.equal(header({ proxy: 'http://me:100%@proxy.example' }), basic('me:100%'));
    assert.equal(header({ proxy: 'http://mé:ü@proxy.example' }), basic('mé:ü'));
    assert.equal(header({ env: { http_proxy: 'me:pass@proxy.example:1' } }), basic('me:pass'));
    assert.equal(way({ proxy: 'http://me:pass@proxy.example:3128' }), proxy);
  });

  it('never goes around a proxy that it cannot use, and says why without its value', () => {
    const unusable = [
      'socks5://me:hunter2@proxy.example:1080',
      'pac+https://hunter2.example/proxy.pac',
      'http://',
      'http://proxy.example:99999',
      'http://me:hunter2#more@proxy.example',
      'http://me:1/hunter2@proxy.example',
      'http://me:1?hunter2@proxy.example',
      'not an address hunter2',
    ];
    for (const address of unusable) {
      for (const settings of [{ proxy: address }, { env: { HTTPS_PROXY: address } }]) {
        const decision = decide(settings);
        assert.ok(decision.kind === 'unusable', address);
        assert.match(decision.problem, 'proxy' in settings ? /^http\.proxy / : /^HTTPS_PROXY /);
        assert.doesNotMatch(JSON.stringify(decision), /hunter2/);
      }
    }
    assert.equal(way({ proxy, authorization: 'Basic a\r\nx: y' }), 'unusable');
  });
});

describe('the choice of a transport for a way', () => {
  const socks = 'socks5://proxy.example:1080';

  /** The transport, and the proxy that it goes through or what is wrong with it. */
  function choose(
    settings: Partial<ProxySettings>,
    { chosen = 'auto', fetchSupport = true, origin = HOST } = {},
  ): readonly [transport: string, through?: string] {
    const choice = chooseTransport(origin, decide(settings, origin), { chosen, fetchSupport });
    const through = choice.unusableProxy ?? choice.proxy?.url;
    return through === undefined ? [choice.transport] : [choice.transport, through];
  }

  it('is what the user chose, or else both, where VS Code knows the way too', () => {
    for (const chosen of ['auto', 'undici', 'vscode']) {
      assert.deepEqual(choose({ proxy }, { chosen }), [chosen, proxy]);
      assert.deepEqual(choose({}, { chosen, fetchSupport: false }), [chosen]);
      assert.deepEqual(choose({ proxy }, { chosen, origin: 'http://localhost:1' }), ['undici']);
      assert.match(choose({ proxy: socks }, { chosen }).join(), new RegExp(`^${chosen},.* kind socks5`));
    }
    assert.deepEqual(choose({}, { chosen: 'nonsense' }), ['auto']);
  });

  it("never has VS Code's fetch go around a proxy, whatever the user chose", () => {
    const without = { fetchSupport: false };
    assert.deepEqual(choose({ proxy }, without), ['undici', proxy]);
    assert.match(choose({ proxy: socks }, without).join(), /^undici,.* kind socks5/);
    assert.deepEqual(choose({ proxy: 'proxy.example:3128' }), ['undici', proxy]);

    for (const address of [proxy, socks]) {
      const refused = choose({ proxy: address }, { ...without, chosen: 'vscode' });
      assert.match(
        refused.join(),
        /^undici,.* go around the proxy, since http\.fetchAdditionalSupport is off$/,
      );
    }
    const unknown = choose({ proxy: 'proxy.example:3128' }, { chosen: 'vscode' });
    assert.match(unknown.join(), /^undici,.* since it does not understand that address$/);
  });
});

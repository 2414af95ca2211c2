import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Emulator } from '../../src/emulator/server.ts';
import { Command, Setting } from '../../src/manifest.ts';
import type { CertificateFile } from '../support/certificates.ts';
import { startProxy, type ProxyUnderTest } from '../support/proxy.ts';
import { startTlsFront } from '../support/tlsFront.ts';
import { EXTENSION_ID, run } from './access.ts';
import {
  addConnection,
  findMember,
  PARTNER_KEY,
  removeConnections,
  startTestEmulator,
  TYPE_LABELS,
} from './fixture.ts';

const NAME = 'someone';
const PASSWORD = 'p@ss/word';
/** What the tests change. */
const SETTINGS = ['http.proxy', 'http.systemCertificates', 'http.fetchAdditionalSupport', Setting.transport];

/** A host whose name only the proxy can resolve, and whose certificate comes from an authority of the tests' own. */
describe('the network in the extension host', () => {
  const ends: (() => unknown)[] = [];
  let emulator: Emulator;
  let proxy: ProxyUnderTest;
  let certificates: CertificateFile;

  before(() => {
    // Set by the suite, which also has the extension host trust that authority.
    certificates = JSON.parse(process.env['TEST_CERTIFICATES'] ?? '') as CertificateFile;
  });
  beforeEach(async () => {
    emulator = await startTestEmulator();
    ends.push(() => emulator.stop());
    proxy = await startTestProxy(`${NAME}:${PASSWORD}`);
  });
  afterEach(async () => {
    await removeConnections();
    for (const setting of SETTINGS) {
      await set(setting, undefined);
    }
    for (const end of ends.splice(0).reverse()) await end();
  });

  async function startTestProxy(credentials?: string): Promise<ProxyUnderTest> {
    const root = vscode.extensions.getExtension(EXTENSION_ID)?.extensionPath ?? '';
    const started = await startProxy(root, credentials === undefined ? {} : { credentials });
    ends.push(started.stop);
    return started;
  }

  /** Puts TLS before the emulator, and gives its address. */
  async function overTls(certificate = certificates.trusted): Promise<{ url: string }> {
    const front = await startTlsFront(Number(new URL(emulator.url).port), certificate);
    ends.push(front.stop);
    return { url: `https://partner-api.test:${front.port}` };
  }

  function set(setting: string, value: unknown): Thenable<void> {
    return vscode.workspace.getConfiguration().update(setting, value, vscode.ConfigurationTarget.Global);
  }

  function proxyUrl(
    { port }: ProxyUnderTest,
    credentials = `${NAME}:${encodeURIComponent(PASSWORD)}@`,
  ): string {
    return `http://${credentials}127.0.0.1:${port}`;
  }

  /** From an empty window to a token on the clipboard, every call over the client that is named. */
  async function mainJob(host: { url: string }, over: 'undici' | 'fetch'): Promise<void> {
    const fetched: boolean[] = [];
    // Node's fetch says so in this header.
    emulator.observe(({ headers }) => fetched.push('sec-fetch-mode' in headers));
    await addConnection(host);
    await vscode.env.clipboard.writeText('something else');
    const { customer, member, type } = findMember(emulator);
    await run(Command.fetchAndCopyToken, [
      { pick: customer.name },
      { pick: member.name },
      { pick: TYPE_LABELS[type] },
    ]);
    const token = emulator.state.tokenOf(member._id).key;
    assert.equal(await vscode.env.clipboard.readText(), token);
    assert.deepEqual(new Set(fetched), new Set([over === 'fetch']));
    const { tunnels, forwarded, bytes } = await proxy.saw();
    const target = new URL(host.url).host;
    assert.ok(tunnels.some((tunnel) => tunnel.target === target && tunnel.name === NAME && tunnel.opened));
    assert.ok(!forwarded.some((url) => url.includes('partner-api')));
    assert.ok(!bytes.includes(PARTNER_KEY) && !bytes.includes(token), 'the proxy sees neither key nor token');
  }

  /** Tries to add a connection whose key cannot be checked, and gives what was said. */
  async function failing({ url }: { url: string }): Promise<string> {
    return run(Command.addConnection, [
      { pick: 'Other host…' },
      { type: url },
      { type: 'Test' },
      { type: PARTNER_KEY },
    ]);
  }

  it('leads through a proxy with credentials to a host with a private certificate, for the whole main job', async () => {
    await set('http.proxy', proxyUrl(proxy));
    await mainJob(await overTls(), 'undici');
  });

  it("leads there by VS Code's own fetch as well", async () => {
    await set(Setting.transport, 'vscode');
    await set('http.proxy', proxyUrl(proxy));
    // With the system's certificates VS Code leaves out what NODE_EXTRA_CA_CERTS names.
    await set('http.systemCertificates', false);
    await mainJob(await overTls(), 'fetch');
  });

  it('follows a change of http.proxy while the connection is in use', async () => {
    const host = await overTls();
    await set('http.proxy', proxyUrl(proxy));
    await addConnection(host);
    const other = await startTestProxy();
    await set('http.proxy', proxyUrl(other, ''));
    assert.doesNotMatch(await run(Command.refreshCustomers, []), /error/);
    const { tunnels } = await other.saw();
    assert.ok(tunnels.some(({ target }) => target === new URL(host.url).host));

    await set('http.proxy', undefined);
    assert.match(await run(Command.refreshCustomers, []), /partner-api\.test:\d+ could not be reached/);
    await set('http.proxy', proxyUrl(proxy));
    assert.doesNotMatch(await run(Command.refreshCustomers, []), /error/);
  });

  it('says that the proxy wants other credentials', async () => {
    await set(Setting.transport, 'undici');
    await set('http.proxy', proxyUrl(proxy, 'someone:else@'));
    const said = await failing(await overTls());
    assert.match(
      said,
      /The proxy 127\.0\.0\.1:\d+ wants credentials, so partner-api\.test:\d+ could not be reached/,
    );
    assert.equal(emulator.requests.length, 0);
  });

  it('says whose certificate is not trusted, and sends nothing', async () => {
    await set('http.proxy', proxyUrl(proxy));
    const said = await failing(await overTls(certificates.untrusted));
    assert.match(
      said,
      /partner-api\.test:\d+ was not trusted, and nothing was sent: .*“Corporate Inspection CA”/,
    );
    assert.equal(emulator.requests.length, 0);
  });

  it("does not have VS Code's fetch go around a proxy that it has been told not to look for", async () => {
    await set(Setting.transport, 'vscode');
    await set('http.fetchAdditionalSupport', false);
    await set('http.proxy', proxyUrl(proxy));
    assert.match(await failing(await overTls()), /since http\.fetchAdditionalSupport is off/);
    assert.equal(emulator.requests.length, 0);
  });

  it('says what is wrong with a proxy that cannot be used, and does not go around it', async () => {
    await set(Setting.transport, 'undici');
    await set('http.proxy', `socks5://127.0.0.1:${proxy.port}`);
    const said = await failing(await overTls());
    assert.match(said, /http\.proxy names a proxy of the kind socks5/);
  });
});

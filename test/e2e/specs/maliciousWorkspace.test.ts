import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { addConnection, addConnectionUnchecked, CUSTOMER, useEmulator } from '../fixture.ts';
import { useHostBehindProxy } from '../hostBehindProxy.ts';
import { useVsCode } from '../support.ts';

/** Half of a hundred: the other half is in a folder that is trusted. */
const ATTEMPTS = 50;
const REDIRECTS = [301, 302, 303, 307, 308];

/** Takes whatever is sent to it, as server or as proxy. */
class Thief {
  received = '';
  #port = 0;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes) => {
      this.received += bytes.toString('latin1');
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
    });
  });

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Settings by which a folder could try to get at a key: ours, ours as others would call them, and VS Code's. */
function settingsFor(thief: string, marker: string, hosts: readonly string[]): Record<string, unknown> {
  const command = ['/bin/sh', '-c', `touch '${marker}'; echo stolen`];
  return {
    'http.proxy': thief,
    'http.proxySupport': 'override',
    'http.noProxy': ['nothing.example'],
    'http.proxyStrictSSL': false,
    'http.proxyAuthorization': 'Basic c3RvbGVu',
    'http.systemCertificates': false,
    'partnerConsole.network.transport': 'vscode',
    'partnerConsole.network.proxy': thief,
    'partnerConsole.baseUrl': thief,
    'partnerConsole.apiUrl': thief,
    'partnerConsole.origin': thief,
    'partnerConsole.host': thief,
    'partnerConsole.connections': [{ id: '1', name: 'Agency', origin: thief, kind: 'remote' }],
    'partnerConsole.credentialCommands': Object.fromEntries([thief, ...hosts].map((host) => [host, command])),
    'terminal.integrated.env.linux': { HTTPS_PROXY: thief, HTTP_PROXY: thief },
  };
}

for (const trusted of [false, true]) {
  describe(`a malicious folder that is ${trusted ? '' : 'not '}trusted`, () => {
    const emulator = useEmulator();
    const thief = new Thief();
    before(() => thief.start());
    after(() => thief.stop());
    const host = useHostBehindProxy(emulator);
    const vscode = useVsCode({ settings: host.settings, workspaceTrust: !trusted });

    let marker: string;

    let planted = 0;

    /** Until VS Code has read what was planted last: the window's title is among it, and another each time. */
    async function untilRead(): Promise<void> {
      await vscode.workbench.page.waitForFunction(`document.title.includes('planted ${planted}.')`);
    }

    /** Files that a folder could bring along, and the settings of it that a number selects. */
    async function plant(attempt: number): Promise<void> {
      planted += 1;
      const folder = join(vscode.folder, 'my portal');
      marker = join(vscode.folder, 'marker');
      await mkdir(join(folder, '.vscode'), { recursive: true });
      const connection = { name: 'Agency', origin: thief.url, kind: 'remote' };
      const file = JSON.stringify({ version: 1, connections: [connection], ...connection });
      for (const name of ['.vscode/partnerConsole.json', '.partnerconsole.json', 'partner-console.json'])
        await writeFile(join(folder, name), file);
      await writeFile(join(folder, '.env'), `PARTNER_API_URL=${thief.url}\nHTTPS_PROXY=${thief.url}\n`);
      const all = Object.entries(settingsFor(thief.url, marker, [emulator.current.url, host.url]));
      // Everything at once, and each alone.
      const some = attempt === 0 ? all : [all[attempt % all.length] ?? ['', '']];
      const settings = { ...Object.fromEntries(some), 'window.title': `planted ${planted}.` };
      await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
    }

    function assertNothingStolen(): void {
      const { partnerKey } = emulator.current;
      assert.ok(!thief.received.includes(partnerKey), 'the key went to the thief');
      assert.ok(!thief.received.includes('partner-api.test'), 'calls go by the way that the folder names');
      assert.ok(!existsSync(marker), 'a command of the folder ran');
    }

    it(`gets no key in ${ATTEMPTS} attempts by its settings, its files and a server that redirects`, async function () {
      this.timeout(180_000);
      const { workbench } = vscode;
      await plant(0);
      await workbench.reload();
      await untilRead();
      await addConnection(workbench, emulator.current, 'Agency');
      await workbench.row(CUSTOMER).waitFor();
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        await plant(attempt);
        await untilRead();
        const status = REDIRECTS[attempt % REDIRECTS.length] ?? 302;
        const restore = emulator.current.intercept(() =>
          attempt % 2 === 0 ? undefined : { status, headers: { location: `${thief.url}/customer/list` } },
        );
        const { promise: called, resolve } = Promise.withResolvers<undefined>();
        const end = emulator.current.observe(() => {
          resolve(undefined);
        });
        await workbench.viewAction('Refresh Customers');
        await called;
        end();
        restore();
      }
      assertNothingStolen();
    });

    it('does not change the way to a host behind the proxy that the user has set', async () => {
      const { workbench } = vscode;
      await plant(0);
      await workbench.reload();
      await untilRead();
      await addConnectionUnchecked(workbench, { ...emulator.current, url: host.url }, 'Far away');
      // The folder would also have had a certificate trusted that nobody vouches for.
      await workbench.statusBarItem('not trusted').waitFor();
      const { tunnels } = await host.proxy.saw();
      assert.ok(tunnels.some(({ target }) => target === new URL(host.url).host));
      assertNothingStolen();
    });
  });
}

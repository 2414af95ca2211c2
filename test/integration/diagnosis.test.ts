import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Emulator } from '../../src/emulator/server.ts';
import { Command } from '../../src/manifest.ts';
import { access, run, script } from './access.ts';
import {
  addConnection,
  PARTNER_KEY,
  removeConnections,
  startTestEmulator,
  untilReportSays,
} from './fixture.ts';

const NAME = 'Harbour Agency';
const NOTHING_COPIED = 'nothing was copied';

describe('diagnosing in the extension host', () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await startTestEmulator();
    await vscode.env.clipboard.writeText(NOTHING_COPIED);
  });
  afterEach(async () => {
    await setProxy(undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await removeConnections();
    await emulator.stop();
  });

  function setProxy(value: string | undefined): Thenable<void> {
    return vscode.workspace.getConfiguration().update('http.proxy', value, vscode.ConfigurationTarget.Global);
  }

  /** Neither the key nor anybody's name, e-mail address or token is in a text. */
  function assertPrivate(text: string): void {
    assert.ok(!text.includes(PARTNER_KEY));
    for (const { _id, name, contact } of emulator.state.customers) {
      for (const secret of [name, contact.email, emulator.state.tokenOf(_id).key]) {
        assert.ok(!text.includes(secret), secret);
      }
    }
  }

  it('shows what the Doctor found, and copies it on demand', async () => {
    await addConnection(emulator, NAME);
    const said = await run(Command.diagnoseConnection, [{ click: 'Copy Report' }]);
    assert.match(said, /“Harbour Agency”: All is well\./);
    assert.match(said, /progress: Examining .*: Partner key/, 'what takes long is named');
    const copied = await vscode.env.clipboard.readText();
    assert.match(copied, /^# Connection Doctor: Harbour Agency\n/);
    assert.match(copied, /\| Partner key \| ✓\u00a0passed \| \d+\u00a0ms \| The key is accepted\. \|/);
    assert.match(copied, /\| Customers \| ✓\u00a0passed \| {2}\| The first page has \d+ customers\. \|/);
    assert.equal(await untilReportSays('Connection Doctor', /All is well/), copied);
    assertPrivate(copied);
  });

  it('has the Doctor name the step that fails, copies nothing unasked, and examines sample data, too', async () => {
    await addConnection(emulator, NAME);
    await emulator.stop();
    const said = await run(Command.diagnoseConnection, []);
    assert.match(
      said,
      /“Reaching it \(TCP\)” failed: 127\.0\.0\.1:\d+ could not be reached: nothing listens there/,
    );
    await untilReportSays('Connection Doctor', /\| Partner key \| ○\u00a0skipped \|/);
    assert.equal(await vscode.env.clipboard.readText(), NOTHING_COPIED);
    await run(Command.addSample, []);
    assert.match(await run(Command.diagnoseConnection, []), /“Sample Data”: All is well\./);
  });

  it('shows what it found until it was cancelled, and tells of nothing else', async () => {
    await addConnection(emulator, NAME);
    const scripted = await script();
    const { prompts } = await access();
    const cancelling = new AbortController();
    prompts.progress = (_title, task) =>
      task(cancelling.signal, (step) => {
        if (step === 'Partner key') cancelling.abort();
      });
    await vscode.commands.executeCommand(Command.diagnoseConnection);
    const report = await untilReportSays('Connection Doctor', /You cancelled the rest/);
    assert.match(report, /\| Reaching it \(TCP\) \| ✓\u00a0passed \|/);
    assert.doesNotMatch(report, /Partner key/);
    assert.deepEqual(scripted.asked, []);
  });

  it('examines a connection that is not in use, when asked which, and switches to none', async () => {
    const wellKnown = emulator;
    await addConnection(emulator, NAME);
    const other = await startTestEmulator();
    try {
      await run(Command.diagnoseAnyConnection, []);
      await addConnection(other, 'Other Agency');
      await run(Command.fetchToken, ['dismiss']);
      const before = wellKnown.requests.length;
      const said = await run(Command.diagnoseAnyConnection, [{ pick: NAME }]);
      assert.match(said, /“Harbour Agency”: All is well\./);
      assert.match(
        await untilReportSays('Connection Doctor', /All is well/),
        /Connection Doctor: Harbour Agency/,
      );
      assert.ok(wellKnown.requests.length > before);
      assert.match(await run(Command.diagnoseConnection, []), /“Other Agency”: All is well\./);
      await run(Command.diagnoseAnyConnection, ['dismiss']);
      await run(Command.copyDiagnostics, []);
    } finally {
      await run(Command.switchConnection, [{ pick: 'Other Agency' }]);
      await run(Command.removeConnection, [{ confirm: true }]);
      await other.stop();
    }
  });

  it('shows diagnostics before it copies them, with nothing private in them', async () => {
    await addConnection(emulator, NAME);
    await setProxy('http://jane:word@proxy.example');
    await run(Command.diagnoseConnection, []);
    await run(Command.copyDiagnostics, []);
    assert.equal(await vscode.env.clipboard.readText(), NOTHING_COPIED);

    await run(Command.copyDiagnostics, [{ click: 'Copy to Clipboard' }]);
    const copied = await vscode.env.clipboard.readText();
    assert.equal(vscode.window.activeTextEditor?.document.getText(), copied);
    for (const expected of [
      /^- Partner Console: \d+\.\d+\.\d+, running /m,
      new RegExp(`^- VS Code: ${vscode.version.replaceAll('.', '\\.')}`, 'm'),
      /^- http\.proxy: set$/m,
      /^- partnerConsole\.network\.transport: auto$/m,
      /^- 1 to a server on this machine$/m,
      /^- in use: a server on this machine, connected$/m,
      /^- key: passed, \d+ ms$/m,
      /^- GET \/customer\/list with partnerKey: ok, 200, \d+ ms$/m,
    ]) {
      assert.match(copied, expected);
    }
    assertPrivate(copied);
    assert.doesNotMatch(copied, /Harbour|jane|word@|proxy\.example|127\.0\.0\.1/);
  });
});

import assert from 'node:assert/strict';
import { startEmulator } from '../../../src/emulator/server.ts';
import { ExtensionHost } from '../extensionHost.ts';
import { addConnection, CUSTOMER, enterConnection, MEMBER, tokenOf, useEmulator } from '../fixture.ts';
import { useVsCode } from '../support.ts';

const KEY = /^\$setPassword.*partnerConsole\.key\./s;
const ROW = /^\$setPassword.*partnerConsole\.connection\./s;
const MARK = /^\$setPassword.*partnerConsole\.removed\./s;
const MEMENTO = /^\$setValue/;
const FORGOTTEN = /^\$setPassword.*partnerConsole\.forgotten\./s;
const TOKEN = /^\$setPassword.*partnerConsole\.token\./s;

/** Each test leaves one connection, with its key and no token, as the first one adds it. */
describe('an extension host that is killed', function () {
  // Each test starts VS Code anew.
  this.timeout(120_000);

  const host = new ExtensionHost();
  const vscode = useVsCode({ onPage: (page, logFile) => host.standBehind(page, logFile) });
  const kept = useEmulator();
  const other = useEmulator();

  before(async () => {
    await addConnection(vscode.workbench, kept.current, 'Kept');
    await vscode.workbench.row(CUSTOMER).waitFor();
  });

  /** Kills the host after a write that an action leads to, and starts VS Code again. */
  async function killedBy(action: () => Promise<void>, write: RegExp): Promise<void> {
    const killed = host.killedAfter(write);
    await action();
    await killed;
    await vscode.close();
    await vscode.open();
    await vscode.workbench.openView('Partner Console');
  }

  /** What is stored in all, in the words of the question whether to delete it. */
  async function assertStored(keys: string, tokens: string, connections: string): Promise<void> {
    const { workbench } = vscode;
    await workbench.runCommand('Partner Console: Delete All Stored Secrets…');
    const question = workbench.modal('Delete all secrets');
    const counted = `deletes from this computer: ${keys}, ${tokens}, ${connections}.`;
    await question.locator.getByText(counted).waitFor();
    await question.click('Cancel');
  }

  const add = (): Promise<void> => enterConnection(vscode.workbench, other.current, 'Other');

  async function remove(name: string): Promise<void> {
    await vscode.workbench.runCommand('Partner Console: Remove Connection…');
    await vscode.workbench.modal(`Remove the connection “${name}”?`).click('Remove');
  }

  async function switchTo(name: string): Promise<void> {
    await vscode.workbench.runCommand('Partner Console: Switch Connection…');
    await vscode.workbench.quickInput.choose(new RegExp(name));
    await vscode.workbench.statusBarItem(name).waitFor();
    await vscode.workbench.row(CUSTOMER).waitFor();
  }

  async function assertOnlyKept(): Promise<void> {
    await vscode.workbench.statusBarItem('Kept').waitFor();
    await vscode.workbench.row(CUSTOMER).waitFor();
    await assertStored('1 partner key', 'no saved tokens', '1 connection');
  }

  it('between key and row of a new connection has it back under the name of its host, read-only', async () => {
    await killedBy(add, KEY);
    const { host: name } = new URL(other.current.url);
    await switchTo(name);
    await vscode.workbench.statusBarItem(`${name}  read-only`).waitFor();
    await assertStored('2 partner keys', 'no saved tokens', '2 connections');
    await remove(name);
    await assertOnlyKept();
  });

  it('between row and list of a new connection has it back whole', async () => {
    await killedBy(add, ROW);
    await switchTo('Other');
    await assertStored('2 partner keys', 'no saved tokens', '2 connections');
    await remove('Other');
    await assertOnlyKept();
  });

  it('after a new key is written has that key, and needs nothing', async () => {
    const { workbench } = vscode;
    const port = Number(new URL(kept.current.url).port);
    await kept.current.stop();
    kept.current = await startEmulator({ port, partnerKey: 'renewed' });
    await workbench.viewAction('Refresh Customers');
    await killedBy(async () => {
      await workbench.clickStatusBarItem('key rejected');
      await workbench.quickInput.choose(/Partner Key…/);
      await workbench.quickInput.waitFor('and nowhere else');
      await workbench.quickInput.submit('renewed');
    }, KEY);
    await assertOnlyKept();
  });

  for (const [what, write] of Object.entries({ 'its mark': MARK, 'list and mark': MEMENTO })) {
    it(`between ${what} and the rest of a removal has the connection gone with its key`, async () => {
      await addConnection(vscode.workbench, other.current, 'Other');
      await vscode.workbench.row(CUSTOMER).waitFor();
      await killedBy(() => remove('Other'), write);
      await assertOnlyKept();
    });
  }

  it('between value and row of a token that is saved has it saved', async () => {
    await vscode.workbench.row(CUSTOMER).expand();
    const save = async (): Promise<void> => {
      await vscode.workbench.row(MEMBER).menuAction('Fetch Token into Secret Storage…');
      await vscode.workbench.quickInput.choose(/^Custom user/);
    };
    await killedBy(save, TOKEN);
    await vscode.workbench.row(CUSTOMER).expand();
    await vscode.workbench.row(MEMBER).locator.getByText('token saved').waitFor();
    const copied = await vscode.workbench.copiedBy(() =>
      vscode.workbench.row(MEMBER).inlineAction('Copy Saved Token…'),
    );
    assert.equal(copied, tokenOf(kept.current, MEMBER));
  });

  it('between mark and value of a token that is forgotten has it forgotten', async () => {
    await killedBy(async () => {
      await vscode.workbench.row(MEMBER).menuAction('Forget Saved Token…');
      await vscode.workbench.modal(`token of ${MEMBER}`).click('Forget');
    }, FORGOTTEN);
    await assertOnlyKept();
    await vscode.workbench.row(CUSTOMER).expand();
    await vscode.workbench.row(MEMBER).waitFor();
    await vscode.workbench.row(MEMBER).locator.getByText('token saved').waitFor({ state: 'detached' });
  });
});

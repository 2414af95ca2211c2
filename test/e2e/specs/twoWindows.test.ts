import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../../scripts/project.ts';
import { startEmulator, type Emulator } from '../../../src/emulator/server.ts';
import type { Workbench } from '../objects/workbench.ts';
import { addConnection, CUSTOMER, MEMBER, tokenOf, useEmulator } from '../fixture.ts';
import { useVsCode } from '../support.ts';

const OTHER_MEMBER = 'Hannah Ashworth';
const OTHER_TYPE = /^Agent/;
/** Of the other connection, so that what is seen is surely of the one that is meant. */
const OTHER_CUSTOMER = 'Only at the Branch';

/**
 * In a browser VS Code has each window keep a copy of all secrets, which it reads when the window opens and writes
 * whole: what another window has stored since is lost with each write. Windows do hear of each other's mementos.
 */
describe('two windows of one browser', function () {
  // Windows are reloaded again and again, which a busy machine takes its time for.
  this.timeout(120_000);

  const vscode = useVsCode();
  const agency = useEmulator();
  const branch = useEmulator();
  let one: Workbench;
  let two: Workbench;

  before(async () => {
    const [customer] = branch.current.state.customers;
    assert.ok(customer);
    customer.name = OTHER_CUSTOMER;
    one = vscode.workbench;
    await addConnection(one, agency.current, 'Agency');
    await one.runCommand('Partner Console: Edit Connection…');
    await one.quickInput.choose(/^Label/);
    await one.quickInput.choose(/^Production/);
    await one.statusBarItem(/Agency\s+Production/).waitFor();
    await saveToken(one, MEMBER, /^Custom user/);
    two = await vscode.openAnother('another portal');
    await two.openView('Partner Console');
    await two.row(CUSTOMER).waitFor();
  });

  async function saveToken(workbench: Workbench, member: string, type: RegExp): Promise<void> {
    await workbench.page.bringToFront();
    await workbench.row(CUSTOMER).expand();
    await workbench.row(member).menuAction('Fetch Token into Secret Storage…');
    await workbench.quickInput.choose(type);
    await workbench.row(member).locator.getByText('token saved').waitFor();
  }

  async function forgetToken(workbench: Workbench, member: string): Promise<void> {
    await workbench.page.bringToFront();
    await workbench.row(member).menuAction('Forget Saved Token…');
    await workbench.modal(`token of ${member}`).click('Forget');
    await workbench.row(member).locator.getByText('token saved').waitFor({ state: 'detached' });
  }

  async function reload(workbench: Workbench): Promise<void> {
    await workbench.page.bringToFront();
    await workbench.reload();
    await workbench.openView('Partner Console');
  }

  async function switchTo(workbench: Workbench, name: string): Promise<void> {
    await workbench.page.bringToFront();
    await workbench.runCommand('Partner Console: Switch Connection…');
    await workbench.quickInput.choose(new RegExp(`^(check|blank) ${name},`));
    await workbench.statusBarItem(name).waitFor();
  }

  /** Through the button that the view offers. */
  async function enterKey(workbench: Workbench, { url, partnerKey }: Emulator): Promise<void> {
    await workbench.sideBar.getByRole('button', { name: 'Enter Partner Key' }).click();
    await workbench.quickInput.waitFor(`It is sent to ${url} and nowhere else`);
    await workbench.quickInput.submit(partnerKey);
  }

  /** The connection of the first window with its label, and the tokens that are saved for it. */
  async function assertAgencyKept(workbench: Workbench, ...members: string[]): Promise<void> {
    await workbench.statusBarItem(new RegExp(`Agency\\s+Production\\s+${members.length}`)).waitFor();
    await workbench.row(CUSTOMER).expand();
    for (const member of members) {
      const copied = await workbench.copiedBy(() => workbench.row(member).inlineAction('Copy Saved Token…'));
      assert.equal(copied, tokenOf(agency.current, member));
    }
  }

  it('hear of a connection that the other adds, and say that its key did not come along', async () => {
    await one.page.bringToFront();
    await addConnection(one, branch.current, 'Branch');
    await one.row(OTHER_CUSTOMER).waitFor();
    await switchTo(two, 'Branch');
    await two.statusBarItem(/Branch\s+key missing/).waitFor();
    await two.sideBar.getByText("is not in VS Code's secret storage").waitFor();
    await switchTo(two, 'Agency');
    await two.row(CUSTOMER).waitFor();
  });

  it('lose a key that the other does not know of, name its connection, and keep everything else', async () => {
    await saveToken(two, OTHER_MEMBER, OTHER_TYPE);
    await reload(one);
    await one.statusBarItem(/Branch\s+key missing/).waitFor();
    await one.sideBar.getByText('The connection and its saved tokens are here').waitFor();
    await one.screenshot(join(root, 'artifacts', 'e2e', 'key-lost.png'));
    await enterKey(one, branch.current);
    await one.row(OTHER_CUSTOMER).waitFor();
    await one.statusBarItem('key missing').waitFor({ state: 'detached' });
    await switchTo(one, 'Agency');
    await assertAgencyKept(one, MEMBER, OTHER_MEMBER);
  });

  it('notice that the other brought an old key back, and take the new one again', async () => {
    const { url } = agency.current;
    await agency.current.stop();
    agency.current = await startEmulator({ port: Number(new URL(url).port), partnerKey: 'renewed-key' });
    await one.viewAction('Refresh Customers');
    await one.statusBarItem('key rejected').waitFor();
    await one.clickStatusBarItem('key rejected');
    await one.quickInput.choose(/Partner Key…/);
    await one.quickInput.waitFor(`It is sent to ${url} and nowhere else`);
    await one.quickInput.submit('renewed-key');
    await one.statusBarItem('key rejected').waitFor({ state: 'detached' });

    await forgetToken(two, OTHER_MEMBER);
    await reload(one);
    await one.statusBarItem(/Agency\s+Production\s+key rejected\s+1/).waitFor();
    await one.clickStatusBarItem('key rejected');
    await one.quickInput.choose(/Partner Key…/);
    await one.quickInput.waitFor(`It is sent to ${url} and nowhere else`);
    await one.quickInput.submit('renewed-key');
    await one.row(CUSTOMER).waitFor();
    await assertAgencyKept(one, MEMBER);
  });

  it('do not bring back a connection that the other removed, nor its key', async () => {
    await switchTo(one, 'Branch');
    await enterKey(one, branch.current);
    await one.row(OTHER_CUSTOMER).waitFor();
    await reload(two);
    await switchTo(two, 'Branch');
    await two.row(OTHER_CUSTOMER).waitFor();

    await one.page.bringToFront();
    await one.runCommand('Partner Console: Remove Connection…');
    await one.modal('Remove the connection “Branch”?').click('Remove');
    await one.statusBarItem('Agency').waitFor();
    const calls = branch.current.requests.length;
    await two.page.bringToFront();
    await two.viewAction('Refresh Customers');
    await two.statusBarItem('Agency').waitFor();
    await two.row(OTHER_CUSTOMER).waitFor('detached');
    assert.equal(branch.current.requests.length, calls, 'nothing is sent with a key that was removed');
    await saveToken(two, OTHER_MEMBER, OTHER_TYPE);
    for (const window of [one, two]) {
      await reload(window);
      await assertAgencyKept(window, MEMBER, OTHER_MEMBER);
      await window.runCommand('Partner Console: Switch Connection…');
      await window.quickInput.option(/^check Agency,/).waitFor();
      assert.equal(await window.quickInput.option(/Branch/).count(), 0);
      await window.quickInput.cancel();
    }
  });

  it('lose a saved token in the same way, say whose it is, and fetch it again', async () => {
    await forgetToken(one, OTHER_MEMBER);
    await reload(two);
    await two.row(CUSTOMER).expand();
    await saveToken(one, OTHER_MEMBER, OTHER_TYPE);
    await forgetToken(two, MEMBER);
    await reload(one);
    await one.row(CUSTOMER).expand();
    await one.row(OTHER_MEMBER).locator.getByText('token saved').waitFor();
    await one.row(OTHER_MEMBER).inlineAction('Copy Saved Token…');
    const lost = one.notification(`the agent token of ${OTHER_MEMBER} is not in the secret storage any more`);
    await lost.click('Fetch Token…');
    await one.quickInput.waitFor('Fetch Token');
    await one.quickInput.cancel();
    await saveToken(one, OTHER_MEMBER, OTHER_TYPE);
    await assertAgencyKept(one, OTHER_MEMBER);
  });
});

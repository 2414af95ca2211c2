import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { addConnection, CUSTOMER, MEMBER, tokenOf, useEmulator } from '../fixture.ts';
import { useVsCode } from '../support.ts';

const PICTURES = process.env['PICTURES'];

/** Everything that a page says, to the eye and to a screen reader. Text, since Node's types know no page. */
const READ = `[
  document.title,
  document.body?.innerText,
  ...[...document.querySelectorAll('[aria-label],[title],[placeholder],[aria-description]')]
    // VS Code keeps boxes that nobody sees, with what they were asked before.
    .filter((element) => element.checkVisibility()).flatMap((element) =>
    ['aria-label', 'title', 'placeholder', 'aria-description'].map((name) => element.getAttribute(name))),
  ...[...document.querySelectorAll('input, textarea')].map(({ value }) => value),
].filter(Boolean).join('\\n')`;

describe('presentation mode', () => {
  const vscode = useVsCode();
  const emulator = useEmulator();

  /** Every name, e-mail address, phone number and id of the seed. */
  let secrets: readonly string[];
  let memberId: string;

  before(async () => {
    const { state } = emulator.current;
    const members = state.customers.flatMap(({ _id }) => state.teamOf(_id));
    memberId = state.teamOf(state.customers[0]?._id ?? '').find(({ name }) => name === MEMBER)?._id ?? '';
    secrets = [
      ...state.customers.flatMap(({ _id, name, contact }) => [_id, name, contact.email]),
      ...members.flatMap(({ _id, name, contact }) => [_id, name, contact.email, contact.phone?.number ?? '']),
    ].filter((text) => text !== '');
    assert.ok(secrets.length > 6000);
    await addConnection(vscode.workbench, emulator.current, 'Agency');
  });

  /** What of the seed the window shows, in whichever of its frames. */
  async function told(): Promise<string[]> {
    const read = async (frame: Frame): Promise<string> => {
      try {
        return await frame.evaluate<string>(READ);
      } catch (error) {
        // Gone since the frames were listed, and what it showed with it.
        if (frame.isDetached()) return '';
        throw error;
      }
    };
    const frames = await Promise.all(vscode.workbench.page.frames().map(read));
    const text = frames.join('\n');
    // With what stands around it, for who reads of a failure.
    const found = [...new Set(secrets)].flatMap((secret) => {
      const at = text.indexOf(secret);
      return at === -1 ? [] : [{ secret, around: text.slice(Math.max(0, at - 60), at + secret.length + 60) }];
    });
    return found.map(({ secret, around }) => `${secret}: ${around}`);
  }

  async function assertTellsNothing(picture: string): Promise<void> {
    if (PICTURES) await vscode.workbench.page.screenshot({ path: `${PICTURES}/presenting-${picture}.png` });
    assert.deepEqual(await told(), [], picture);
  }

  const aCustomer = () => vscode.workbench.row(/^\s*Customer [A-Z2-9]{4}\s*$/);
  const aMember = () => vscode.workbench.row(/^\s*Member [A-Z2-9]{4}\s*$/);

  it('is turned on from the view, and masks rows, tabs and hovers', async () => {
    const { workbench } = vscode;
    await workbench.row(CUSTOMER).expand();
    await workbench.row(MEMBER).menuAction('Fetch Token into Secret Storage…');
    await workbench.quickInput.choose(/^Custom user/);
    await workbench.notification('Saved the custom user token').waitFor();
    await workbench.row(MEMBER).menuAction('Show Details');
    await workbench.preview.getByRole('heading', { name: MEMBER }).waitFor();
    const shown = await told();
    for (const secret of [CUSTOMER, MEMBER, memberId])
      assert.ok(
        shown.some((each) => each.startsWith(`${secret}: `)),
        secret,
      );

    await workbench.viewAction('Turn On Presentation Mode');
    await workbench.notification('Presentation mode is on').waitFor();
    await aCustomer().waitFor();
    await aMember().waitFor();
    await workbench.statusBarItem('presenting').waitFor();
    await workbench.viewHeader('Customers').getByText('presenting').waitFor();
    await assertTellsNothing('tree');

    await aCustomer().locator.locator('.label-name').hover();
    const hover = workbench.page.locator('.monaco-hover:visible', { hasText: /Customer [A-Z2-9]{4}/ });
    await hover.waitFor();
    await assertTellsNothing('hover');
  });

  it('masks a search, and what was searched for', async () => {
    const { workbench } = vscode;
    const { quickInput } = workbench;
    await aCustomer().menuAction('Search Team Members…');
    await quickInput.waitFor(/^Search Team Members: Customer/);
    await quickInput.submit('clarke');
    await workbench.row(/^\s*Search: “••••”/).waitFor();
    await quickInput.locator.waitFor({ state: 'hidden' });
    await aMember().waitFor();
    await assertTellsNothing('searched');
    await aCustomer().menuAction('Search Team Members…');
    await quickInput.waitFor(/^Search Team Members: Customer/);
    assert.equal(await quickInput.input.inputValue(), '');
    await quickInput.submit('');
    await workbench.row(/^\s*Search: /).waitFor('detached');
  });

  it('masks who is found in a team, and what can be done with them', async () => {
    const { workbench } = vscode;
    const { quickInput } = workbench;
    await aCustomer().menuAction('Find Team Member…');
    await quickInput.option(/^Member/).waitFor();
    await assertTellsNothing('find-member');
    await quickInput.choose(/^Member/);
    await quickInput.waitFor(/^Member [A-Z2-9]{4}, Customer/);
    await assertTellsNothing('find-member-actions');
    const copied = await workbench.copiedBy(() => quickInput.choose(/Copy E-Mail Address/));
    assert.match(copied, /clarke@/);
    await workbench.notification('Copied the e-mail address of Member').waitFor();
    await assertTellsNothing('copied-email');
  });

  it('masks who is found among everybody', async () => {
    const { workbench } = vscode;
    const { quickInput } = workbench;
    await workbench.runCommand('Partner Console: Find Anyone…');
    await workbench.modal('Read the teams').click('Read All Teams');
    await quickInput.waitFor(/read just now/);
    await quickInput.type('oliv');
    await quickInput.option(/^Member/).waitFor();
    await assertTellsNothing('find-anyone');
    await quickInput.type('');
    await quickInput.locator.getByRole('button', { name: 'Show Skipped Customers' }).first().click();
    await quickInput.waitFor(/^Skipped Customers/);
    await quickInput.option(/^Customer/).waitFor();
    await assertTellsNothing('skipped');
    // Leads back to where it came from.
    await workbench.page.keyboard.press('Escape');
    await quickInput.waitFor(/^Find Anyone/);
    await quickInput.cancel();
  });

  it('masks the questions and messages of a fetch, and copies the real token', async () => {
    const { workbench } = vscode;
    const { quickInput } = workbench;
    await workbench.runCommand('Partner Console: Fetch Token to Clipboard…');
    await quickInput.option(/^Customer/).waitFor();
    await assertTellsNothing('which-customer');
    await quickInput.choose(/^Customer/);
    await quickInput.option(/Member/).waitFor();
    await quickInput.type('clarke');
    await quickInput.locator.getByText('The main customer of this account').waitFor({ state: 'detached' });
    await assertTellsNothing('whose-token');
    await quickInput.choose(/Member/);
    await quickInput.option(/Copy Saved Token/).waitFor();
    const copied = await workbench.copiedBy(() => quickInput.choose(/Copy Saved Token/));
    assert.equal(copied, tokenOf(emulator.current, MEMBER));
    await workbench.notification('Copied the custom user token of Member').waitFor();
    await assertTellsNothing('copied-token');
  });

  it('masks details, the saved tokens and the record of what was done', async () => {
    const { workbench } = vscode;
    await aMember().menuAction('Show Details');
    await workbench.preview.getByRole('heading', { name: /^Member/ }).waitFor();
    await workbench.preview.getByText('+•• ••••').waitFor();
    await assertTellsNothing('details');
    await workbench.expandView('Saved Tokens');
    await workbench.row(/^\s*Member [A-Z2-9]{4}/, 'Saved Tokens').waitFor();
    await assertTellsNothing('saved-tokens');
    await workbench.runCommand('Partner Console: Show Activity');
    await workbench.preview
      .getByRole('cell', { name: /^Member/ })
      .first()
      .waitFor();
    await assertTellsNothing('activity');
  });

  it('refuses what would show a name to be typed over', async () => {
    const { workbench } = vscode;
    await aCustomer().menuAction('Edit Customer…');
    const refusal = workbench.notification('Turn off presentation mode to edit a customer');
    await refusal.waitFor();
    await assertTellsNothing('edit');
  });

  it('goes on after the window was reloaded, and shows all again when it is turned off', async () => {
    const { workbench } = vscode;
    await workbench.reload();
    await workbench.openView('Partner Console');
    await aCustomer().waitFor();
    await assertTellsNothing('reloaded');
    await workbench.viewAction('Turn Off Presentation Mode');
    await workbench.row(CUSTOMER).waitFor();
    await workbench.statusBarItem('presenting').waitFor({ state: 'detached' });
    assert.ok((await told()).some((each) => each.startsWith(`${CUSTOMER}: `)));
  });
});

import { addConnection, CUSTOMER, useEmulator } from '../fixture.ts';
import { useVsCode } from '../support.ts';

describe('zzlook', () => {
  const vscode = useVsCode();
  const emulator = useEmulator();
  const look = (name: string) => vscode.workbench.screenshot(`/tmp/d5pics/${name}.png`);
  before(async () => {
    await addConnection(vscode.workbench, emulator.current, 'Agency');
    await vscode.workbench.row(CUSTOMER).waitFor();
  });
  it('find', async function () {
    this.timeout(120_000);
    const { workbench } = vscode;
    const { quickInput } = workbench;
    await workbench.runCommand('Partner Console: Filter Customers…');
    await quickInput.choose(/^Only Inactive/);
    await look('1-filtered');
    await workbench.runCommand('Partner Console: Find Anyone…');
    await workbench.modal('Read the teams').click('Read All Teams');
    await quickInput.waitFor(/^Find Anyone: .*read just now/);
    await quickInput.type('olivia clarke bright');
    const row = quickInput.option(/^Olivia Clarke/);
    await row.waitFor();
    await row.hover();
    await row.getByRole('button', { name: 'Reveal in Tree' }).click();
    await workbench.notification('The filter that hid').waitFor();
    await look('2-revealed');
    emulator.current.state.settings.delayMs = 150;
    await workbench.runCommand('Partner Console: Refresh Index');
    await quickInput.waitFor(/reading anew/);
    await look('3-anew');
    await quickInput.locator.getByRole('button', { name: 'Cancel Reading' }).first().click();
    await quickInput.waitFor(/reading anew stopped/);
    await look('4-stopped');
    emulator.current.state.settings.delayMs = 0;
    await quickInput.input.press('Escape');
  });
  it('password', async function () {
    this.timeout(120_000);
    const { workbench } = vscode;
    const { quickInput } = workbench;
    await workbench.viewAction('Turn On Presentation Mode');
    await workbench.viewAction('Create Customer…');
    await quickInput.waitFor('Name of the customer');
    await quickInput.submit('Harbour Bakery');
    await quickInput.waitFor('E-mail address that the customer logs in with');
    await quickInput.submit('info@harbour.example');
    await quickInput.option(/^Generate a Strong Password/).waitFor();
    await quickInput.choose(/^Generate a Strong Password/);
    await quickInput.waitFor('presentation mode masks it');
    await quickInput.press('Copy Password');
    await look('5-password');
    await quickInput.input.press('Escape');
  });
});

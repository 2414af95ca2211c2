import { writeFile } from 'node:fs/promises';
import { Command, Setting } from '../../../src/manifest.ts';
import { CUSTOMER, enterKey, MEMBER, nameConnection } from '../fixture.ts';
import type { Canary } from './canary.ts';

const IMPORTED = { name: 'Imported', origin: 'https://localhost:9' };

/** Connections of every kind, with keys that are refused, typed, and printed by a command. */
export function beginningSteps(canary: Canary): void {
  it('opens the walkthrough and the sample data', async () => {
    const { workbench, quickInput } = canary;
    await workbench.openView('Partner Console');
    await canary.use(Command.openWalkthrough);
    await workbench.page.locator('.getting-started-step').first().waitFor();
    await canary.use(Command.addSample);
    await canary.inUse('Sample Data');
    await workbench.row(CUSTOMER).expand();
    await workbench.row(MEMBER).menuAction('Fetch Token to Clipboard…');
    await workbench.copiedBy(() => quickInput.choose(/^Custom user/));
  });

  it('adds connections with keys that are refused, typed, and printed by a command', async () => {
    const { workbench, quickInput, keys } = canary;
    const { url } = canary.emulator;
    await nameConnection(workbench, url, 'Broken');
    await quickInput.choose(/^Use the Credential Command/);
    await workbench.notification('failed with exit code 3').click('Enter a Key…');
    await quickInput.waitFor('and nowhere else');
    await quickInput.cancel();
    await nameConnection(workbench, url, 'Stored');
    await quickInput.choose(/^Use the Credential Command/);
    await canary.inUse('Stored');
    await nameConnection(workbench, url, 'Agency');
    await enterKey(workbench, keys.wrong);
    await workbench.notification('refused this key, so it was not saved').click('Enter Key Again…');
    await enterKey(workbench, keys.agency);
    await canary.inUse('Agency');
    await canary.use(Command.switchConnection);
    await quickInput.choose(/Stored/);
    await canary.inUse('Stored');
    await canary.use(Command.showActions);
    await quickInput.choose(/Switch Connection…/);
    await quickInput.choose(/Agency/);
    await canary.inUse('Agency');
  });

  it('changes what is known of a connection', async () => {
    const { workbench, quickInput } = canary;
    await canary.use(Command.renameConnection);
    await quickInput.submit('Our Agency');
    await workbench.statusBarItem('Our Agency').waitFor();
    await canary.use(Command.editConnection);
    await quickInput.choose(/^Label/);
    await quickInput.choose(/^Staging/);
    await workbench.statusBarItem(/staging/i).waitFor();
    await canary.use(Command.chooseTokenAuthorization);
    await quickInput.choose(/^The customer's token/);
  });

  it('takes connections from a file, keeps a key unchecked, and exports them', async () => {
    const { workbench, quickInput, keys } = canary;
    const content = { format: 'partner-console-connections', version: 1, connections: [IMPORTED] };
    await writeFile(canary.inWorkspace('import.json'), JSON.stringify(content));
    await canary.use(Command.importConnections);
    await quickInput.enterPath('Import Connections', canary.inWorkspace('import.json'));
    await workbench.modal('Add 1 connection from this file?').click('Add');
    await workbench.notification('Added 1 connection').click('Switch Connection…');
    await quickInput.choose(new RegExp(IMPORTED.name));
    await workbench.statusBarItem(IMPORTED.name).waitFor();
    await canary.use(Command.replaceKey);
    await enterKey(workbench, keys.unchecked);
    await workbench.notification('could not be checked').click('Save Without Checking');
    await workbench.statusBarItem('unreachable').waitFor();
    await canary.use(Command.exportConnections);
    await quickInput.enterPath('Export Connections', canary.inWorkspace('export.json'));
    await workbench.notification('Exported 1 connection').waitFor();
    await workbench.viewAction('Diagnose Connection');
    const told = workbench.notification(`“${IMPORTED.name}”:`);
    await canary.copiesHarmlessly(() => told.click('Copy Report'));
    await canary.use(Command.switchConnection);
    await quickInput.choose(/Our Agency/);
    await canary.inUse('Our Agency');
  });
}

/** Keys that are rejected and lost, and what is told of it all. */
export function rejectionSteps(canary: Canary): void {
  it('has its key rejected, is examined, and tells of itself', async () => {
    const { workbench, quickInput, keys } = canary;
    const { state } = canary.emulator;
    state.partnerKeyRejected = true;
    await canary.use(Command.refreshCustomers);
    await workbench.statusBarItem('key rejected').waitFor();
    await canary.use(Command.diagnoseAnyConnection);
    await quickInput.choose(/Our Agency/);
    const told = workbench.notification('“Our Agency”:');
    await canary.copiesHarmlessly(() => told.click('Copy Report'));
    await canary.use(Command.copyDiagnostics);
    const report = workbench.notification('This is what would be copied');
    await canary.copiesHarmlessly(() => report.click('Copy to Clipboard'));
    state.partnerKeyRejected = false;
    await canary.use(Command.replaceKey);
    await enterKey(workbench, keys.agency);
    await workbench.statusBarItem('key rejected').waitFor({ state: 'detached' });
    await canary.use(Command.turnOnPresentation);
    await workbench.statusBarItem('presenting').waitFor();
    await workbench.notification('Presentation mode is on').waitFor();
    await canary.use(Command.turnOffPresentation);
    await workbench.statusBarItem('presenting').waitFor({ state: 'detached' });
    await canary.use(Command.showLog);
    await workbench.page.locator('.part.panel').getByText('GET http://127.0.0.1').first().waitFor();
  });

  it('loses its secrets, and gets them again', async () => {
    const { workbench, quickInput, keys } = canary;
    await canary.sightings.storage(workbench.page);
    // Where a browser keeps the secrets of all extensions.
    await workbench.page.evaluate(`localStorage.removeItem('secrets.provider')`);
    await canary.set(Setting.paging, 'pages');
    await workbench.reload();
    await workbench.openView('Partner Console');
    await workbench.statusBarItem('key missing').waitFor();
    await canary.use(Command.copySavedToken);
    await quickInput.choose(new RegExp(MEMBER));
    await workbench.notification('is not in the secret storage any more').waitFor();
    await canary.use(Command.replaceKey);
    await enterKey(workbench, keys.agency);
    await workbench.row(CUSTOMER).expand();
    await workbench.row(MEMBER).menuAction('Fetch Token into Secret Storage…');
    await quickInput.choose(canary.typeOf(MEMBER));
    await workbench.notification('Saved the custom user token').waitFor();
  });
}

/** The end of everything. */
export function endingSteps(canary: Canary): void {
  it('shows and clears its record, and forgets everything', async () => {
    const { workbench } = canary;
    await canary.use(Command.showActivity);
    await workbench.preview.getByRole('cell', { name: 'verified' }).first().waitFor();
    await canary.use(Command.clearActivity);
    await workbench.modal('Clear the record').click('Clear');
    await canary.use(Command.forgetAllTokens);
    await workbench.modal('Forget').click('Forget All');
    await workbench.notification('Forgot').waitFor();
    await canary.use(Command.removeConnection);
    await workbench.modal('Remove the connection').click('Remove');
    await canary.use(Command.deleteAllSecrets);
    await workbench.modal('Delete all secrets').click('Delete All');
    await workbench.notification('All stored secrets are deleted').waitFor();
  });
}

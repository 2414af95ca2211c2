import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root } from '../../../scripts/project.ts';
import { addConnection, CUSTOMER, MEMBER, tokenOf, useEmulator } from '../fixture.ts';
import { useVsCode } from '../support.ts';

describe('a saved token is used without being seen', () => {
  const vscode = useVsCode();
  const emulator = useEmulator();

  before(async () => {
    const { workbench } = vscode;
    await addConnection(workbench, emulator.current, 'Agency');
    await workbench.row(CUSTOMER).expand();
    await workbench.row(MEMBER).menuAction('Fetch Token into Secret Storage…');
    await workbench.quickInput.choose(/^Custom user/);
    await workbench.notification('Saved the custom user token').waitFor();
  });

  function picture(name: string): string {
    return join(root, 'artifacts', 'e2e', `use-token-${name}.png`);
  }

  it('as a request to paste, from the row', async () => {
    const { workbench } = vscode;
    const { page, quickInput } = workbench;
    await workbench.row(MEMBER).menuAction('Copy as Request…');
    await quickInput.choose('List Team Members');
    await quickInput.choose(/^cURL, bash/);
    await quickInput.option(/With a Variable/).waitFor();
    await page.screenshot({ path: picture('request') });
    await quickInput.choose(/With a Variable/);
    await quickInput.waitFor('Name of the environment variable');
    const copied = await workbench.copiedBy(() => quickInput.submit('AGENCY_TOKEN'));
    assert.match(copied, /^curl [^]*\$\{AGENCY_TOKEN\}"$/);
  });

  it('in a terminal, which says first what it will run', async () => {
    const { workbench } = vscode;
    const { page, quickInput } = workbench;
    await workbench.row(MEMBER).menuAction('Open Terminal with Token…');
    await quickInput.waitFor('Name of the environment variable');
    await quickInput.submit('AGENCY_TOKEN');
    const question = workbench.modal(`Hand the custom user token of ${MEMBER} to a new terminal`);
    await question.waitFor();
    assert.match(await question.text(), /It will run: export AGENCY_TOKEN=/);
    await page.screenshot({ path: picture('question') });
    await question.click('Open Terminal');
    await workbench.notification('AGENCY_TOKEN is set in the new terminal').waitFor();
    await page.screenshot({ path: picture('terminal') });
    assert.equal((await page.content()).includes(tokenOf(emulator.current, MEMBER)), false);
  });
});

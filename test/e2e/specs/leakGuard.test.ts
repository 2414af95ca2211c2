import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../../scripts/project.ts';
import { addConnection, CUSTOMER, MEMBER, tokenOf, useEmulator } from '../fixture.ts';
import { useVsCode } from '../support.ts';

describe('the leak guard', () => {
  const vscode = useVsCode();
  const emulator = useEmulator();

  it('marks a saved token in a file, and its lightbulb offers a reference in its place', async () => {
    const { folder, workbench } = vscode;
    const { page, quickInput } = workbench;
    const token = tokenOf(emulator.current, MEMBER);
    const file = join(folder, 'my portal', 'inbox.ts');
    await writeFile(
      file,
      `// The inbox of a customer.\nexport const headers = { authorization: 'Bearer ${token}' };\n`,
    );
    await addConnection(workbench, emulator.current, 'Agency');
    await workbench.row(CUSTOMER).expand();
    await workbench.row(MEMBER).menuAction('Fetch Token into Secret Storage…');
    await quickInput.choose(/^Custom user/);
    await workbench.notification('Saved the custom user token').waitFor();

    await workbench.openFile('inbox.ts');
    const squiggle = page.locator('.squiggly-warning').first();
    await squiggle.waitFor();
    await page.keyboard.press('F8');
    const problem = page.locator('.marker-widget').getByText(`This is the saved token of ${MEMBER}`);
    await problem.waitFor();
    assert.equal((await page.locator('.marker-widget').innerText()).includes(token), false);
    await page.screenshot({ path: join(root, 'artifacts', 'e2e', 'leak-guard-problem.png') });
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+.');
    await page.getByText('Replace with a reference to an environment variable…').first().waitFor();
    await page.screenshot({ path: join(root, 'artifacts', 'e2e', 'leak-guard-fixes.png') });
  });
});

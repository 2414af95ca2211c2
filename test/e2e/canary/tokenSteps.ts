import assert from 'node:assert/strict';
import type { Interception } from '../../../src/emulator/intercept.ts';
import { Command } from '../../../src/manifest.ts';
import { CUSTOMER, INACTIVE_TOKEN_MEMBER, MEMBER } from '../fixture.ts';
import type { Canary } from './canary.ts';

const OTHER_MEMBER = 'Samuel Patterson';
const COUNTDOWN = /^\s*\d+ s\s*$/;

/** Tokens: fetched in vain and with success, and kept. */
export function tokenSteps(canary: Canary): void {
  it('is told of every way to fail, by servers that repeat what they were sent', async () => {
    const { workbench, quickInput, keys, emulator } = canary;
    const token = canary.tokenOf(MEMBER);
    const said = `${token} of ${keys.agency}`;
    const body = JSON.stringify({ success: false, message: said, data: said, code: 400, error: said });
    const headers = { 'content-type': 'application/json', 'retry-after': '1', 'x-token': said };
    const failures: readonly Interception[] = [
      ...[400, 401, 403, 404, 429, 500].map((status) => ({ status, headers, body })),
      { status: 302, headers: { location: `https://${keys.agency}.example/${token}?key=${keys.agency}` } },
      { headers, body: `{"success":true,"data":{"permanentToken":{"key":"${token}"` },
      { headers, body: JSON.stringify({ success: true, data: { permanentToken: token } }) },
      { headers: { ...headers, 'content-encoding': 'gzip' }, body: said },
      'reset',
    ];
    await workbench.row(CUSTOMER).expand();
    for (const failure of failures) {
      const restore = emulator.intercept(({ query }) => ('email' in query ? failure : undefined));
      await workbench.row(MEMBER).menuAction('Fetch Token to Clipboard…');
      await quickInput.choose(canary.typeOf(MEMBER));
      const message = workbench.notification(new RegExp(`${new URL(emulator.url).host}|[Tt]ry`));
      await message.waitFor();
      await workbench.runCommand('Notifications: Clear All Notifications');
      await message.waitFor('hidden');
      restore();
    }
  });

  it('fetches, copies, saves, verifies and forgets tokens', async () => {
    const { workbench, quickInput } = canary;
    await canary.use(Command.fetchAndCopyToken);
    await quickInput.choose(CUSTOMER);
    await quickInput.choose(new RegExp(OTHER_MEMBER));
    const copied = await workbench.copiedBy(() => quickInput.choose(canary.typeOf(OTHER_MEMBER)));
    assert.equal(copied, canary.tokenOf(OTHER_MEMBER));
    await workbench.row(INACTIVE_TOKEN_MEMBER).menuAction('Fetch Token to Clipboard…');
    await quickInput.choose(canary.typeOf(INACTIVE_TOKEN_MEMBER));
    const question = workbench.modal(`The token of ${INACTIVE_TOKEN_MEMBER} is not active.`);
    await workbench.copiedBy(() => question.click('Copy Anyway'));
    await workbench.row(CUSTOMER).menuAction('Fetch Token into Secret Storage…');
    await workbench.notification('Saved the customer token').waitFor();
    await workbench.row(MEMBER).menuAction('Fetch Token into Secret Storage…');
    await quickInput.choose(canary.typeOf(MEMBER));
    await workbench.notification('Saved the custom user token').waitFor();
    await workbench.expandView('Saved Tokens');
    await canary.use(Command.copySavedToken);
    assert.equal(
      await workbench.copiedBy(() => quickInput.choose(new RegExp(MEMBER))),
      canary.tokenOf(MEMBER),
    );
    await workbench.statusBarItem(COUNTDOWN).waitFor();
    await canary.use(Command.clearClipboard);
    await workbench.statusBarItem(COUNTDOWN).waitFor({ state: 'hidden' });
    assert.equal(await workbench.page.evaluate(`navigator.clipboard.readText()`), '');
  });

  it('has tokens replaced', async () => {
    const { workbench, quickInput } = canary;
    canary.replaceTokenOf(MEMBER);
    await canary.use(Command.verifyToken);
    await quickInput.choose(new RegExp(MEMBER));
    await workbench.notification(/The server (accepts|rejects) |Unclear whether it works/).waitFor();
    await canary.use(Command.fetchTokenAgain);
    await quickInput.choose(new RegExp(MEMBER));
    await workbench.modal('again?').click('Fetch Again');
    await workbench.notification('the one that was saved was replaced').waitFor();
    await canary.use(Command.fetchToken);
    await quickInput.choose(CUSTOMER);
    await quickInput.choose(new RegExp(MEMBER));
    await quickInput.choose(/Fetch Again/);
    await quickInput.choose(canary.typeOf(MEMBER));
    await quickInput.choose(/Save in Secret Storage/);
    await workbench.notification('Saved the custom user token').waitFor();
    await canary.use(Command.forgetToken);
    await quickInput.choose(new RegExp(`${CUSTOMER}, Customer`));
    await workbench.modal('Forget').click('Forget');
    await workbench.notification('Forgot').waitFor();
  });
}

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Emulator } from '../../src/emulator/server.ts';
import { Command } from '../../src/manifest.ts';
import { access, run } from './access.ts';
import {
  addConnection,
  findMember,
  memberRow,
  removeConnections,
  startTestEmulator,
  TYPE_LABELS,
} from './fixture.ts';

interface Saved {
  readonly id: string;
  readonly userId: string;
}

describe('tokens in the extension host', () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await startTestEmulator();
    await addConnection(emulator);
    await vscode.env.clipboard.writeText('something else');
  });
  afterEach(async () => {
    await removeConnections();
    await emulator.stop();
  });

  async function saved(): Promise<Saved[]> {
    const { context } = await access();
    return context.globalState.get<Saved[]>('savedTokens', []);
  }

  it('go onto the real clipboard, from a row, and into no message', async () => {
    const found = findMember(emulator);
    const token = emulator.state.tokenOf(found.member._id).key;
    const type = { pick: TYPE_LABELS[found.type] };
    const shown = await run(
      Command.fetchToken,
      [type, { pick: 'Copy to Clipboard' }],
      await memberRow(found),
    );
    assert.equal(await vscode.env.clipboard.readText(), token);
    assert.match(shown, /Copied the .* token of .* to the clipboard/);
    assert.equal(shown.includes(token), false);
    assert.deepEqual(await saved(), []);
  });

  it('ask for customer and member when no row is given', async () => {
    const { customer, member, type } = findMember(emulator);
    const answers = [{ pick: customer.name }, { pick: member.name }, { pick: TYPE_LABELS[type] }];
    await run(Command.fetchAndCopyToken, answers);
    assert.equal(await vscode.env.clipboard.readText(), emulator.state.tokenOf(member._id).key);
  });

  it('of the main customer come with the type CUSTOMER first', async () => {
    const { customer } = findMember(emulator);
    await run(Command.fetchAndCopyToken, [
      { pick: customer.name },
      { pick: customer.name },
      { pick: 'Customer' },
    ]);
    assert.equal(await vscode.env.clipboard.readText(), emulator.state.tokenOf(customer._id).key);
  });

  it('go into the real secret storage, are copied from there without a call, and forgotten', async () => {
    const found = findMember(emulator);
    const token = emulator.state.tokenOf(found.member._id).key;
    await run(Command.fetchAndSaveToken, [{ pick: TYPE_LABELS[found.type] }], await memberRow(found));
    const { context } = await access();
    const [row] = await saved();
    assert.equal(row?.userId, found.member._id);
    const record = JSON.parse((await context.secrets.get(`partnerConsole.token.${row.id}`)) ?? '') as {
      value: string;
    };
    assert.equal(record.value, token);
    assert.equal(JSON.stringify(await saved()).includes(token), false);

    await emulator.stop();
    await run(Command.copySavedToken, [], await memberRow(found));
    assert.equal(await vscode.env.clipboard.readText(), token);

    await run(Command.forgetToken, [{ confirm: false }], await memberRow(found));
    assert.equal((await saved()).length, 1);
    await run(Command.forgetToken, [{ confirm: true }], await memberRow(found));
    assert.deepEqual(await saved(), []);
    assert.equal(await context.secrets.get(`partnerConsole.token.${row.id}`), undefined);
  });

  it('are said to be inactive before they are used', async () => {
    const found = findMember(emulator, ({ _id }) => !emulator.state.tokenOf(_id).active);
    const type = { pick: TYPE_LABELS[found.type] };
    const shown = await run(Command.fetchAndCopyToken, [type, { confirm: false }], await memberRow(found));
    assert.match(shown, /is not active/);
    assert.equal(await vscode.env.clipboard.readText(), 'something else');
    await run(Command.fetchAndCopyToken, [type, { confirm: true }], await memberRow(found));
    assert.equal(await vscode.env.clipboard.readText(), emulator.state.tokenOf(found.member._id).key);
  });

  it('of another type than the member has are explained, and another type can be tried', async () => {
    const found = findMember(emulator);
    const wrong = { pick: TYPE_LABELS[found.type === 'AGENT' ? 'CUSTOM_USER' : 'AGENT'] };
    const right = { pick: TYPE_LABELS[found.type] };
    const answers = [wrong, { click: 'Try Another Type…' }, right];
    const shown = await run(Command.fetchAndCopyToken, answers, await memberRow(found));
    assert.match(shown, /The server has no .* token for/);
    assert.equal(await vscode.env.clipboard.readText(), emulator.state.tokenOf(found.member._id).key);
  });

  it('are fetched with the partner key where the connection says so', async () => {
    emulator.state.settings.memberTokenAuthorization = 'partner';
    const found = findMember(emulator);
    const type = { pick: TYPE_LABELS[found.type] };
    const refused = await run(Command.fetchAndCopyToken, [type], await memberRow(found));
    assert.match(refused, /\[Change Authorization…\]/);
    await run(Command.chooseTokenAuthorization, [{ pick: 'The partner key' }]);
    await run(Command.fetchAndCopyToken, [type], await memberRow(found));
    assert.equal(await vscode.env.clipboard.readText(), emulator.state.tokenOf(found.member._id).key);
  });

  it('that the secret storage lost are said to be lost, and keep their row', async () => {
    const found = findMember(emulator);
    await run(Command.fetchAndSaveToken, [{ pick: TYPE_LABELS[found.type] }], await memberRow(found));
    const { context } = await access();
    const [row] = await saved();
    await context.secrets.delete(`partnerConsole.token.${row?.id ?? ''}`);
    assert.match(
      await run(Command.copySavedToken, [], await memberRow(found)),
      /not in the secret storage any more/,
    );
    assert.equal((await saved()).length, 1);
  });

  it('of a row that belongs to another connection are not asked for', async () => {
    const row = { ...(await memberRow(findMember(emulator))), connectionId: 'another' };
    const sent = emulator.requests.length;
    assert.match(
      await run(Command.fetchAndCopyToken, [{ pick: 'Agent' }], row),
      /belongs to another connection/,
    );
    assert.equal(emulator.requests.length, sent);
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Command, Setting } from '../../src/manifest.ts';
import { access, run } from './access.ts';
import {
  addConnection,
  findMember,
  memberRow,
  removeConnections,
  TYPE_LABELS,
  untilReportSays,
  useTestEmulator,
} from './fixture.ts';

interface Saved {
  readonly id: string;
  readonly userId: string;
  readonly connectionId: string;
  readonly check?: { readonly verdict: string };
}

describe('tokens in the extension host', () => {
  const emulator = useTestEmulator();

  beforeEach(async () => {
    await addConnection(emulator.current);
    await vscode.env.clipboard.writeText('something else');
  });

  async function saved(): Promise<Saved[]> {
    const { context } = await access();
    return context.globalState.get<Saved[]>('savedTokens', []);
  }

  function set(setting: string, value: unknown): Thenable<void> {
    return vscode.workspace.getConfiguration().update(setting, value, vscode.ConfigurationTarget.Global);
  }

  it('go onto the real clipboard, from a row, and into no message', async () => {
    const found = findMember(emulator.current);
    const token = emulator.current.state.tokenOf(found.member._id).key;
    const type = { pick: TYPE_LABELS[found.type] };
    const shown = await run(
      Command.fetchToken,
      [type, { pick: 'Copy to Clipboard' }],
      await memberRow(found),
    );
    assert.equal(await vscode.env.clipboard.readText(), token);
    assert.match(shown, /Copied the .* token of .*, for 30 seconds/);
    assert.equal(shown.includes(token), false);
    assert.deepEqual(await saved(), []);
  });

  it('ask for customer and member when no row is given', async () => {
    const { customer, member, type } = findMember(emulator.current);
    const answers = [{ pick: customer.name }, { pick: member.name }, { pick: TYPE_LABELS[type] }];
    await run(Command.fetchAndCopyToken, answers);
    assert.equal(await vscode.env.clipboard.readText(), emulator.current.state.tokenOf(member._id).key);
  });

  it('are there although nothing that is remembered of it can be written', async () => {
    const found = findMember(emulator.current);
    const [row, type] = [await memberRow(found), { pick: TYPE_LABELS[found.type] }];
    const { globalState } = (await access()).context;
    const update = globalState.update.bind(globalState);
    globalState.update = () => Promise.reject(new Error('no room'));
    await run(Command.fetchAndCopyToken, [type], row).finally(() => (globalState.update = update));
    assert.equal(await vscode.env.clipboard.readText(), emulator.current.state.tokenOf(found.member._id).key);
  });

  it('of the main customer are of the type CUSTOMER without a question', async () => {
    const { customer } = findMember(emulator.current);
    await run(Command.fetchAndCopyToken, [{ pick: customer.name }, { pick: customer.name }]);
    assert.equal(await vscode.env.clipboard.readText(), emulator.current.state.tokenOf(customer._id).key);
  });

  it('go into the real secret storage, are copied from there without a call, and forgotten', async () => {
    const found = findMember(emulator.current);
    const token = emulator.current.state.tokenOf(found.member._id).key;
    await run(Command.fetchAndSaveToken, [{ pick: TYPE_LABELS[found.type] }], await memberRow(found));
    const { context } = await access();
    const [row] = await saved();
    assert.equal(row?.userId, found.member._id);
    const record = JSON.parse((await context.secrets.get(`partnerConsole.token.${row.id}`)) ?? '') as {
      value: string;
    };
    assert.equal(record.value, token);
    assert.equal(JSON.stringify(await saved()).includes(token), false);

    await emulator.current.stop();
    await run(Command.copySavedToken, [], await memberRow(found));
    assert.equal(await vscode.env.clipboard.readText(), token);

    await run(Command.forgetToken, [{ confirm: false }], await memberRow(found));
    assert.equal((await saved()).length, 1);
    await run(Command.forgetToken, [{ confirm: true }], await memberRow(found));
    assert.deepEqual(await saved(), []);
    assert.match(await run(Command.copySavedToken, [], { kind: 'token', ...row }), /not saved any more/);
    assert.equal(await context.secrets.get(`partnerConsole.token.${row.id}`), undefined);
  });

  it('are said to be inactive before they are used', async () => {
    const found = findMember(emulator.current, ({ _id }) => !emulator.current.state.tokenOf(_id).active);
    const type = { pick: TYPE_LABELS[found.type] };
    const shown = await run(Command.fetchAndCopyToken, [type, { confirm: false }], await memberRow(found));
    assert.match(shown, /is not active/);
    assert.equal(await vscode.env.clipboard.readText(), 'something else');
    await run(Command.fetchAndCopyToken, [type, { confirm: true }], await memberRow(found));
    assert.equal(await vscode.env.clipboard.readText(), emulator.current.state.tokenOf(found.member._id).key);
  });

  it('of another type than the member has are explained, and another type can be tried', async () => {
    const found = findMember(emulator.current);
    const wrong = { pick: TYPE_LABELS[found.type === 'AGENT' ? 'CUSTOM_USER' : 'AGENT'] };
    const right = { pick: TYPE_LABELS[found.type] };
    const answers = [wrong, { click: 'Try Another Type…' }, right];
    const shown = await run(Command.fetchAndCopyToken, answers, await memberRow(found));
    assert.match(shown, /The server has no .* token for/);
    assert.equal(await vscode.env.clipboard.readText(), emulator.current.state.tokenOf(found.member._id).key);
  });

  it('are fetched with the partner key where the connection says so', async () => {
    emulator.current.state.settings.memberTokenAuthorization = 'partner';
    const found = findMember(emulator.current);
    const type = { pick: TYPE_LABELS[found.type] };
    const refused = await run(Command.fetchAndCopyToken, [type], await memberRow(found));
    assert.match(refused, /\[Change Authorization…\]/);
    await run(Command.chooseTokenAuthorization, [{ pick: 'The partner key' }]);
    await run(Command.fetchAndCopyToken, [type], await memberRow(found));
    assert.equal(await vscode.env.clipboard.readText(), emulator.current.state.tokenOf(found.member._id).key);
  });

  it('that the secret storage lost are said to be lost, and keep their row', async () => {
    const found = findMember(emulator.current);
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
    const row = { ...(await memberRow(findMember(emulator.current))), connectionId: 'another' };
    const sent = emulator.current.requests.length;
    assert.match(
      await run(Command.fetchAndCopyToken, [{ pick: 'Agent' }], row),
      /belongs to another connection/,
    );
    assert.equal(emulator.current.requests.length, sent);
  });

  it('that are saved are offered before one is fetched', async () => {
    const found = findMember(emulator.current);
    const row = await memberRow(found);
    await run(Command.fetchAndSaveToken, [{ pick: TYPE_LABELS[found.type] }], row);
    // The view may be reading its rows meanwhile.
    const fetched = (): number => emulator.current.requests.filter(({ query }) => 'email' in query).length;
    assert.equal(fetched(), 1);
    await run(Command.fetchToken, [{ pick: 'Copy Saved Token' }], row);
    assert.equal(fetched(), 1);
    assert.equal(await vscode.env.clipboard.readText(), emulator.current.state.tokenOf(found.member._id).key);
    const again = [
      { pick: 'Fetch Again…' },
      { pick: TYPE_LABELS[found.type] },
      { pick: 'Copy to Clipboard' },
    ];
    const shown = await run(Command.fetchToken, again, row);
    assert.equal(fetched(), 2);
    assert.doesNotMatch(shown, /replaced/, 'the standing one');
  });

  it('that a fetch replaced are said to be, and the new one is saved in its place', async () => {
    emulator.current.state.settings.tokenFetch = 'newForMembers';
    const found = findMember(emulator.current);
    const row = await memberRow(found);
    const type = { pick: TYPE_LABELS[found.type] };
    await run(Command.fetchAndSaveToken, [type], row);
    const old = emulator.current.state.tokenOf(found.member._id).key;
    const shown = await run(Command.fetchAndCopyToken, [{ pick: 'Fetch Again…' }, type], row);
    const { key } = emulator.current.state.tokenOf(found.member._id);
    assert.notEqual(key, old);
    assert.match(shown, /Copied the .* the one that was saved was replaced/);
    for (const value of [key, old]) assert.equal(shown.includes(value), false);
    await vscode.env.clipboard.writeText('something else');
    await run(Command.copySavedToken, [], row);
    assert.equal(await vscode.env.clipboard.readText(), key);

    const [saving] = await saved();
    const again = await run(Command.fetchTokenAgain, [{ confirm: true }], {
      connectionId: saving?.connectionId,
      id: saving?.id,
    });
    assert.match(again, /The old one then stops working.*[^]*Saved the .* was replaced/);
    assert.equal((await saved()).length, 1);
    await run(Command.fetchTokenAgain, [{ confirm: false }], row);
  });

  it('that are saved and not active are said to be before they are copied', async () => {
    const found = findMember(emulator.current, ({ _id }) => !emulator.current.state.tokenOf(_id).active);
    const row = await memberRow(found);
    await run(Command.fetchAndSaveToken, [{ pick: TYPE_LABELS[found.type] }, { confirm: true }], row);
    assert.match(await run(Command.copySavedToken, [{ confirm: false }], row), /is not active/);
    assert.equal(await vscode.env.clipboard.readText(), 'something else');
  });

  it('that are saved are verified with the host of their connection, and what it said is kept', async () => {
    const { customer } = findMember(emulator.current);
    await run(Command.fetchAndSaveToken, [{ pick: customer.name }, { pick: customer.name }]);
    assert.match(
      await run(Command.verifyToken, [{ pick: customer.name }]),
      /The server accepts the customer token/,
    );
    emulator.current.state.replaceToken(customer._id);
    assert.match(
      await run(Command.verifyToken, [{ pick: customer.name }]),
      /error: The server rejects the customer token .* \[Fetch Again…\] \[Forget Saved Token…\]/,
    );
    assert.equal((await saved())[0]?.check?.verdict, 'rejected');
    const copying = await run(Command.copySavedToken, [{ pick: customer.name }, { confirm: false }]);
    assert.match(copying, /is rejected.*when it was last verified/);
  });

  it('are forgotten all at once after a question that names them', async () => {
    const { customer, member, type } = findMember(emulator.current);
    const row = await memberRow(findMember(emulator.current));
    await run(Command.fetchAndSaveToken, [{ pick: TYPE_LABELS[type] }], row);
    await run(Command.fetchAndSaveToken, [{ pick: customer.name }, { pick: customer.name }]);
    const asked = await run(Command.forgetAllTokens, [{ confirm: false }]);
    assert.match(asked, /Forget all 2 saved tokens of all connections\?/);
    assert.ok(asked.includes(`${member.name} (${customer.name})`), asked);
    assert.equal((await saved()).length, 2);
    const [{ connectionId } = { connectionId: '' }] = await saved();
    assert.match(
      await run(Command.forgetAllTokens, [{ confirm: true }], { kind: 'tokenConnection', connectionId }),
      /all 2 saved tokens of “Test Agency”\?[^]*Forgot 2 tokens/,
    );
    assert.deepEqual(await saved(), []);
    assert.match(await run(Command.forgetAllTokens, []), /No token is saved/);
  });

  it('are taken back from the clipboard after the time that the settings say', async () => {
    const found = findMember(emulator.current);
    const row = await memberRow(found);
    await set(Setting.clearClipboardAfter, 1);
    const shown = await run(Command.fetchAndCopyToken, [{ pick: TYPE_LABELS[found.type] }], row);
    assert.match(shown, /, for a second\./);
    while ((await vscode.env.clipboard.readText()) !== '') await new Promise(setImmediate);
    await set(Setting.clearClipboardAfter, 0);
    assert.match(
      await run(Command.fetchAndCopyToken, [{ pick: TYPE_LABELS[found.type] }], row),
      / token of [^,]+\.$/m,
    );
    await set(Setting.clearClipboardAfter, undefined);
    await run(Command.fetchAndCopyToken, [{ pick: TYPE_LABELS[found.type] }], row);
    assert.match(await run(Command.clearClipboard, []), /The clipboard is empty/);
    assert.equal(await vscode.env.clipboard.readText(), '');
    assert.match(await run(Command.clearClipboard, []), /stays as it is/);
  });

  it('leave a record of what was done with them, without any of them, unless it is switched off', async () => {
    const { context } = await access();
    const deeds = (): string[] =>
      context.globalState.get<{ deed: string }[]>('tokenActivity', []).map(({ deed }) => deed);
    await run(Command.clearActivity, [{ confirm: true }]);
    const found = findMember(emulator.current);
    const row = await memberRow(found);
    await run(Command.fetchAndSaveToken, [{ pick: TYPE_LABELS[found.type] }], row);
    await run(Command.copySavedToken, [], row);
    const kept = ['fetched', 'saved', 'copied'];
    assert.deepEqual(deeds(), kept);
    await run(Command.showActivity, []);
    const report = await untilReportSays(
      'Token Activity',
      new RegExp(`copied .*${found.member.name} \\| Test Agency`),
    );
    assert.ok(!report.includes(emulator.current.state.tokenOf(found.member._id).key));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');

    await set(Setting.activity, false);
    await run(Command.forgetToken, [{ confirm: true }], row);
    assert.deepEqual(deeds(), kept);
    await set(Setting.activity, undefined);
    assert.match(await run(Command.clearActivity, [{ confirm: true }]), /It has 3 entries/);
    assert.deepEqual(deeds(), []);

    await run(Command.fetchAndSaveToken, [{ pick: TYPE_LABELS[found.type] }], row);
    await removeConnections();
    assert.equal(deeds().at(-1), 'forgotten', 'what went with its connection is recorded as well');
  });
});

import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import * as vscode from 'vscode';
import { Command } from '../../src/manifest.ts';
import { access, run, script } from './access.ts';
import { addConnection, findMember, TYPE_LABELS, useTestEmulator } from './fixture.ts';

describe('finding somebody in the extension host', () => {
  const emulator = useTestEmulator();

  beforeEach(async () => {
    await addConnection(emulator.current);
    await vscode.env.clipboard.writeText('something else');
  });

  const fetches = (): number => emulator.current.requests.filter(({ query }) => 'userId' in query).length;

  /** The box stays open and waits for nobody: the copy is there a moment later. */
  async function copied(text: string): Promise<void> {
    while ((await vscode.env.clipboard.readText()) !== text) await turn();
  }

  it('among everybody asks first, and fetches nothing without a yes', async () => {
    const asked = await run(Command.findAnyone, [{ confirm: false }]);
    assert.match(asked, /the service does not say whether that replaces the token/);
    assert.equal(fetches(), 0);
  });

  it('among everybody reads nothing where the connection was switched while the question was open', async () => {
    const scripted = await script({ pick: 'Test Agency' }, { confirm: true });
    const { prompts } = await access();
    prompts.confirm = async (message, detail) => {
      await vscode.commands.executeCommand(Command.switchConnection);
      return scripted.confirm(message, detail);
    };
    await vscode.commands.executeCommand(Command.findAnyone);
    scripted.assertDone();
    assert.match(
      scripted.asked.join('\n'),
      /error: The connection was switched or changed.*Nothing was read\./,
    );
    assert.equal(fetches(), 0);
  });

  it('among everybody asks once per connection, copies an e-mail address, and ends with the session', async () => {
    const { customer, member, email } = findMember(emulator.current);
    const found = { find: email, pick: member.name };
    const copy = { ...found, button: 'copyEmail' };
    await run(Command.findAnyone, [{ confirm: true }, copy, 'dismiss']);
    await copied(email);
    const times = (): number =>
      emulator.current.requests.filter(({ query }) => query['userId'] === customer._id).length;
    assert.equal(times(), 1);
    await run(Command.findAnyone, [found, { pick: 'Copy E-Mail Address' }]);
    assert.equal(times(), 1, 'the index is still there');
    await run(Command.switchConnection, [{ pick: 'Test Agency' }]);
    await run(Command.findAnyone, [found, 'dismiss', 'dismiss']);
    assert.equal(times(), 2, 'it was read anew, without another question');
  });

  it('fetches a token of whom was found', async () => {
    const { member, email, type } = findMember(emulator.current);
    const answers = [
      { confirm: true },
      { find: email, pick: member.name, button: 'fetchToken' },
      { pick: TYPE_LABELS[type] },
      { pick: 'Copy to Clipboard' },
    ];
    const shown = await run(Command.findAnyone, answers);
    const { key } = emulator.current.state.tokenOf(member._id);
    assert.equal(await vscode.env.clipboard.readText(), key);
    assert.equal(shown.includes(key), false);
  });

  it('is shown in the tree although its filters hide customer and member, which are cleared then', async () => {
    const { member, email } = findMember(emulator.current);
    for (const command of [Command.filterCustomers, Command.filterMembers])
      await run(command, [{ pick: 'Only Inactive' }]);
    const found = { find: email, pick: member.name, button: 'reveal' };
    const shown = await run(Command.findAnyone, [{ confirm: true }, found]);
    assert.match(shown, new RegExp(`info: The filter that hid ${member.name} is cleared\\.`));
    assert.doesNotMatch(shown, /error:/);
    const again = await run(Command.findAnyone, [found]);
    assert.doesNotMatch(again, /info:|error:/);
  });

  it('in one team asks the server', async () => {
    const { customer, member, email } = findMember(emulator.current);
    const answers = [
      { pick: customer.name },
      { find: email, pick: member.name, button: 'copyEmail' },
      'dismiss',
    ] as const;
    await run(Command.findMember, answers);
    await copied(email);
    assert.ok(emulator.current.requests.some(({ query }) => query['searchText'] === email));
  });

  it('keeps no token for its fingerprints', async () => {
    const { customer, member, email } = findMember(emulator.current);
    await run(Command.findMember, [
      { pick: customer.name },
      { find: email, pick: member.name, button: 'copyEmail' },
      'dismiss',
    ]);
    const { context } = await access();
    const stored = JSON.stringify(context.globalState.keys().map((key) => context.globalState.get(key)));
    assert.equal(stored.includes(emulator.current.state.tokenOf(customer._id).key), false);
  });
});

import assert from 'node:assert/strict';
import type { RecordedRequest } from '../../src/emulator/server.ts';
import { keyEntry } from '../../src/connections/connectionSecrets.ts';
import { isTokenEntry, tokenEntry } from '../../src/tokens/tokenEntries.ts';
import type { Model } from './model.ts';
import type { World } from './world.ts';

/** What must hold after each action, whatever is under way. */
export function checkNow(model: Model, world: World): void {
  world.throwProblem();
  const { connections, active, customers, vault } = world.window;
  assert.deepEqual(
    connections.all(),
    model.connections.map(({ connection }) => connection),
    'the connections',
  );
  const used = model.active;
  assert.equal(active.session?.connection.id, used?.connection.id, 'the connection in use');

  const shown = customers.customers;
  const known = used ? world.hosts[used.host]!.state.customers : [];
  const ids = new Set(known.map(({ _id }) => _id));
  for (const { id, connectionId } of shown) {
    assert.equal(connectionId, used?.connection.id, 'a row of another connection');
    assert.ok(used?.keyIsRight && ids.has(id), 'a customer of nobody');
  }
  assert.equal(new Set(shown.map(({ id }) => id)).size, shown.length, 'a customer twice');

  if (world.saving > 0) return;
  const rows = vault.all().map(({ id, connectionId, userId, type }) => ({ id, connectionId, userId, type }));
  const expected = model.tokens.map(({ id, connectionId, userId, type }) => ({
    id,
    connectionId,
    userId,
    type,
  }));
  assert.deepEqual(rows, expected, 'the saved tokens');
  assert.equal(world.systemClipboard.text, model.clipboard.text, 'the clipboard');
}

/** What must hold once nothing is under way. */
export async function checkSettled(model: Model, world: World): Promise<void> {
  checkNow(model, world);
  checkRows(model, world);
  checkCalls(world);
  await checkSecrets(model, world);
}

/** A list that says it is complete is complete. */
function checkRows({ active: used }: Model, world: World): void {
  const { window, hosts } = world;
  const { customers, active } = window;
  if (!used || active.state !== 'connected') return;
  const { state } = hosts[used.host]!;
  const shown = customers.rows();
  if (shown.every(({ kind }) => kind === 'customer')) {
    sameIds(customers.customers, state.customers, 'all customers');
    world.note('times that all customers showed');
  }
  for (const row of window.open) {
    const team = customers.rows(row);
    const all = state.teamOf(row.id);
    const ids = new Set(all.map(({ _id }) => _id));
    const members = team.flatMap((each) => (each.kind === 'member' ? [each] : []));
    for (const { id } of members) assert.ok(ids.has(id), 'a member of another team');
    const isWhole = members.length === team.length && customers.searchText(row.id) === '';
    if (!isWhole) continue;
    sameIds(members, all, 'a whole team');
    world.note('times that a whole team showed');
  }
}

function sameIds(
  shown: readonly { readonly id: string }[],
  there: readonly { readonly _id: string }[],
  what: string,
): void {
  assert.deepEqual(shown.map(({ id }) => id).sort(), there.map(({ _id }) => _id).sort(), what);
}

/** No credential where it is not good, and no redirect followed. */
function checkCalls({ hosts }: World): void {
  for (const [host, { requests }] of hosts.entries()) {
    for (const { query, credential } of requests) {
      assert.ok(!('redirected' in query), 'a redirect was followed');
      // Wrong keys are entered for the other host only.
      if (host === 0) assert.ok(credential === 'partner' || credential === 'customer', credential);
    }
    // Kept by the emulator for tests, and read now.
    (requests as RecordedRequest[]).length = 0;
  }
}

async function checkSecrets(model: Model, { storage, window }: World): Promise<void> {
  for (const { connection, key } of model.connections)
    assert.equal(await window.connections.readKey(connection), key, 'the key of a connection');
  for (const { id, value } of model.tokens)
    assert.equal(await window.vault.read(id), value, 'the value of a saved token');

  const entries = await storage.entries();
  assert.deepEqual(
    entries.filter(isTokenEntry),
    model.tokens.map(({ id }) => tokenEntry(id)).sort(),
    'the values in the secret storage',
  );
  const keyPrefix = keyEntry('');
  assert.deepEqual(
    entries.filter((entry) => entry.startsWith(keyPrefix)),
    model.connections.map(({ connection }) => keyEntry(connection.id)).sort(),
    'the keys in the secret storage',
  );
  const secrets = [...model.connections.map(({ key }) => key), ...model.tokens.map(({ value }) => value)];
  const clear = storage.inClear;
  for (const secret of secrets) assert.ok(!clear.includes(secret), 'a secret stands in a memento');
}

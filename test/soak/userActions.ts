import assert from 'node:assert/strict';
import { exportable, selectionSource } from '../../src/customers/exportSource.ts';
import type { CustomerRow } from '../../src/customers/rows.ts';
import { verifyToken } from '../../src/tokens/verifyToken.ts';
import { fetchOne } from './fetchOne.ts';
import type { Model } from './model.ts';
import type { World } from './world.ts';

/** What an action is about; each number chooses among what there is. */
export interface Choice {
  readonly one: number;
  readonly other: number;
  /** Whether the user waits until it is done. */
  readonly waits: boolean;
}

type UserAction = (model: Model, world: World, choice: Choice) => Promise<void>;

const MOST_CONNECTIONS = 4;
const NORTH = 0;

export const USER_ACTIONS = {
  /** Wrong keys go to one of the hosts only, so that the other one must never see a credential that it refuses. */
  async addConnection(model, { hosts, window }, { one, other }) {
    if (model.connections.length >= MOST_CONNECTIONS) return;
    const host = one % hosts.length;
    const emulator = hosts[host]!;
    const keyIsRight = host === NORTH || other % 4 > 0;
    const key = keyIsRight ? emulator.partnerKey : 'a-key-of-nobody';
    const connection = model.newConnection(emulator.url);
    await window.connections.add(connection, key);
    await window.active.switchTo(connection.id);
    model.added({ connection, host, key, keyIsRight });
  },

  async switchConnection(model, { window }, { one }) {
    const chosen = model.pick(one);
    if (!chosen) return;
    await window.active.switchTo(chosen.connection.id);
    model.chose(chosen.connection.id);
  },

  async renameConnection(model, { window }, { one, other }) {
    const chosen = model.pick(one);
    if (!chosen) return;
    const { connection } = chosen;
    const change = { name: `Agency called ${other}`, readOnly: other % 2 === 0 };
    await window.connections.update(connection.id, change);
    model.changed(connection.id, { connection: { ...connection, ...change } });
  },

  async replaceKey(model, { hosts, window }, { one, other }) {
    const chosen = model.pick(one);
    if (!chosen) return;
    const { connection, host } = chosen;
    const keyIsRight = host === NORTH || other % 3 > 0;
    const key = keyIsRight ? hosts[host]!.partnerKey : 'another-key-of-nobody';
    await window.connections.replaceKey(connection, key);
    model.changed(connection.id, { key, keyIsRight });
  },

  async removeConnection(model, { window }, { one }) {
    const chosen = model.pick(one);
    if (!chosen) return;
    const { id } = chosen.connection;
    await window.vault.forgetAll(id);
    await window.connections.remove(id);
    await window.removals();
    model.removed(id);
  },

  expand: (_, world, { one, waits }) =>
    onCustomer(world, one, waits, (row) => {
      world.window.expanded.add(row.id);
      world.window.customers.rows(row);
      return Promise.resolve();
    }),

  search: (model, world, { one, other, waits }) =>
    onCustomer(world, one, waits, async (row) => {
      const text = textFor(model, world, row, other);
      await world.window.customers.search(row, text);
    }),

  page: (_, world, { one, other, waits }) =>
    other % 2 === 0
      ? world.start(waits, () => world.window.customers.loadMoreCustomers())
      : onCustomer(world, one, waits, (row) => world.window.customers.loadMore(row)),

  refresh: (_, world, { waits }) => world.start(waits, () => world.window.customers.refresh()),

  retry: (_, world, { one, other, waits }) =>
    other % 2 === 0
      ? world.start(waits, () => world.window.customers.retry(undefined))
      : onCustomer(world, one, waits, (row) => world.window.customers.retry(row)),

  /** Begins to read everybody, which goes on for a while. */
  indexEverybody: (_, world) =>
    world.start(false, async (signal) => {
      const { active, anyone } = world.window;
      const reading = anyone.read(
        active.requireSession(),
        active.requireSession().asksForTokens,
        () => undefined,
      );
      const { reading: reader } = anyone;
      const cancel = (): void => reader?.cancel();
      signal.addEventListener('abort', cancel, { once: true });
      await reading;
      signal.removeEventListener('abort', cancel);
    }),

  /** One of those who are indexed by now is found, and nobody of another host. */
  findAnyone: (model, world, { one, other }) => {
    const { index, reading } = world.window.anyone;
    const { active } = model;
    if (!index || !active) return Promise.resolve();
    const { state } = world.hosts[active.host]!;
    const customer = state.customers[one % state.customers.length]!;
    const team = state.teamOf(customer._id);
    const sought = team[other % Math.max(1, team.length)];
    const found = index.search(sought?.name ?? 'a', index.size);
    for (const hit of found) assert.ok(state.findCustomer(hit.customer.id), 'somebody of another host');
    const isRead = reading?.state === 'done' && reading.skipped.length === 0;
    if (isRead && sought) assert.ok(found.some(({ member }) => member.id === sought._id));
    if (isRead) world.note('times that everybody was searched');
    return Promise.resolve();
  },

  /** Reads teams for a file, and gives up after some rows. */
  exportTeams: (_, world, { one, other, waits }) =>
    world.start(waits, async (signal) => {
      const { window } = world;
      const rows = await window.customers.open();
      const selected = exportable(rows[one % rows.length], rows.slice(0, other % 4));
      const source = selectionSource(window.active.requireSession(), selected);
      let left = other % 17;
      for await (const row of source.rows(signal)) {
        assert.ok(row.customer.id);
        left -= 1;
        if (left < 0) break;
      }
    }),

  /** Waited for, as is all that writes to the clipboard: a model cannot say who was the last of two at once. */
  fetchToClipboard: (model, world, choice) => fetchOne(model, world, { ...choice, waits: true }, 'clipboard'),
  fetchAndSave: (model, world, choice) => fetchOne(model, world, choice, 'vault'),

  copySaved: (model, world, { one }) =>
    world.start(true, async () => {
      const { saved } = world.window;
      const { tokens } = model;
      const token = tokens[one % Math.max(1, tokens.length)];
      const row = await (token && saved.pick({ id: token.id, connectionId: token.connectionId }, 'Copy'));
      if (!token || !row) return;
      await saved.copy(row);
      model.clipboard = { text: token.value, isOurs: true };
    }),

  copySomethingElse: (model, { systemClipboard }, { other }) => {
    model.clipboard = { text: `a note ${other}`, isOurs: false };
    return systemClipboard.writeText(model.clipboard.text);
  },

  async waitAMinute(model, { window }) {
    await window.clipboardClock.pass(60);
    takeBack(model);
  },

  verify: (model, world, { one, waits }) =>
    world.start(waits, async (signal) => {
      const { window } = world;
      const customers = window.vault.all().filter(({ type }) => type === 'CUSTOMER');
      const token = customers[one % Math.max(1, customers.length)];
      if (!token) return;
      const value = await window.saved.read(token);
      const verdict = await verifyToken(token, value, window, signal);
      await window.vault.note(token.id, { check: { verdict, at: new Date().toISOString() } });
    }),

  async forget(model, { window }, { one }) {
    const { tokens } = model;
    const token = tokens[one % Math.max(1, tokens.length)];
    if (!token) return;
    await window.vault.forget(token.id);
    model.forgot(token.id);
  },

  async forgetAll(model, { window }, { one }) {
    const { id } = model.pick(one)?.connection ?? {};
    if (id === undefined) return;
    const tokens = window.vault.all(id);
    await window.saved.forget(tokens);
    for (const token of tokens) model.forgot(token.id);
  },

  cancel: (_, world, { one, other }) => {
    if (other % 4 === 0) world.window.customers.stop(undefined);
    else world.cancel(one);
    return Promise.resolve();
  },

  async restart(model, world) {
    await world.restart();
    takeBack(model);
  },
} as const satisfies Readonly<Record<string, UserAction>>;

export type UserActionName = keyof typeof USER_ACTIONS;

/** Works on one of the customers that show, which are read first if they were not. */
function onCustomer(
  world: World,
  number: number,
  waits: boolean,
  work: (row: CustomerRow) => Promise<void>,
): Promise<void> {
  return world.start(waits, async () => {
    const rows = await world.window.customers.open();
    const row = rows[number % Math.max(1, rows.length)];
    if (row) await work(row);
  });
}

/** A part of a name, or nothing, or what nobody is called. */
function textFor({ active }: Model, { hosts }: World, row: CustomerRow, number: number): string {
  if (number % 4 === 0) return '';
  if (number % 4 === 1) return 'nobody is called so';
  const team = active ? hosts[active.host]!.state.teamOf(row.id) : [];
  return team[number % Math.max(1, team.length)]?.name.slice(0, 4) ?? 'a';
}

function takeBack(model: Model): void {
  if (model.clipboard.isOurs) model.clipboard = { text: '', isOurs: false };
}

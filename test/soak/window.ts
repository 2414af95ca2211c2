import assert from 'node:assert/strict';
import { DisposableStore } from '../../src/base/disposable.ts';
import { ActiveConnection } from '../../src/connections/activeConnection.ts';
import { ApiClients } from '../../src/connections/apiClients.ts';
import { ConnectionStore } from '../../src/connections/connectionStore.ts';
import { KeySource } from '../../src/connections/keySource.ts';
import { tellOfRejectedKeys } from '../../src/connections/rejectedKey.ts';
import { AnyoneIndex } from '../../src/customers/anyoneIndex.ts';
import { Arrangements } from '../../src/customers/arrangement.ts';
import { CustomerStore } from '../../src/customers/customerStore.ts';
import { Favourites } from '../../src/customers/favourites.ts';
import type { CustomerRow } from '../../src/customers/rows.ts';
import { Keyring } from '../../src/platform/keyring.ts';
import { Presentation } from '../../src/platform/presentation.ts';
import type { Prompts } from '../../src/platform/prompts.ts';
import { Activity } from '../../src/tokens/activity.ts';
import { LearnedTypes } from '../../src/tokens/learnedTypes.ts';
import { OneFetch } from '../../src/tokens/oneFetch.ts';
import { SavedTokens } from '../../src/tokens/savedTokens.ts';
import { SecretClipboard, type SystemClipboard } from '../../src/tokens/secretClipboard.ts';
import { TokenVault } from '../../src/tokens/tokenVault.ts';
import { FakeClock, HandClock } from '../support/clock.ts';
import { countListeners } from './listeners.ts';
import type { Storage } from './storage.ts';

/** Milliseconds for one attempt: a timer that is left running must be seen. */
const TIMEOUT_MS = 2_500;

/** A user who says yes to everything and reads nothing. */
const agreeable = {
  confirm: () => Promise.resolve(true),
  info: () => Promise.resolve(undefined),
  warn: () => Promise.resolve(undefined),
  error: () => Promise.resolve(undefined),
} satisfies Partial<Prompts> as unknown as Prompts;

/** What `extension.ts` makes for a window, as far as it runs without VS Code, and a view that draws all that is open. */
export class Window {
  readonly #resources = new DisposableStore();
  /** Removals of tokens that an event began. */
  readonly #removals = new Set<Promise<void>>();
  readonly #listeners: Readonly<Record<string, ReadonlyMap<string, number>>>;
  /** Ids of the customers whose teams show. */
  readonly expanded = new Set<string>();
  readonly connections: ConnectionStore;
  readonly active: ActiveConnection;
  readonly clients: ApiClients;
  readonly customers: CustomerStore;
  readonly anyone: AnyoneIndex;
  readonly vault: TokenVault;
  readonly clipboard: SecretClipboard;
  readonly clipboardClock = new HandClock();
  readonly saved: SavedTokens;
  readonly learned: LearnedTypes;
  readonly oneFetch = new OneFetch();
  #drawing = false;

  constructor(storage: Storage, systemClipboard: SystemClipboard, session: string) {
    const { globalState, workspaceState, secrets } = storage;
    const own = this.#resources;
    const keyring = new Keyring(globalState, secrets, session);
    const connections = own.add(new ConnectionStore(globalState, secrets, keyring));
    const ofConnections = countListeners(connections);
    const clients = new ApiClients({ clock: new FakeClock(), timeoutMs: TIMEOUT_MS });
    const active = own.add(
      new ActiveConnection({
        store: connections,
        workspace: workspaceState,
        openSample: () => assert.fail('no sample here'),
        clients,
        keys: new KeySource({ store: connections, setting: () => undefined }),
        keyring,
      }),
    );
    const ofActive = countListeners(active);
    const vault = own.add(new TokenVault(globalState, secrets));
    const ofVault = countListeners(vault);
    own.add(
      connections.onDidChange(({ id, what }) => {
        if (what === 'removed') this.#remove(vault, id);
      }),
    );
    const customers = own.add(
      new CustomerStore({
        active,
        arrangements: new Arrangements(workspaceState),
        favourites: new Favourites(globalState),
        presentation: own.add(new Presentation(workspaceState)),
        paging: () => 'loadMore',
        onFailure: () => undefined,
      }),
    );
    const ofCustomers = countListeners(customers);
    this.anyone = own.add(new AnyoneIndex(active, new FakeClock(), () => undefined));
    own.add(tellOfRejectedKeys(active, () => undefined));
    const clipboard = own.add(
      new SecretClipboard({
        clipboard: systemClipboard,
        clock: this.clipboardClock,
        clearAfter: () => 30,
      }),
    );
    const activity = new Activity(
      globalState,
      () => true,
      () => undefined,
    );
    this.learned = new LearnedTypes(globalState, (id) => connections.get(id) !== undefined);
    this.saved = new SavedTokens({ active, connections, vault, prompts: agreeable, clipboard, activity });
    own.add(customers.onDidChange(() => void this.#draw()));
    this.connections = connections;
    this.active = active;
    this.clients = clients;
    this.customers = customers;
    this.vault = vault;
    this.clipboard = clipboard;
    this.#listeners = {
      connections: ofConnections,
      active: ofActive,
      vault: ofVault,
      customers: ofCustomers,
      clipboard: countListeners(clipboard),
    };
  }

  /** How many listen to what. */
  get listeners(): string {
    return Object.entries(this.#listeners)
      .flatMap(([of, events]) => [...events].map(([name, count]) => `${of}.${name} ${count}`))
      .join(', ');
  }

  /** The rows of customers that are open and loaded. */
  get open(): readonly CustomerRow[] {
    return [...this.expanded].flatMap((id) => this.customers.customer(id) ?? []);
  }

  /** Waits until nothing is under way any more. */
  async quiet(): Promise<void> {
    for (;;) {
      await this.removals();
      const { session } = this.active;
      if (!session?.busy && !this.#drawing) return;
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  /** Waits for what follows from the removal of a connection. */
  async removals(): Promise<void> {
    while (this.#removals.size > 0) await Promise.all(this.#removals);
  }

  dispose(): void {
    this.#resources.dispose();
  }

  #remove(vault: TokenVault, id: string): void {
    const removal = vault.forgetAll(id).finally(() => this.#removals.delete(removal));
    this.#removals.add(removal);
  }

  /** As VS Code does: soon after a change, and once for many. */
  async #draw(): Promise<void> {
    if (this.#drawing) return;
    this.#drawing = true;
    await Promise.resolve();
    this.#drawing = false;
    this.customers.rows();
    for (const row of this.open) this.customers.rows(row);
  }
}

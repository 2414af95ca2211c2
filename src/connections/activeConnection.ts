import type { Memento } from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/event.ts';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import { Command } from '../manifest.ts';
import type { Keyring } from '../platform/keyring.ts';
import type { ApiClients } from './apiClients.ts';
import type { Connection } from './connection.ts';
import type { ConnectionStore } from './connectionStore.ts';
import type { KeySource } from './keySource.ts';
import { Session, type Endpoint } from './session.ts';
import type { HealthState } from './sessionHealth.ts';
import type { TokenMemory } from './tokenFingerprints.ts';

const ACTIVE = 'activeConnection';

/** Where things stand, as the view and the status bar show it. */
export type ConnectionState = 'none' | HealthState;

export interface ActiveConnectionOptions {
  readonly store: ConnectionStore;
  /** Remembers the choice for this workspace. */
  readonly workspace: Memento;
  readonly openSample: () => Promise<Endpoint>;
  readonly clients: ApiClients;
  /** Default: keys are what the store has. */
  readonly keys?: Pick<KeySource, 'read' | 'forget'>;
  /** Knows why a key is missing. */
  readonly keyring?: Pick<Keyring, 'health'>;
  /** Knows a customer's token again. */
  readonly tokens?: TokenMemory;
  /** Told when fetching a customer's token has turned out to replace it. */
  readonly onTokenReplaced?: (connection: Connection, customer: { readonly name: string }) => void;
}

/**
 * The connection in use in this window, as a {@link Session} that is replaced whenever the user switches, the key
 * changes or the connection goes away: nothing of an older session can reach a newer one.
 */
export class ActiveConnection implements Disposable {
  readonly #options: ActiveConnectionOptions;
  readonly #switched = new Emitter<undefined>();
  readonly #changed = new Emitter<undefined>();
  readonly #subscription: Disposable;
  #session: Session | undefined;

  /** Fires when another session took over, or none is left. */
  readonly onDidSwitch = this.#switched.event;
  /** Fires when the state, the name or the activity of the session changed, and after each switch. */
  readonly onDidChange = this.#changed.event;

  constructor(options: ActiveConnectionOptions) {
    this.#options = options;
    const { store, workspace } = options;
    this.#subscription = store.onDidChange(({ id, what }) => {
      if (what === 'removed' && workspace.get(ACTIVE) === id) void workspace.update(ACTIVE, undefined);
      // One that was lost, or added in another window: taken up where nothing is in use, or it was before.
      if (what === 'appeared' && (!this.#session || workspace.get(ACTIVE) === id)) this.#start();
      if (what === 'appeared' || id !== this.#session?.connection.id) return;
      const connection = store.get(id);
      // A key that changed elsewhere while the old one works is read by the next call anyway.
      if (what === 'keyElsewhere' && ['idle', 'connected'].includes(this.#session.health))
        this.#session.keyMayHaveChanged();
      else if (what === 'changed' && connection) this.#session.update(connection);
      else this.#start();
    });
    this.#start();
  }

  get session(): Session | undefined {
    return this.#session;
  }

  get state(): ConnectionState {
    return this.#session?.health ?? 'none';
  }

  /** Looks for connections that the memento lost: for when the view shows for the first time. */
  recover(): Promise<void> {
    return this.#options.store.recover();
  }

  /** @throws UserError when no connection has been added. */
  requireSession(): Session {
    if (this.#session) return this.#session;
    throw new UserError(t('Add a connection first, or try with sample data.'), [
      Command.addConnection,
      Command.addSample,
    ]);
  }

  /** @throws UserError without a connection, or with one that is read-only: before anything is asked. */
  requireWritable(): Session {
    const session = this.requireSession();
    session.requireWritable();
    return session;
  }

  /** Makes a connection the active one; starts it afresh if it is already. */
  async switchTo(id: string): Promise<void> {
    await this.#options.workspace.update(ACTIVE, id);
    this.#start();
  }

  /** Another use of any connection, which leaves alone the one in use. Ends when it is disposed. */
  sessionFor(connection: Connection): Session {
    const { store, openSample, clients, keys, keyring, tokens, onTokenReplaced } = this.#options;
    // As it is when the key is asked for: a credential command is found by the connection's name.
    const named = (): Connection => store.get(connection.id) ?? connection;
    const session = new Session({
      connection,
      clients,
      tokens,
      onTokenReplaced: (customer) => onTokenReplaced?.(connection, customer),
      latest: () => store.latest(connection.id),
      whyMissing: async () => {
        const { reasonFor } = await import('../platform/describeKeyring.ts');
        return keyring && reasonFor(keyring.health);
      },
      openEndpoint:
        connection.kind === 'sample'
          ? openSample
          : () =>
              Promise.resolve({
                origin: connection.origin,
                readKey: () => (keys ? keys.read(named()) : store.readKey(connection)),
              }),
    });
    session.onDidChange(() => {
      // What a command gave is not what it gives next, once the user has mended it.
      if (session.health === 'keyRejected') keys?.forget(connection.id);
    });
    return session;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#session?.dispose();
    this.#switched.dispose();
    this.#changed.dispose();
  }

  #start(): void {
    const { store, workspace } = this.#options;
    this.#session?.dispose();
    const connection = store.get(workspace.get<string>(ACTIVE)) ?? store.all()[0];
    this.#session = connection && this.sessionFor(connection);
    this.#session?.onDidChange(() => {
      this.#changed.fire(undefined);
    });
    this.#switched.fire(undefined);
    this.#changed.fire(undefined);
  }
}

import type { Memento } from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/event.ts';
import { UserError } from '../base/userError.ts';
import { Command } from '../manifest.ts';
import type { ApiClients } from './apiClients.ts';
import type { ConnectionStore } from './connectionStore.ts';
import { Session, type Endpoint, type SessionHealth } from './session.ts';

const ACTIVE = 'activeConnection';

/** Where things stand, as the view and the status bar show it. */
export type ConnectionState = 'none' | SessionHealth;

export interface ActiveConnectionOptions {
  readonly store: ConnectionStore;
  /** Remembers the choice for this workspace. */
  readonly workspace: Memento;
  readonly openSample: () => Promise<Endpoint>;
  readonly clients: ApiClients;
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
    this.#subscription = options.store.onDidChange(({ id, what }) => {
      if (id !== this.#session?.connection.id) return;
      const connection = options.store.get(id);
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

  /** @throws UserError when no connection has been added. */
  requireSession(): Session {
    if (this.#session) return this.#session;
    throw new UserError('Add a connection first, or try with sample data.', [
      Command.addConnection,
      Command.addSample,
    ]);
  }

  /** Makes a connection the active one; starts it afresh if it is already. */
  async switchTo(id: string): Promise<void> {
    await this.#options.workspace.update(ACTIVE, id);
    this.#start();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#session?.dispose();
    this.#switched.dispose();
    this.#changed.dispose();
  }

  #start(): void {
    const { store, workspace, openSample, clients } = this.#options;
    this.#session?.dispose();
    const connection = store.get(workspace.get<string>(ACTIVE)) ?? store.all()[0];
    this.#session =
      connection &&
      new Session({
        connection,
        clients,
        openEndpoint:
          connection.kind === 'sample'
            ? openSample
            : () => Promise.resolve({ origin: connection.origin, readKey: () => store.readKey(connection) }),
      });
    this.#session?.onDidChange(() => {
      this.#changed.fire(undefined);
    });
    this.#switched.fire(undefined);
    this.#changed.fire(undefined);
  }
}

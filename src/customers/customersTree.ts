import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/event.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import { marksOf } from '../connections/connectionMarks.ts';
import { View } from '../manifest.ts';
import { setContextKey } from '../platform/contextKeys.ts';
import type { CustomerStore } from './customerStore.ts';
import { placeWords } from './place.ts';
import type { itemFor } from './rowItemsTree.ts';
import type { CustomerRow, MemberRow, Row, WaitingRow } from './rows.ts';

/** Says which rows have a saved token, without knowing what one is. */
export interface SavedTokenMarks {
  has(connectionId: string, userId: string): boolean;
  /** Brings back what the memento lost. */
  recover(): Promise<void>;
  readonly onDidChange: Event<undefined>;
}

/** Shows the customers view: rows come from the store, this class only renders them. */
export class CustomersTree implements vscode.TreeDataProvider<Row>, Disposable {
  readonly #store: CustomerStore;
  readonly #savedTokens: SavedTokenMarks;
  readonly #active: ActiveConnection;
  readonly #changed = new Emitter<Row | undefined>();
  readonly #subscriptions: readonly Disposable[];
  readonly #view: vscode.TreeView<Row>;
  readonly #ticks = new Map<WaitingRow, NodeJS.Timeout>();

  /** How rows show, which activation does without. */
  #itemFor: typeof itemFor | undefined;

  readonly onDidChangeTreeData = this.#changed.event as vscode.Event<Row | undefined>;

  constructor(store: CustomerStore, savedTokens: SavedTokenMarks, active: ActiveConnection) {
    this.#store = store;
    this.#savedTokens = savedTokens;
    this.#active = active;
    this.#subscriptions = [
      store.onDidChange((customer) => {
        this.#changed.fire(customer);
        if (!customer) this.#describe();
      }),
      savedTokens.onDidChange(() => {
        this.#changed.fire(undefined);
      }),
      active.onDidChange(() => {
        this.#describe();
      }),
    ];
    this.#view = vscode.window.createTreeView(View.customers, {
      treeDataProvider: this,
      showCollapseAll: true,
      canSelectMany: true,
    });
    this.#describe();
    // The view ends its listeners with itself.
    this.#view.onDidExpandElement(() => {
      setContextKey('hasBrowsed', true);
    });
  }

  getChildren(row?: Row): Row[] {
    // The view shows: from here on secrets may be read.
    if (row === undefined) void this.#active.recover().then(() => this.#savedTokens.recover());
    return row === undefined || row.kind === 'customer' ? [...this.#store.rows(row)] : [];
  }

  getParent(row: Row): Row | undefined {
    if (row.kind === 'customer') return undefined;
    return row.kind === 'member' ? this.#store.customer(row.customer.id) : row.parent;
  }

  /** Brings a row into view and selects it; a customer is expanded too, which reads its team, unless told otherwise. */
  async reveal(row: CustomerRow | MemberRow, { expand = true } = {}): Promise<void> {
    await this.#view.reveal(row, { expand: expand && row.kind === 'customer', focus: true, select: true });
  }

  getTreeItem(row: Row): vscode.TreeItem | Promise<vscode.TreeItem> {
    if (row.kind === 'waiting') this.#countDown(row);
    if (this.#itemFor) return this.#itemFor(row, this.#marksOf(row));
    return import('./rowItemsTree.ts').then(({ itemFor }) => {
      this.#itemFor = itemFor;
      return itemFor(row, this.#marksOf(row));
    });
  }

  /** What runs while the view shows that it works. */
  async busy<T>(work: () => Promise<T>): Promise<T> {
    return vscode.window.withProgress({ location: { viewId: View.customers } }, work);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const tick of this.#ticks.values()) clearTimeout(tick);
    this.#view.dispose();
    this.#changed.dispose();
  }

  #marksOf(row: Row) {
    const person = row.kind === 'customer' || row.kind === 'member' ? row : undefined;
    return {
      searchText: row.kind === 'customer' ? this.#store.searchText(row.id) : '',
      saved: !!person && this.#savedTokens.has(person.connectionId, person.id),
      favourite: !!person && this.#store.isFavourite(person),
    };
  }

  /** Beside the view's title: whose customers these are, what to be aware of, and which page shows. */
  #describe(): void {
    const connection = this.#active.session?.connection;
    const place = this.#store.place(undefined);
    const words = connection ? [connection.name, ...marksOf(connection)] : [];
    this.#view.description = [...words, ...(place ? [placeWords(place)] : [])].join(' · ');
  }

  /** Draws a row that counts seconds anew with each of them, and nothing else; at its end, the list that it is of. */
  #countDown(row: WaitingRow): void {
    clearTimeout(this.#ticks.get(row));
    const left = row.until - Date.now();
    const tick = setTimeout(
      () => {
        this.#ticks.delete(row);
        this.#changed.fire(left > 1000 ? row : row.parent && this.#store.customer(row.parent.id));
      },
      left > 1000 ? left % 1000 || 1000 : Math.max(0, left),
    );
    this.#ticks.set(row, tick);
  }
}

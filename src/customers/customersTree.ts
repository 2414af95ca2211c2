import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import type { Event } from '../base/event.ts';
import { t } from '../base/l10n.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import { marksOf } from '../connections/connectionMarks.ts';
import { View } from '../manifest.ts';
import type { Presentation } from '../platform/presentation.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { Redraws } from '../platform/redraws.ts';
import type { Arrangements } from './arrangement.ts';
import type { CustomerStore } from './customerStore.ts';
import { placeWords } from './place.ts';
import type * as Rendering from './rowItemsTree.ts';
import type { CustomerRow, MemberRow, Row, WaitingRow } from './rows.ts';
import { within } from './within.ts';

/** Milliseconds that VS Code's own sign of being busy does; what takes longer gets a row that says so. */
const PATIENCE = 300;

/** Says which rows have a saved token, without knowing what one is. */
export interface SavedTokenMarks {
  has(connectionId: string, userId: string): boolean;
  /** Brings back what the memento lost. */
  recover(): Promise<void>;
  readonly onDidChange: Event<undefined>;
}

export interface CustomersTreeOptions {
  readonly view: vscode.TreeView<Row>;
  readonly redraws: Pick<Redraws<Row>, 'ask' | 'told'>;
  readonly store: CustomerStore;
  readonly savedTokens: SavedTokenMarks;
  readonly active: ActiveConnection;
  readonly arrangements: Pick<Arrangements, 'unhide'>;
  readonly presentation: Presentation;
  readonly prompts: Pick<Prompts, 'info'>;
}

/** Shows the customers view: rows come from the store, this class only renders them. */
export class CustomersTree implements Disposable {
  readonly #store: CustomerStore;
  readonly #savedTokens: SavedTokenMarks;
  readonly #active: ActiveConnection;
  readonly #arrangements: Pick<Arrangements, 'unhide'>;
  readonly #presentation: Presentation;
  readonly #prompts: Pick<Prompts, 'info'>;
  readonly #redraws: Pick<Redraws<Row>, 'ask' | 'told'>;
  readonly #subscriptions: readonly Disposable[];
  readonly #view: vscode.TreeView<Row>;
  readonly #ticks = new Map<WaitingRow, NodeJS.Timeout>();
  /** Ids of the customers whose first rows VS Code waits for, undefined for the customers themselves. */
  readonly #awaited = new Set<string | undefined>();

  /** How rows show, which activation does without. */
  #rendering: typeof Rendering | undefined;

  constructor(options: CustomersTreeOptions) {
    const { store, savedTokens, active, arrangements, presentation, prompts } = options;
    this.#view = options.view;
    this.#redraws = options.redraws;
    this.#store = store;
    this.#savedTokens = savedTokens;
    this.#active = active;
    this.#arrangements = arrangements;
    this.#presentation = presentation;
    this.#prompts = prompts;
    this.#subscriptions = [
      store.onDidChange((customer) => {
        if (!this.#awaited.has(customer?.id)) this.#redraws.ask(customer);
        if (!customer) this.#describe();
      }),
      savedTokens.onDidChange(() => {
        this.#redraws.ask(undefined);
      }),
      active.onDidChange(() => {
        this.#describe();
      }),
      presentation.onDidChange(() => {
        this.#redraws.ask(undefined);
        this.#describe();
      }),
    ];
    this.#describe();
  }

  getChildren(row?: Row): Row[] | Promise<Row[]> {
    // The view shows: from here on secrets may be read.
    if (row === undefined) void this.#active.recover().then(() => this.#savedTokens.recover());
    if (row !== undefined && row.kind !== 'customer') return [];
    const rows = (): Row[] => [...this.#store.rows(row)];
    const reading = this.#store.firstReading(row);
    return reading ? this.#patiently(reading, row?.id).then(rows) : rows();
  }

  getParent(row: Row): Row | undefined {
    if (row.kind === 'customer') return undefined;
    return row.kind === 'member' ? this.#store.customer(row.customer.id) : row.parent;
  }

  /**
   * Brings a row into view and selects it; a customer is expanded too, which reads its team, unless told otherwise. A
   * filter that hides the row is taken away: whoever asks for somebody means them.
   */
  async reveal(row: CustomerRow | MemberRow, { expand = true } = {}): Promise<void> {
    if (await this.#unhide(row)) {
      const { name } = row.kind === 'member' ? row.member : row.customer;
      void this.#prompts.info(t('The filter that hid {0} is cleared.', name));
    }
    // Before that, VS Code may not know of a row that is new.
    await this.#redraws.told();
    await this.#view.reveal(row, { expand: expand && row.kind === 'customer', focus: true, select: true });
  }

  getTreeItem(row: Row): vscode.TreeItem | Promise<vscode.TreeItem> {
    if (row.kind === 'waiting') this.#countDown(row);
    const draw = (rendering: typeof Rendering): vscode.TreeItem =>
      rendering.itemFor(row, this.#marksOf(row), this.#presentation);
    if (this.#rendering && !this.#presentation.on) return draw(this.#rendering);
    return Promise.all([import('./rowItemsTree.ts'), this.#presentation.ready()]).then(([rendering]) => {
      this.#rendering = rendering;
      return draw(rendering);
    });
  }

  resolveTreeItem(item: vscode.TreeItem, row: Row): vscode.TreeItem {
    this.#rendering?.resolveItem(item, row, this.#presentation);
    return item;
  }

  /** What runs while the view shows that it works. */
  async busy<T>(work: () => Promise<T>): Promise<T> {
    return vscode.window.withProgress({ location: { viewId: View.customers } }, work);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const tick of this.#ticks.values()) clearTimeout(tick);
  }

  /** Most first pages are there at once: drawn twice, with a row in between that says so, they would take thrice as long. */
  async #patiently(reading: Promise<void>, id: string | undefined): Promise<void> {
    this.#awaited.add(id);
    try {
      await within(PATIENCE, reading);
    } finally {
      this.#awaited.delete(id);
    }
  }

  async #unhide(row: CustomerRow | MemberRow): Promise<boolean> {
    const { customer } = this.#store.customer(row.customer.id) ?? row;
    const wasHidden = await this.#arrangements.unhide('customers', customer);
    return (row.kind === 'member' && (await this.#arrangements.unhide('members', row.member))) || wasHidden;
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
    const presenting = this.#presentation.on ? [t('presenting')] : [];
    const description = [...words, ...presenting, ...(place ? [placeWords(place)] : [])].join(' · ');
    // With each call that begins or ends: the window draws the title anew whatever it is set to.
    if (this.#view.description !== description) this.#view.description = description;
  }

  /** Draws a row that counts seconds anew with each of them, and nothing else; at its end, the list that it is of. */
  #countDown(row: WaitingRow): void {
    clearTimeout(this.#ticks.get(row));
    const left = row.until - Date.now();
    const tick = setTimeout(
      () => {
        this.#ticks.delete(row);
        this.#redraws.ask(left > 1000 ? row : row.parent && this.#store.customer(row.parent.id));
      },
      left > 1000 ? left % 1000 || 1000 : Math.max(0, left),
    );
    this.#ticks.set(row, tick);
  }
}

import type { Memento, TreeView } from 'vscode';
import type { DisposableStore } from '../base/disposable.ts';
import type { Event } from '../base/event.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import { Setting } from '../manifest.ts';
import type { Log } from '../platform/log.ts';
import type { Presentation } from '../platform/presentation.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { Redraws } from '../platform/redraws.ts';
import { Arrangements } from './arrangement.ts';
import { CustomersTree, type SavedTokenMarks } from './customersTree.ts';
import { CustomerStore } from './customerStore.ts';
import { Favourites } from './favourites.ts';
import type { Row } from './rows.ts';

export interface CustomersOptions {
  readonly active: ActiveConnection;
  readonly connections: Pick<ConnectionStore, 'onDidChange'>;
  readonly vault: SavedTokenMarks;
  readonly globalState: Memento;
  readonly workspaceState: Memento;
  readonly log: Log;
  readonly presentation: Presentation;
  readonly prompts: Pick<Prompts, 'info'>;
  readonly setting: (name: string) => unknown;
  readonly onDidChangeSettings: Event<{ affectsConfiguration(name: string): boolean }>;
  readonly resources: DisposableStore;
}

/** What the view of customers is made of, and the commands on it work with. */
export interface Customers {
  readonly arrangements: Arrangements;
  readonly customers: CustomerStore;
  readonly favourites: Favourites;
  readonly tree: CustomersTree;
}

/** Makes what reads the customers and renders them in a view, which `redraws` has ask for rows anew. */
export function openCustomers(
  options: CustomersOptions,
  view: TreeView<Row>,
  redraws: Redraws<Row>,
): Customers {
  const { active, vault, log, presentation, prompts, setting, resources } = options;
  const arrangements = new Arrangements(options.workspaceState);
  const favourites = new Favourites(options.globalState);
  const customers = resources.add(
    new CustomerStore({
      ...{ active, arrangements, favourites, presentation },
      paging: () => (setting(Setting.paging) === 'pages' ? 'pages' : 'loadMore'),
      onFailure: log.failure.bind(log, 'customers'),
    }),
  );
  resources.add(
    options.onDidChangeSettings((change) => {
      if (change.affectsConfiguration(Setting.paging)) customers.restart();
    }),
  );
  const tree = resources.add(
    new CustomersTree({
      ...{ view, redraws, store: customers, savedTokens: vault },
      ...{ active, arrangements, presentation, prompts },
    }),
  );
  return { arrangements, customers, favourites, tree };
}

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../scripts/project.ts';
import { availabilityOf, isActive, wordFor } from '../src/customers/facts.ts';
import type { EmulatorState } from '../src/emulator/state.ts';
import { View } from '../src/manifest.ts';
import { writeExtension } from './tinyExtension.ts';

/** The views that ours is held against, by title. */
export const ROWS_VIEW = { plain: 'Static Rows', menus: 'Static Menus' };

interface StaticRow {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly icon: readonly [name: string, colour?: string];
}

interface StaticTeam {
  readonly id: string;
  readonly label: string;
  readonly rows: readonly StaticRow[];
}

/**
 * All customers with their teams, in the words and under ids like those of ours: what goes to the window is compressed
 * on its way, and drawn in several scripts, so that names that repeat would arrive and show sooner.
 */
function teamsOf(state: EmulatorState): StaticTeam[] {
  return state.customers.map(({ _id: customerId, name: label }) => ({
    id: `12345678/${customerId}`,
    label,
    rows: state
      .teamOf(customerId)
      .map(({ _id: id, name, contact, status, liveAvailability: availability }): StaticRow => {
        const words = [isActive(status) ? undefined : wordFor(status), wordFor(availability), contact.email];
        return {
          id: `12345678/${customerId}/${id}`,
          label: name,
          description: words.filter((word) => word !== undefined).join(' · '),
          icon: ICONS[availabilityOf({ status, availability })],
        };
      }),
  }));
}

const ICONS = {
  online: ['circle-filled', 'testing.iconPassed'],
  offline: ['circle-outline'],
  inactive: ['circle-slash', 'disabledForeground'],
} as const;

/** Shows the teams that are written beside it. */
function code(view: string): string {
  return `
    const vscode = require('vscode');
    const teams = require('./teams.json');
    const memberItem = ({ id, label, description, icon: [icon, colour] }) => {
      const item = new vscode.TreeItem(label);
      item.id = id;
      item.description = description;
      item.iconPath = new vscode.ThemeIcon(icon, colour && new vscode.ThemeColor(colour));
      item.contextValue = 'member';
      item.accessibilityInformation = { label: 'Team member ' + label + ', ' + description };
      return item;
    };
    const items = teams.map(({ id, label, rows }) => {
      const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
      return Object.assign(item, { id, contextValue: 'customer', rows: rows.map(memberItem) });
    });
    exports.activate = (context) => {
      const changed = new vscode.EventEmitter();
      const treeDataProvider = {
        onDidChangeTreeData: changed.event,
        getChildren: (row) => (row ? (row.rows ?? []) : items),
        getTreeItem: (row) => row,
      };
      const view = vscode.window.createTreeView('${view}', { treeDataProvider });
      // Has VS Code forget the rows: whoever looks again has to ask for them.
      const forget = view.onDidChangeVisibility(({ visible }) => { if (!visible) changed.fire(); });
      context.subscriptions.push(view, forget, changed);
    };`;
}

interface MenuItem {
  readonly command: string;
  readonly when: string;
}

interface Contributed {
  readonly commands: readonly { readonly command: string }[];
  readonly menus: { readonly 'view/item/context': readonly MenuItem[] };
}

/** The menus and buttons that our rows have, for the rows of another view. */
async function menusFor(view: string): Promise<object> {
  const { contributes } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    contributes: Contributed;
  };
  const named = (id: string) => `${view}.${id}`;
  const ours = contributes.menus['view/item/context'].filter(({ when }) => when.includes(View.customers));
  return {
    commands: contributes.commands.map((each) => ({
      ...each,
      ...{ command: named(each.command), title: each.command, category: 'Bench' },
    })),
    menus: {
      'view/item/context': ours.map((item) => ({
        ...item,
        ...{ command: named(item.command), when: item.when.replaceAll(View.customers, view) },
      })),
    },
  };
}

/** Writes both as extensions into a folder of extensions, with the teams that an emulator has now. */
export async function writeStaticRows(extensionsDir: string, state: EmulatorState): Promise<void> {
  const teams = JSON.stringify(teamsOf(state));
  for (const kind of ['plain', 'menus'] as const) {
    const view = { id: `bench.${kind}`, title: ROWS_VIEW[kind] };
    const folder = join(extensionsDir, `bench.static-${kind}`);
    await writeExtension(folder, {
      ...{ name: `static-${kind}`, view, code: code(view.id) },
      ...(kind === 'menus' && { contributes: await menusFor(view.id) }),
    });
    await writeFile(join(folder, 'teams.json'), teams);
  }
}

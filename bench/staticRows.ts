import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../scripts/project.ts';
import { View } from '../src/manifest.ts';
import { SIZES, TEAMS, teamName } from './teams.ts';
import { writeExtension } from './tinyExtension.ts';

/** The views that ours is held against, by title. */
export const ROWS_VIEW = { plain: 'Static Rows', menus: 'Static Menus' };

/** Teams of rows that are there from the start and show what ours show. */
function code(view: string): string {
  return `
    const vscode = require('vscode');
    const sizes = ${JSON.stringify(SIZES)};
    const teamName = ${teamName.toString()};
    const person = (team, nth) => {
      const item = new vscode.TreeItem('Charlotte Harding ' + nth);
      item.id = 'a-connection/customer/' + team + '/member/' + nth;
      item.description = 'Online · charlotte.harding.' + nth + '@brightwater-dental-clinics.example';
      item.iconPath = new vscode.ThemeIcon('circle-filled', new vscode.ThemeColor('testing.iconPassed'));
      item.contextValue = 'member';
      item.accessibilityInformation = { label: 'Team member Charlotte Harding ' + nth + ', ' + item.description };
      return item;
    };
    const teams = sizes.flatMap((size) => Array.from({ length: ${TEAMS} }, (_, nth) => {
      const item = new vscode.TreeItem(teamName(size, nth), vscode.TreeItemCollapsibleState.Collapsed);
      return Object.assign(item, { rows: Array.from({ length: size }, (_, place) => person(teamName(size, nth), place)) });
    }));
    exports.activate = (context) => {
      const changed = new vscode.EventEmitter();
      const treeDataProvider = {
        onDidChangeTreeData: changed.event,
        getChildren: (row) => (row ? (row.rows ?? []) : teams),
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

/** Writes both as extensions into a folder of extensions. */
export async function writeStaticRows(extensionsDir: string): Promise<void> {
  for (const kind of ['plain', 'menus'] as const) {
    const view = { id: `bench.${kind}`, title: ROWS_VIEW[kind] };
    await writeExtension(join(extensionsDir, `bench.static-${kind}`), {
      ...{ name: `static-${kind}`, view, code: code(view.id) },
      ...(kind === 'menus' && { contributes: await menusFor(view.id) }),
    });
  }
}

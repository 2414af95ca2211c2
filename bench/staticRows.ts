import { join } from 'node:path';
import { SIZES, TEAMS, teamName } from './teams.ts';
import { writeExtension } from './tinyExtension.ts';

/** The views that ours is held against, by title. */
export const ROWS_VIEW = { plain: 'Static Rows', tooltips: 'Static Tooltips' };

/** Teams of rows that are there from the start and show what ours show; with the tooltips that ours have, or without. */
function code(view: string, tooltips: boolean): string {
  return `
    const vscode = require('vscode');
    const sizes = ${JSON.stringify(SIZES)};
    const teamName = ${teamName.toString()};
    const person = (team, nth) => {
      const item = new vscode.TreeItem('Charlotte Harding ' + nth);
      item.id = 'a-connection/customer/' + team + '/member/' + nth;
      item.description = 'Online · charlotte.harding.' + nth + '@brightwater-dental-clinics.example';
      item.iconPath = new vscode.ThemeIcon('circle-filled', new vscode.ThemeColor('testing.iconPassed'));
      if (${String(tooltips)}) item.tooltip = new vscode.MarkdownString('**Charlotte Harding**\\n\\n' + 'Leads: all  \\n'.repeat(15));
      item.contextValue = 'member';
      item.accessibilityInformation = { label: 'Team member Charlotte Harding ' + nth + ', ' + item.description };
      return item;
    };
    const teams = sizes.flatMap((size) => Array.from({ length: ${TEAMS} }, (_, nth) => {
      const item = new vscode.TreeItem(teamName(size, nth), vscode.TreeItemCollapsibleState.Collapsed);
      return Object.assign(item, { rows: Array.from({ length: size }, (_, place) => person(teamName(size, nth), place)) });
    }));
    exports.activate = (context) => {
      const treeDataProvider = { getChildren: (row) => (row ? (row.rows ?? []) : teams), getTreeItem: (row) => row };
      context.subscriptions.push(vscode.window.createTreeView('${view}', { treeDataProvider }));
    };`;
}

/** Writes both as extensions into a folder of extensions. */
export async function writeStaticRows(extensionsDir: string): Promise<void> {
  for (const kind of ['plain', 'tooltips'] as const) {
    const view = { id: `bench.${kind}`, title: ROWS_VIEW[kind] };
    await writeExtension(join(extensionsDir, `bench.static-${kind}`), {
      ...{ name: `static-${kind}`, view, code: code(view.id, kind === 'tooltips') },
    });
  }
}

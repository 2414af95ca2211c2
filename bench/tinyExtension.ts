import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../scripts/project.ts';

/** An extension written for a benchmark: what ours is held against. */
export interface TinyExtension {
  /** Of the package; with the publisher `bench` before it, its id. */
  readonly name: string;
  /** CommonJS. */
  readonly code: string;
  /** Of a view in a container of its own, and that container's title. */
  readonly view?: { readonly id: string; readonly title: string };
  /** What it contributes besides. */
  readonly contributes?: object;
}

/** Writes it to a folder, which has to be made first. */
export async function writeExtension(folder: string, extension: TinyExtension): Promise<void> {
  const { name, code, view } = extension;
  const container = `${name}-container`;
  const contributes = view && {
    ...extension.contributes,
    viewsContainers: { activitybar: [{ id: container, title: view.title, icon: '$(list-tree)' }] },
    views: { [container]: [{ id: view.id, name: view.title }] },
  };
  const manifest = {
    ...{ name, publisher: 'bench', version: '1.0.0', engines: { vscode: '^1.105.0' } },
    ...{ main: './extension.js', activationEvents: [], contributes },
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'extension.js'), code);
}

/** Copies ours as it was built, to be activated by nothing but the benchmark, and not as soon as VS Code has started. */
export async function copyOurs(folder: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as object;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ ...manifest, activationEvents: [] }));
  for (const part of ['dist', 'media']) await cp(join(root, part), join(folder, part), { recursive: true });
}

export const EMPTY: Omit<TinyExtension, 'name'> = { code: 'exports.activate = () => undefined;' };

/** A view of 50 rows that are there from the start. */
export const STATIC_TREE: Omit<TinyExtension, 'name'> = {
  view: { id: 'bench.static', title: 'Static' },
  code: `
    const vscode = require('vscode');
    exports.activate = (context) => {
      const rows = Array.from({ length: 50 }, (_, n) => new vscode.TreeItem('Row ' + n));
      const treeDataProvider = { getChildren: (row) => (row ? [] : rows), getTreeItem: (row) => row };
      context.subscriptions.push(vscode.window.createTreeView('bench.static', { treeDataProvider }));
    };`,
};

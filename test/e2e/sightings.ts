import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Parts of the window, so that it is known where something was seen. */
const PARTS = {
  notification: '.notifications-toasts, .notifications-center',
  diagnostic: '.part.panel:has(.markers-panel)',
  question: '.quick-input-widget, .monaco-dialog-box',
  panel: '.part.panel',
  editor: '.part.editor',
  sideBar: '.part.sidebar',
  statusBar: '.part.statusbar',
};

/**
 * Tells of every text and attribute that comes into a page, into its shadow trees too, and of what its input boxes
 * hold, but for masked ones. Text, since Node's types know no page.
 */
const watching = `(() => {
  const parts = Object.entries(${JSON.stringify(PARTS)});
  const seen = new Set();
  let batch = [];
  const tell = () => { if (batch.length > 0) sight(batch); batch = []; };
  const note = (element, text) => {
    if (!text || text.length < 8 || seen.has(text)) return;
    seen.add(text);
    const part = parts.find(([, selector]) => element?.closest?.(selector));
    if (batch.push([part?.[0] ?? 'window', text]) === 1) setTimeout(tell, 50);
  };
  const noteAttributes = (element) => {
    for (const { name, value } of element.attributes ?? [])
      if (name !== 'style' && name !== 'class' && name !== 'd') note(element, value);
  };
  const noteAdded = (node) => {
    if (['STYLE', 'SCRIPT'].includes(node.nodeName)) return;
    note(node.nodeType === 1 ? node : node.parentElement, node.textContent);
    for (const element of [node, ...(node.querySelectorAll?.('*') ?? [])]) noteAttributes(element);
  };
  const observer = new MutationObserver((records) => {
    for (const { type, target, attributeName, addedNodes } of records) {
      if (type === 'attributes') note(target, target.getAttribute(attributeName));
      else if (type === 'characterData') note(target.parentElement, target.parentElement?.textContent);
      else addedNodes.forEach(noteAdded);
    }
    for (const box of document.querySelectorAll('input:not([type=password]), textarea')) note(box, box.value);
  });
  const everything = { subtree: true, childList: true, characterData: true, attributes: true };
  observer.observe(document, everything);
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (options) {
    const tree = attachShadow.call(this, options);
    observer.observe(tree, everything);
    return tree;
  };
  addEventListener('pagehide', tell);
})()`;

/** All that the page keeps: what a browser writes of it to the disk may be compressed. */
const kept = `(async () => {
  const text = (value) =>
    JSON.stringify(value, (_, each) => (ArrayBuffer.isView(each) ? new TextDecoder().decode(each) : each)) ?? '';
  const all = [text({ ...localStorage }), text({ ...sessionStorage })];
  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const entries = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([done(entries.getAllKeys()), done(entries.getAll())]);
      all.push(name + '/' + store, text(keys), ...values.map(text));
    }
    database.close();
  }
  return all.join('\\n');
})()`;

/**
 * Keeps what could be seen while VS Code ran and leaves no file by itself, each place in a file named after it, so that
 * one search of the disk covers everything.
 */
export class Sightings {
  readonly #processes = new Set<string>();
  #folder: string | undefined;

  async begin(): Promise<void> {
    this.#folder = await mkdtemp(join(process.env['TEST_FOLDER'] ?? tmpdir(), 'seen-'));
  }

  get folder(): string {
    if (this.#folder === undefined) throw new Error('Nothing was looked at yet.');
    return this.#folder;
  }

  note(place: string, text: string): void {
    appendFileSync(join(this.folder, `${place}.txt`), `${text}\n`);
  }

  /** Of all that is loaded from now on. */
  async watch(page: Page): Promise<void> {
    await page.exposeBinding('sight', (_, batch: readonly (readonly [place: string, text: string])[]) => {
      for (const [place, text] of batch) this.note(place, text);
    });
    await page.addInitScript(watching);
  }

  /** What frames show now: an observer is not told when a page within a page is written anew. */
  async frames(page: Page): Promise<void> {
    for (const frame of page.frames().slice(1)) this.note('webview', await frame.content().catch(() => ''));
  }

  async clipboard(page: Page): Promise<void> {
    this.note('clipboard', await page.evaluate<string>(`navigator.clipboard.readText()`));
  }

  async storage(page: Page): Promise<void> {
    this.note('storage', await page.evaluate<string>(kept));
  }

  /**
   * Arguments and environments of all programs that this one started, and of theirs, where the system tells. Not the
   * environments of what a terminal's shell starts: its variable is there for those, and each prompt starts some.
   */
  processes(): void {
    if (!existsSync('/proc/self/environ')) return;
    const parents = new Map<number, number>();
    for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
      // Behind the name, which may hold anything: the state, then the parent.
      const parent = / ([0-9]+)/.exec(read(`/proc/${name}/stat`).replace(/^.*\)/s, ''))?.[1];
      parents.set(Number(name), Number(parent ?? 0));
    }
    const isOurs = (id: number | undefined): boolean =>
      id !== undefined && id > 1 && (parents.get(id) === process.pid || isOurs(parents.get(id)));
    const isShell = (id: number): boolean =>
      read(`/proc/${parents.get(id)}/cmdline`).includes('--type=ptyHost');
    const isOfShell = (id: number): boolean => {
      const parent = parents.get(id);
      return parent !== undefined && (isShell(parent) || isOfShell(parent));
    };
    for (const id of [...parents.keys()].filter(isOurs)) {
      for (const [what, file] of [
        ['arguments', 'cmdline'],
        ['environment', 'environ'],
      ] as const) {
        if (what === 'environment' && isOfShell(id)) continue;
        const text = read(`/proc/${id}/${file}`);
        if (this.#processes.has(text)) continue;
        this.#processes.add(text);
        this.note(what, text);
      }
    }
  }
}

/** Empty for what has just ended. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

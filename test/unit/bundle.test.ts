import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Runs a script in a Node of its own and returns what it prints. */
function inNode(...args: string[]): string {
  return execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' }).trim();
}

describe('the bundles', () => {
  let folder: string;

  before(function () {
    this.timeout(30_000);
    folder = mkdtempSync(join(tmpdir(), 'bundle-'));
    inNode('esbuild.mjs', '--production', `--outdir=${folder}`);
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** Has what asks for VS Code's API find nothing in it. */
  const WITHOUT_VSCODE = `
    const Module = require('node:module');
    const load = Module._load;
    Module._load = (name, ...rest) => (name === 'vscode' ? {} : load(name, ...rest));`;

  /** What undici's process-wide slots hold after a script has run, in a Node where nothing else uses them. */
  function slotsAfter(script: string): string {
    const look = `console.log(['1', '2'].map((n) => typeof globalThis[Symbol.for('undici.globalDispatcher.' + n)]).join())`;
    return inNode('--eval', `${WITHOUT_VSCODE};${script};${look}`);
  }

  it("leaves undici's process-wide slots free, which all extensions of a host share", () => {
    assert.equal(slotsAfter(`require(${JSON.stringify(join(folder, 'api.cjs'))})`), 'undefined,undefined');
    assert.match(
      slotsAfter(`require('undici')`),
      /object/,
      'the whole of undici takes them, so looking means something',
    );
  });

  it('have activation load at most 60 KB', () => {
    const script = `${WITHOUT_VSCODE}
      require(${JSON.stringify(join(folder, 'extension.cjs'))});
      const files = Object.keys(require.cache);
      console.log(files.reduce((bytes, file) => bytes + require('node:fs').statSync(file).size, 0));`;
    const bytes = Number(inNode('--eval', script));
    assert.ok(bytes > 10_000, 'it was loaded');
    assert.ok(bytes <= 60 * 1024, `${bytes} bytes`);
  });

  it("use VS Code's module as it is, since a copy of all that it has would cost half of the activation", () => {
    const script = `
      let looks = 0;
      const vscode = new Proxy({}, { ownKeys: () => ((looks += 1), []) });
      const Module = require('node:module');
      const load = Module._load;
      Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));
      const folder = ${JSON.stringify(folder)};
      const files = require('node:fs').readdirSync(folder).filter((name) => name.endsWith('.cjs'));
      for (const file of files) require(require('node:path').join(folder, file));
      const inAll = looks;
      Object.keys(vscode);
      console.log([inAll, looks].join());`;
    assert.equal(inNode('--eval', script), '0,1', 'nothing copies it, and a copy would be seen');
  });
});

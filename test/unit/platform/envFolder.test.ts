import assert from 'node:assert/strict';
import type { Uri, WorkspaceFolder } from 'vscode';
import { envFolderOf, type Workspace } from '../../../src/platform/envFolder.ts';

/** As much of an address as the folder of one needs. */
function at(text: string): Uri {
  const { protocol, host, pathname: path } = new URL(text);
  const scheme = protocol.slice(0, -1);
  const uri = {
    ...{ scheme, authority: host, path },
    with: (change: { path: string }) => at(`${scheme}://${host}${change.path}`),
    toString: () => text,
  };
  return uri as unknown as Uri;
}

function folder(text: string): WorkspaceFolder {
  return { uri: at(text), name: text.slice(text.lastIndexOf('/') + 1), index: 0 };
}

function workspace(
  folders: readonly WorkspaceFolder[],
  { isTrusted = true, isWritable = true } = {},
): Workspace {
  return {
    ...{ workspaceFolders: folders, isTrusted },
    getWorkspaceFolder: (file) => folders.find(({ uri }) => file.toString().startsWith(`${uri.toString()}/`)),
    fs: { isWritableFileSystem: () => isWritable },
  };
}

const one = folder('file:///projects/one');
const two = folder('file:///projects/two');

describe('the folder of a .env file', () => {
  it('is the one that a file is in', () => {
    const { env, gitignore, name, caution } = envFolderOf(
      at('file:///projects/two/a/b.ts'),
      workspace([one, two]),
    );
    assert.equal(env.toString(), 'file:///projects/two/.env');
    assert.equal(gitignore.toString(), 'file:///projects/two/.gitignore');
    assert.deepEqual([name, caution], ['two', undefined]);
  });

  it('is the only one that is open where a file is in none, and never the one beside that file', () => {
    for (const file of ['file:///home/me/.bashrc', 'partner-console-report://x/Details.md', undefined]) {
      const { env } = envFolderOf(file === undefined ? undefined : at(file), workspace([one]));
      assert.equal(env.toString(), 'file:///projects/one/.env');
    }
  });

  it('is not guessed: of several, of none, or where nothing can be written', () => {
    assert.throws(() => envFolderOf(at('file:///home/me/a.ts'), workspace([one, two])), /Several folders/);
    assert.throws(() => envFolderOf(at('file:///home/me/a.ts'), workspace([])), /Open a folder/);
    assert.throws(
      () => envFolderOf(undefined, workspace([one], { isWritable: false })),
      /“one” is read-only/,
    );
  });

  it('is to be thought about where it is not trusted, or not on this machine', () => {
    assert.match(envFolderOf(undefined, workspace([one], { isTrusted: false })).caution ?? '', /not trusted/);
    const far = workspace([folder('memfs://somewhere/portal')]);
    const { env, caution } = envFolderOf(undefined, far);
    assert.equal(env.toString(), 'memfs://somewhere/portal/.env');
    assert.match(caution ?? '', /at memfs somewhere/);
    assert.equal(
      envFolderOf(undefined, workspace([folder('vscode-remote://ssh/portal')])).caution,
      undefined,
    );
  });
});

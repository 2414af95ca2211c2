import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import type { GitView } from '../../../src/platform/gitView.ts';
import { writeEnv } from '../../../src/tokens/writeEnv.ts';
import { ScriptedPrompts, type Answer } from '../../support/prompts.ts';

function at(path: string): Uri {
  return { path } as unknown as Uri;
}

const folder = {
  env: at('/portal/.env'),
  gitignore: at('/portal/.gitignore'),
  name: 'portal',
  caution: undefined,
};

/** A folder in memory, of which git says one thing after the other. */
class Folder {
  readonly contents = new Map<string, string>();
  readonly #views: GitView[];

  constructor(...views: GitView[]) {
    this.#views = views;
  }

  readonly files = {
    read: ({ path }: Uri) => Promise.resolve(this.contents.get(path)),
    write: ({ path }: Uri, text: string) => {
      this.contents.set(path, text);
      return Promise.resolve();
    },
  };

  readonly gitViewOf = (): Promise<GitView> =>
    Promise.resolve(this.#views.shift() ?? assert.fail('asked too often'));

  async write(answers: Answer[], caution?: string): Promise<{ written: boolean; asked: string }> {
    const prompts = new ScriptedPrompts(...answers);
    const options = { files: this.files, prompts, gitViewOf: this.gitViewOf };
    const written = await writeEnv({ ...folder, caution }, { name: 'KEY', value: 'the-value' }, options);
    prompts.assertDone();
    return { written, asked: prompts.asked.join('\n') };
  }
}

describe('writing to .env', () => {
  for (const view of ['ignored', 'noRepository'] as const) {
    it(`asks nothing where git leaves the file alone: ${view}`, async () => {
      const portal = new Folder(view);
      portal.contents.set('/portal/.env', 'A=1\r\n');
      assert.deepEqual(await portal.write([]), { written: true, asked: '' });
      assert.deepEqual([...portal.contents], [['/portal/.env', 'A=1\r\nKEY=the-value\r\n']]);
    });
  }

  it('adds a line to .gitignore first where git would track the file, and nothing where that is declined', async () => {
    const portal = new Folder('tracked', 'tracked', 'ignored');
    assert.equal((await portal.write(['dismiss'])).written, false);
    assert.equal(portal.contents.size, 0);
    portal.contents.set('/portal/.gitignore', 'node_modules\r\ndist');
    const { written, asked } = await portal.write([{ pick: 'Add .env to .gitignore, then write' }]);
    assert.equal(written, true);
    assert.equal(asked.includes('the-value'), false);
    assert.equal(portal.contents.get('/portal/.gitignore'), 'node_modules\r\ndist\r\n.env\r\n');
    assert.equal(portal.contents.get('/portal/.env'), 'KEY=the-value\n');
  });

  it('refuses where git tracks the file already', async () => {
    const portal = new Folder('tracked', 'tracked');
    await assert.rejects(portal.write([{ pick: 'Add .env to .gitignore, then write' }]), /git rm --cached/);
    assert.equal(portal.contents.has('/portal/.env'), false);
  });

  it('asks what to do where VS Code cannot tell', async () => {
    const portal = new Folder('unknown', 'unknown', 'unknown');
    await portal.write([{ pick: 'Add .env to .gitignore, then write' }]);
    assert.equal(portal.contents.get('/portal/.gitignore'), '.env\n');
    portal.contents.clear();
    assert.equal((await portal.write([{ pick: 'Write without that' }])).written, true);
    assert.deepEqual([...portal.contents.keys()], ['/portal/.env']);
  });

  it('says first that a folder is not trusted, and writes only after a yes', async () => {
    const portal = new Folder('noRepository');
    const { written, asked } = await portal.write([{ confirm: false }], 'This folder is not trusted.');
    assert.match(asked, /not trusted/);
    assert.equal(written, false);
    assert.equal(portal.contents.size, 0);
    assert.equal((await portal.write([{ confirm: true }], 'This folder is not trusted.')).written, true);
  });
});

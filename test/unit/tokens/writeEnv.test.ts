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

  /** `meanwhile` is what happens while the user thinks about a question. */
  async write(
    answers: Answer[],
    { caution, meanwhile }: { caution?: string; meanwhile?: () => void } = {},
  ): Promise<{ written: boolean; outcome: string | undefined; asked: string }> {
    const prompts = new ScriptedPrompts(...answers);
    const confirm = prompts.confirm.bind(prompts);
    prompts.confirm = (...question) => {
      meanwhile?.();
      return confirm(...question);
    };
    const options = { files: this.files, prompts, gitViewOf: this.gitViewOf };
    const variable = { name: 'KEY', read: () => Promise.resolve('the-value') };
    const outcome = await writeEnv({ ...folder, caution }, variable, options);
    prompts.assertDone();
    return { written: outcome === 'written', outcome, asked: prompts.asked.join('\n') };
  }
}

describe('writing to .env', () => {
  for (const view of ['ignored', 'noRepository'] as const) {
    it(`asks nothing where git leaves the file alone: ${view}`, async () => {
      const portal = new Folder(view);
      portal.contents.set('/portal/.env', 'A=1\r\n');
      assert.deepEqual(await portal.write([]), { written: true, outcome: 'written', asked: '' });
      assert.deepEqual([...portal.contents], [['/portal/.env', 'A=1\r\nKEY=the-value\r\n']]);
    });
  }

  it('adds a line to .gitignore first where git would track the file, and nothing where that is declined', async () => {
    const portal = new Folder('untracked', 'untracked', 'ignored');
    assert.equal((await portal.write(['dismiss'])).written, false);
    assert.equal(portal.contents.size, 0);
    portal.contents.set('/portal/.gitignore', 'node_modules\r\ndist');
    const { written, asked } = await portal.write([{ pick: 'Add .env to .gitignore, then write' }]);
    assert.equal(written, true);
    assert.equal(asked.includes('the-value'), false);
    assert.equal(portal.contents.get('/portal/.gitignore'), 'node_modules\r\ndist\r\n.env\r\n');
    assert.equal(portal.contents.get('/portal/.env'), 'KEY=the-value\n');
  });

  it('refuses at once where git tracks the file already, and leaves .gitignore alone, which would not help', async () => {
    const portal = new Folder('tracked');
    await assert.rejects(portal.write([]), /git rm --cached/);
    assert.equal(portal.contents.size, 0);
  });

  it('refuses where git would take the file up in spite of the line', async () => {
    const portal = new Folder('untracked', 'untracked');
    await assert.rejects(portal.write([{ pick: 'Add .env to .gitignore, then write' }]), /may except it/);
    assert.equal(portal.contents.has('/portal/.env'), false);
  });

  it('asks before another value is replaced, before anything is written, and names key and folder', async () => {
    const portal = new Folder('untracked', 'untracked', 'ignored');
    portal.contents.set('/portal/.env', 'A=1\nKEY="old"\n');
    const { written, asked } = await portal.write([{ confirm: false }]);
    assert.equal(written, false);
    assert.match(asked, /^confirm: Replace the value of KEY in \.env of “portal”\?/);
    assert.doesNotMatch(asked, /old|the-value/);
    assert.deepEqual([...portal.contents], [['/portal/.env', 'A=1\nKEY="old"\n']]);
    const answers = [{ confirm: true }, { pick: 'Add .env to .gitignore, then write' }];
    assert.equal((await portal.write(answers)).written, true);
    assert.equal(portal.contents.get('/portal/.env'), 'A=1\nKEY=the-value\n');
  });

  it('asks nothing about an empty value, and does nothing where the value is there already', async () => {
    const portal = new Folder('ignored');
    portal.contents.set('/portal/.env', 'KEY=""\n');
    assert.equal((await portal.write([])).outcome, 'written');
    for (const text of ['KEY=the-value # of Ada\n', "export KEY='the-value'\n"]) {
      portal.contents.set('/portal/.env', text);
      assert.equal((await portal.write([])).outcome, 'unchanged');
      assert.equal(portal.contents.get('/portal/.env'), text);
    }
  });

  it('keeps what else was written to the file while a question stood open', async () => {
    const portal = new Folder('ignored');
    portal.contents.set('/portal/.env', 'KEY=old\n');
    const meanwhile = (): void => {
      portal.contents.set('/portal/.env', 'KEY=old\nB=2\n');
    };
    await portal.write([{ confirm: true }], { meanwhile });
    assert.equal(portal.contents.get('/portal/.env'), 'KEY=the-value\nB=2\n');
  });

  it('replaces no value that nobody was asked about', async () => {
    const portal = new Folder('ignored');
    portal.contents.set('/portal/.env', 'KEY=old\n');
    const meanwhile = (): void => {
      portal.contents.set('/portal/.env', 'KEY=newer\n');
    };
    await assert.rejects(
      portal.write([{ confirm: true }], { meanwhile }),
      /another value in \.env meanwhile/,
    );
    assert.equal(portal.contents.get('/portal/.env'), 'KEY=newer\n');
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
    const portal = new Folder('noRepository', 'noRepository');
    const caution = 'This folder is not trusted.';
    const { written, asked } = await portal.write([{ confirm: false }], { caution });
    assert.match(asked, /not trusted/);
    assert.equal(written, false);
    assert.equal(portal.contents.size, 0);
    assert.equal((await portal.write([{ confirm: true }], { caution })).written, true);
  });
});

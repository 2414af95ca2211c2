import assert from 'node:assert/strict';
import {
  SecretClipboard,
  type ClipboardState,
  type SystemClipboard,
} from '../../../src/tokens/secretClipboard.ts';
import { HandClock } from '../../support/clock.ts';

/** A clipboard of the system that can refuse, or leave a question open for ever. */
class FakeClipboard implements SystemClipboard {
  text = 'before';
  reading: 'works' | 'fails' | 'never settles' = 'works';
  writing: 'works' | 'fails' = 'works';

  readText(): Promise<string> {
    if (this.reading === 'never settles') return new Promise(() => undefined);
    return this.reading === 'works' ? Promise.resolve(this.text) : Promise.reject(new Error('not allowed'));
  }

  writeText(text: string): Promise<void> {
    if (this.writing === 'fails') return Promise.reject(new Error('not allowed'));
    this.text = text;
    return Promise.resolve();
  }
}

describe('the clipboard that forgets', () => {
  let system: FakeClipboard;
  let clock: HandClock;
  let seconds: number;
  let clipboard: SecretClipboard;
  let seen: ClipboardState[];

  beforeEach(() => {
    system = new FakeClipboard();
    clock = new HandClock();
    seconds = 3;
    clipboard = new SecretClipboard({ clipboard: system, clock, clearAfter: () => seconds });
    seen = [];
    clipboard.onDidChange(() => seen.push(clipboard.state));
  });
  afterEach(() => {
    clipboard.dispose();
  });

  it('takes a value back when its time is up, and counts down to it', async () => {
    assert.equal(await clipboard.copy('secret'), 3);
    await clock.pass(2);
    assert.equal(system.text, 'secret');
    await clock.pass(1);
    assert.equal(system.text, '');
    const counting = [3, 2, 1].map((left) => ({ kind: 'counting', seconds: left }));
    assert.deepEqual(seen, [...counting, { kind: 'idle' }]);
  });

  it('leaves alone what was copied meanwhile', async () => {
    await clipboard.copy('secret');
    system.text = 'something else';
    await clock.pass(3);
    assert.equal(system.text, 'something else');
    assert.deepEqual(clipboard.state, { kind: 'idle' });
  });

  it('begins anew with a second copy', async () => {
    await clipboard.copy('one');
    await clock.pass(2);
    await clipboard.copy('two');
    await clock.pass(2);
    assert.equal(system.text, 'two');
    assert.deepEqual(clipboard.state, { kind: 'counting', seconds: 1 });
    await clock.pass(1);
    assert.equal(system.text, '');
  });

  it('goes on counting for the first value where the second could not be copied', async () => {
    await clipboard.copy('one');
    system.writing = 'fails';
    await assert.rejects(clipboard.copy('two'));
    system.writing = 'works';
    await clock.pass(3);
    assert.equal(system.text, '');
  });

  it('leaves a value there where the setting says never', async () => {
    await clipboard.copy('one');
    seconds = 0;
    assert.equal(await clipboard.copy('secret'), 0);
    await clock.pass(10);
    assert.equal(system.text, 'secret');
    assert.deepEqual(clipboard.state, { kind: 'idle' });
  });

  for (const reading of ['fails', 'never settles'] as const) {
    it(`does not clear blindly where reading ${reading}, says so, and clears at the user's word`, async () => {
      await clipboard.copy('secret');
      system.reading = reading;
      await clock.pass(3 + 3);
      assert.equal(system.text, 'secret');
      assert.deepEqual(clipboard.state, { kind: 'unsure' });
      const clearing = clipboard.clearNow();
      await clock.pass(3);
      await clearing;
      assert.equal(system.text, '');
      assert.deepEqual(clipboard.state, { kind: 'idle' });
    });
  }

  it("clears at the user's word what is ours, and nothing else", async () => {
    await clipboard.copy('secret');
    assert.equal(await clipboard.clearNow(), 'cleared');
    assert.equal(system.text, '');
    await clipboard.copy('secret');
    system.text = 'something else';
    assert.equal(await clipboard.clearNow(), 'other');
    assert.equal(system.text, 'something else');
    assert.equal(await clipboard.clearNow(), 'nothing');
    assert.equal(system.text, 'something else', 'there is nothing of ours any more');
  });

  it('takes the value back at the end of the window', async () => {
    await clipboard.end();
    assert.equal(system.text, 'before');
    await clipboard.copy('secret');
    await clipboard.end();
    assert.equal(system.text, '');
  });
});

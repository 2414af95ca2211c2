import assert from 'node:assert/strict';
import { DisposableStore } from '../../../src/base/disposable.ts';
import { Emitter } from '../../../src/base/event.ts';

describe('DisposableStore', () => {
  it('disposes in reverse order, and late arrivals at once', () => {
    const gone: string[] = [];
    const store = new DisposableStore();
    const first = { dispose: () => gone.push('first') };
    assert.equal(store.add(first), first);
    store.add({ dispose: () => gone.push('second') });
    store.dispose();
    store.add({ dispose: () => gone.push('late') });
    store.dispose();
    assert.deepEqual(gone, ['second', 'first', 'late']);
  });
});

describe('Emitter', () => {
  it('tells each subscription once, and none after its end', () => {
    const heard: number[] = [];
    const listener = (value: number): number => heard.push(value);
    const emitter = new Emitter<number>();
    const one = emitter.event(listener);
    emitter.event(listener);
    emitter.fire(1);
    one.dispose();
    emitter.fire(2);
    emitter.dispose();
    emitter.fire(3);
    assert.deepEqual(heard, [1, 1, 2]);
  });
});

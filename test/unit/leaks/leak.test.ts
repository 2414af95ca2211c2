import assert from 'node:assert/strict';
import { describeLeak, isPlaceForTokens } from '../../../src/leaks/leak.ts';

describe('what is said of a credential in a file', () => {
  it('is what helps there', () => {
    const said = (...where: [Parameters<typeof describeLeak>[1], boolean]): string =>
      describeLeak({ kind: 'token', whose: 'Ada' }, ...where).message;
    assert.match(said('untracked', false), /saved token of Ada.*put a reference in its place/);
    assert.match(said('ignored', false), /stays on this machine/);
    assert.match(said('tracked', true), /git rm --cached/);
    assert.match(said('untracked', true), /add it to \.gitignore/);
    for (const view of ['tracked', 'untracked', 'unknown', 'noRepository'] as const)
      assert.doesNotMatch(said(view, true), /reference/, 'a .env file is where references lead');
  });

  it('knows the files that people keep credentials in from those that show what to fill in', () => {
    for (const path of ['/a/.env', '/.env.local', '/a/.env.production'])
      assert.ok(isPlaceForTokens(path), path);
    for (const path of ['/a/.env.example', '/a/.env.local.sample', '/a/x.env', '/a/env'])
      assert.equal(isPlaceForTokens(path), false, path);
  });
});

import assert from 'node:assert/strict';
import { DEFAULT_CHOICES, type Connection } from '../../../src/connections/connection.ts';
import { fromFile, toFile } from '../../../src/connections/connectionFile.ts';

const production: Connection = {
  id: 'opaque',
  name: 'Agency',
  origin: 'https://api.example.com',
  kind: 'remote',
  label: 'production',
  readOnly: true,
  tokenAuthorization: 'partnerKey',
  createPath: '/customer',
  tokenFetches: 'agreed',
};

describe('a file of connections', () => {
  it('brings over what the user chose, and no id, key or command', () => {
    const text = toFile([{ ...production, key: 'secret', credentialCommand: ['op'] } as Connection]);
    assert.doesNotMatch(text, /secret|credentialCommand|opaque|"op"/);
    const { id, kind, tokenFetches, ...shared } = production;
    assert.equal(tokenFetches, 'agreed');
    assert.ok(id && kind);
    assert.deepEqual(fromFile(text), [shared]);
    assert.deepEqual(fromFile(`\uFEFF${text}`), [shared]);
  });

  it('leaves out what means nothing on another computer', () => {
    const local = { ...production, origin: 'http://127.0.0.1:8080' };
    const sample = { ...production, origin: '', kind: 'sample' } as const;
    assert.deepEqual((JSON.parse(toFile([local, sample])) as { connections: [] }).connections, []);
  });

  const file = (...connections: unknown[]) =>
    JSON.stringify({ format: 'partner-console-connections', version: 1, connections });
  const row = { name: 'A', origin: 'https://a.example' };

  it('fills in what it does not say, and takes nothing else from it', () => {
    const more = { ...row, id: 'mine', kind: 'sample', version: 99, key: 'k', credentialCommand: ['sh'] };
    const { tokenFetches, ...shared } = DEFAULT_CHOICES;
    assert.equal(tokenFetches, 'whenNeeded', 'not shared: what one user has agreed to');
    assert.deepEqual(fromFile(file({ ...more, tokenFetches: 'agreed' })), [{ ...row, ...shared }]);
    assert.equal(fromFile(file({ ...row, readOnly: 'no' }))[0]?.readOnly, true);
  });

  it('is taken as a whole or not at all', () => {
    const broken: [string, RegExp][] = [
      ['', /not JSON/],
      ['null', /not a file of connections/],
      ['[]', /not a file of connections/],
      ['{"format":"something-else","version":1,"connections":[]}', /not a file of connections/],
      [file(row).replace('"version":1', '"version":2'), /another version/],
      [file(), /no connection in it/],
      [file(...Array<unknown>(101).fill(row)), /more than 100/],
      [file({ ...row, name: 'x'.repeat(300_000) }), /larger than 256 KB/],
      [file(row, null), /connection 2 has no usable name/],
      ...['', '  ', 'x'.repeat(101), 'a\nb', 'a\u202Eb', 'a\u200Bb', 'a\u2028b', 7].map(
        (name): [string, RegExp] => [file({ ...row, name }), /connection 1 has no usable name/],
      ),
      ...[
        'http://a.example',
        'http://127.0.0.1:1',
        'https://a.example/path',
        'https://A.example',
        'https://me@a.example',
        'https://api.v7.bоtpenguin.com',
        ' https://a.example',
        'javascript:alert(1)',
        7,
        undefined,
      ].map((origin): [string, RegExp] => [
        file(row, { ...row, origin }),
        /connection 2 is not for an https host/,
      ]),
    ];
    for (const [text, message] of broken)
      assert.throws(() => fromFile(text), { name: 'UserError', message }, text.slice(0, 200));
  });

  it('shows a look-alike host in letters that cannot pass for others', () => {
    const [found] = fromFile(file({ ...row, origin: 'https://api.v7.xn--btpenguin-02h.com' }));
    assert.equal(found?.origin, 'https://api.v7.xn--btpenguin-02h.com');
  });
});

import assert from 'node:assert/strict';
import type { Connection } from '../../../src/connections/connection.ts';
import { connectionsIn, readConnection, rowsFor, toRow } from '../../../src/connections/connectionRow.ts';

const connection: Connection = {
  id: '1',
  name: 'A',
  origin: 'https://a.example',
  kind: 'remote',
  label: 'production',
  readOnly: true,
  tokenAuthorization: 'partnerKey',
  createPath: '/customer',
  tokenFetches: 'agreed',
};

describe('a stored connection', () => {
  it('is read as it was written', () => {
    assert.deepEqual(readConnection(toRow(connection)), connection);
    assert.deepEqual(readConnection({ ...toRow(connection), readOnly: false })?.readOnly, false);
  });

  it('of the first version gets the defaults of what it lacks', () => {
    const { id, name, origin, kind, tokenAuthorization } = connection;
    assert.deepEqual(readConnection({ id, name, origin, kind, tokenAuthorization }), {
      ...connection,
      label: 'none',
      readOnly: false,
      createPath: '/customer/create',
      tokenFetches: 'whenNeeded',
    });
    assert.equal(readConnection({ id, name, origin, kind })?.tokenAuthorization, 'customerToken');
  });

  it('of the second version fetches tokens when needed, as it did', () => {
    const { tokenFetches, ...second } = connection;
    assert.equal(tokenFetches, 'agreed');
    assert.deepEqual(readConnection({ ...second, version: 2 }), {
      ...connection,
      tokenFetches: 'whenNeeded',
    });
  });

  it('asks before fetching tokens unless it surely need not', () => {
    for (const odd of ['never', null, 7, {}])
      assert.equal(readConnection({ ...toRow(connection), tokenFetches: odd })?.tokenFetches, 'afterAsking');
  });

  it('with a choice that makes no sense gets the default, and stays read-only unless it surely is not', () => {
    const odd = readConnection({ ...toRow(connection), label: 'live', readOnly: 'no', createPath: 7 });
    assert.deepEqual(odd, { ...connection, label: 'none', createPath: '/customer/create' });
  });

  it('is passed over where it is none, a newer version wrote it, or a key must not go to its origin', () => {
    const broken = [
      null,
      'text',
      {},
      { ...connection, id: '' },
      { ...connection, kind: 'other' },
      { ...connection, origin: 'http://a.example' },
      { ...connection, version: 4 },
      { ...connection, version: 'two' },
    ];
    for (const value of broken) assert.equal(readConnection(value), undefined);
  });
});

describe('the rows of all connections', () => {
  const newer = { version: 4, id: 'newer', something: 'else' };

  it('keep, in place, those that cannot be read', () => {
    const stored = ['?', newer, toRow(connection), { id: 7 }];
    const renamed = { ...connection, name: 'B' };
    const added = { ...connection, id: '2' };
    const learned = new Map([
      ['1', renamed],
      ['2', added],
    ]);
    assert.deepEqual(connectionsIn(stored, learned), [renamed, added]);
    assert.deepEqual(rowsFor(stored, learned), ['?', newer, toRow(renamed), { id: 7 }, toRow(added)]);
  });

  it('lose what was removed, even if it cannot be read, and nothing else', () => {
    const learned = new Map([
      ['1', 'removed' as const],
      ['newer', 'removed' as const],
    ]);
    assert.deepEqual(rowsFor([newer, toRow(connection), { id: 7 }], learned), [{ id: 7 }]);
    assert.deepEqual(rowsFor('gone wrong', learned), []);
  });
});

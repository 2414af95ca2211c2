import assert from 'node:assert/strict';
import { CHOICES } from '../../../src/emulator/settings.ts';
import { contract, type Contract } from '../../support/contract.ts';
import { fixture } from '../../support/fixture.ts';

interface Unknown {
  readonly question: string;
  readonly possibilities: readonly string[];
  readonly emulator?: string;
}
type Node = Readonly<Record<string, unknown>>;

/** Every object of the document, each once, with its place. */
function* nodes(value: unknown, place = '', seen = new Set<unknown>()): Generator<[string, Node]> {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if (!Array.isArray(value)) yield [place, value as Node];
  for (const [name, inner] of Object.entries(value)) yield* nodes(inner, `${place}/${name}`, seen);
}

describe('the contract', () => {
  let checks: Contract;
  let all: readonly [string, Node][];
  let unknowns: readonly (readonly [string, Unknown])[];
  before(async () => {
    checks = await contract();
    all = [...nodes(checks.document)];
    unknowns = all.flatMap(([place, node]) =>
      ((node['x-unknown'] ?? []) as readonly Unknown[]).map((unknown) => [place, unknown] as const),
    );
  });

  it('has the seven calls, creating a customer under both paths, both tokens under one', () => {
    const calls = checks.operations.flatMap(({ method, path, 'x-calls': names }) =>
      names.map(({ name }) => `${name}: ${method.toUpperCase()} ${path}`),
    );
    assert.deepEqual(calls, [
      'List customers: GET /customer/list',
      'Create a customer: POST /customer/create',
      'Create a customer: POST /customer',
      'Update a customer: PUT /customer/{id}',
      'Delete a customer: DELETE /customer/{id}',
      "Get a customer's token: GET /ext/get-user-token",
      "Get a member's token: GET /ext/get-user-token",
      'List team members: GET /custom-user',
    ]);
    assert.equal(new Set(calls.map((call) => call.split(':')[0])).size, 7);
  });

  it('demands both headers on every call', () => {
    for (const { operationId, security, parameters } of checks.operations) {
      assert.ok(security?.length, operationId);
      assert.ok(
        parameters?.some(
          (parameter) => 'in' in parameter && parameter.name === 'authtype' && parameter.required,
        ),
        operationId,
      );
    }
  });

  it('describes every attribute and parameter, and gives each a type', () => {
    let attributes = 0;
    for (const [place, node] of all) {
      const described = place.endsWith('/properties') ? Object.entries(node as Record<string, Node>) : [];
      for (const [name, { type, description }] of described) {
        // What only carries others needs no words of its own.
        if (name === 'data' && type === 'object') continue;
        attributes += 1;
        assert.ok(type && typeof description === 'string' && description !== '', `${place}/${name}`);
      }
      if ('in' in node && 'schema' in node) assert.ok(node['description'], place);
    }
    assert.ok(attributes > 50);
  });

  it('closes no list of words but those of the two parameters that are closed', () => {
    const closed = all.filter(([, node]) => Array.isArray(node['enum'])).map(([, node]) => node['enum']);
    assert.deepEqual(closed, [['Key'], ['AGENT', 'CUSTOM_USER', 'CUSTOMER']]);
  });

  it('asks every unknown as a question with more than one possible answer', () => {
    assert.ok(unknowns.length > 20);
    for (const [place, { question, possibilities }] of unknowns) {
      assert.ok(question.endsWith('?'), `${place}: ${question}`);
      assert.ok(possibilities.length > 1, `${place}: ${question}`);
      for (const possibility of possibilities)
        assert.equal(typeof possibility, 'string', `${place}: ${question}`);
    }
  });

  it('asks about each setting of the emulator once', () => {
    const settings = unknowns.flatMap(([, { emulator }]) => emulator ?? []);
    assert.deepEqual(settings.toSorted(), [...Object.keys(CHOICES), 'pageSize'].toSorted());
  });

  it('has the published samples as examples', () => {
    const values = all.filter(([place]) => /\/examples\/\w+$/.test(place)).map(([, node]) => node['value']);
    for (const name of ['teamMembersOlder.json', 'teamMembersNewer.json', 'error400.json']) {
      const published = JSON.stringify(JSON.parse(fixture(name)));
      assert.ok(
        values.some((value) => JSON.stringify(value) === published),
        name,
      );
    }
  });
});

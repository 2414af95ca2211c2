import assert from 'node:assert/strict';
import { DEFAULT_CHOICES, type Connection } from '../../../src/connections/connection.ts';
import { askForEdit } from '../../../src/connections/editConnection.ts';
import { ScriptedPrompts, type Answer } from '../../support/prompts.ts';

const connection: Connection = {
  ...DEFAULT_CHOICES,
  id: 'one',
  name: 'Acme',
  origin: 'https://api.example.com',
  kind: 'remote',
};

describe('editing a connection', () => {
  const cases: [what: string, answer: Answer, change: object][] = [
    ['Name', { type: ' New name ' }, { name: 'New name' }],
    ['Label', { pick: 'Production' }, { label: 'production' }],
    ['Label', { pick: 'None' }, { label: 'none' }],
    ['Read-only', { pick: 'Read-only' }, { readOnly: true }],
    ['Read-only', { pick: 'Reads and writes' }, { readOnly: false }],
    ['What authorizes member tokens', { pick: 'The partner key' }, { tokenAuthorization: 'partnerKey' }],
    ['Path that creates customers', { pick: '/customer' }, { createPath: '/customer' }],
  ];
  for (const [what, answer, change] of cases) {
    it(`changes ${JSON.stringify(change)} and nothing else`, async () => {
      assert.deepEqual(await askForEdit(new ScriptedPrompts({ pick: what }, answer), connection), change);
    });
  }

  it('changes nothing when a question is dismissed', async () => {
    assert.equal(await askForEdit(new ScriptedPrompts('dismiss'), connection), undefined);
    for (const what of new Set(cases.map(([each]) => each))) {
      const prompts = new ScriptedPrompts({ pick: what }, 'dismiss');
      assert.equal(await askForEdit(prompts, connection), undefined, what);
    }
  });
});

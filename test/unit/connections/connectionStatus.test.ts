import assert from 'node:assert/strict';
import { DEFAULT_CHOICES, type Connection } from '../../../src/connections/connection.ts';
import { inQuestion, marksOf } from '../../../src/connections/connectionMarks.ts';
import { statusOf } from '../../../src/connections/connectionStatus.ts';

const plain: Connection = {
  ...DEFAULT_CHOICES,
  id: 'one',
  name: 'Acme',
  origin: 'https://api.example.com',
  kind: 'remote',
};
const production: Connection = { ...plain, label: 'production', readOnly: true };

describe('the status of a connection', () => {
  it('says state and saved tokens, and asks for a connection where there is none', () => {
    assert.deepEqual(statusOf('connected', false, plain, 2), {
      text: '$(plug) Acme  $(key) 2',
      tooltip: 'Acme: connected, 2 saved tokens\nClick for actions.',
      label: 'Partner Console, Acme, connected, 2 saved tokens',
      tone: undefined,
    });
    assert.equal(statusOf('none', false, undefined, 0).label, 'Partner Console, no connection');
  });

  it('says in words that it is production and read-only, in every state, and repeats it by colour', () => {
    for (const state of ['idle', 'connected', 'keyRejected', 'unreachable'] as const) {
      const { text, tooltip, label, tone } = statusOf(state, false, production, 0);
      for (const shown of [text, tooltip, label]) assert.match(shown, /Production, read-only/, state);
      assert.equal(tone, 'error');
    }
  });

  it('says in words what is wrong, and repeats it by colour', () => {
    const { text, tone } = statusOf('keyRejected', false, plain, 0);
    assert.equal(text, '$(error) Acme  key rejected');
    assert.equal(tone, 'warning');
  });
});

describe('the marks of a connection', () => {
  it('are words, none for one without a label', () => {
    assert.deepEqual(marksOf(plain), []);
    assert.deepEqual(marksOf({ label: 'staging', readOnly: false }), ['Staging']);
    assert.equal(inQuestion(plain), '“Acme”');
    assert.equal(inQuestion(production), '“Acme” (production)');
  });
});

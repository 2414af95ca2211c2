import assert from 'node:assert/strict';
import { DEFAULT_CHOICES, type Connection } from '../../../src/connections/connection.ts';
import { inQuestion, marksOf } from '../../../src/connections/connectionMarks.ts';
import { statusOf, type StatusFacts } from '../../../src/connections/connectionStatus.ts';

const plain: Connection = {
  ...DEFAULT_CHOICES,
  id: 'one',
  name: 'Acme',
  origin: 'https://api.example.com',
  kind: 'remote',
};
const production: Connection = { ...plain, label: 'production', readOnly: true };

describe('the status of a connection', () => {
  const status = (facts: Partial<StatusFacts>) =>
    statusOf({ state: 'connected', busy: false, connection: plain, savedTokens: 0, ...facts });

  it('says state and saved tokens, and asks for a connection where there is none', () => {
    assert.deepEqual(status({ savedTokens: 2 }), {
      text: '$(plug) Acme  $(key) 2',
      tooltip: ['Partner Console · Acme', 'Connected, 2 saved tokens.'],
      label: 'Partner Console, Acme, connected, 2 saved tokens',
      tone: undefined,
    });
    const none = status({ state: 'none', connection: undefined });
    assert.equal(none.text, '$(plug) Partner Console');
    assert.equal(none.label, 'Partner Console, no connection');
    assert.equal(
      none.tooltip.join(' '),
      'Partner Console No connection. Add one, or look around with made-up customers.',
    );
  });

  it('says how many saved tokens are lost, and what to do about them', () => {
    const { text, tooltip, label, tone } = status({ savedTokens: 3, lostTokens: 2 });
    assert.equal(text, '$(plug) Acme  $(key) 3  $(warning) 2 lost');
    assert.match(tooltip.join(' '), /3 saved tokens, 2 lost\. .*fetch them again/);
    assert.equal(label, 'Partner Console, Acme, connected, 3 saved tokens, 2 lost');
    assert.equal(tone, 'warning');
    assert.equal(status({ connection: production, savedTokens: 1, lostTokens: 1 }).tone, 'error');
  });

  it('says in words that it is production and read-only, in every state, and repeats it by colour', () => {
    for (const state of ['idle', 'connected', 'keyRejected', 'rateLimited', 'unreachable'] as const) {
      const { text, tooltip, label, tone } = status({ state, connection: production });
      for (const shown of [text, tooltip[0] ?? '', label])
        assert.match(shown, /Production, read-only/, state);
      assert.equal(tone, 'error');
    }
  });

  it('says in words what is wrong, and repeats it by colour, also while a call is under way', () => {
    const says = {
      keyRejected: '$(error) Acme  key rejected',
      keyMissing: '$(error) Acme  key missing',
      forbidden: '$(circle-slash) Acme  forbidden',
      unreachable: '$(debug-disconnect) Acme  unreachable',
      untrusted: '$(shield) Acme  not trusted',
      proxyFailed: '$(debug-disconnect) Acme  stopped by a proxy',
    } as const;
    for (const [state, text] of Object.entries(says)) {
      const shown = status({ state: state as keyof typeof says });
      assert.deepEqual([shown.text, shown.tone], [text, 'warning']);
      const busy = status({ state: state as keyof typeof says, busy: true });
      assert.equal(busy.text, text.replace(/\(.*?\)/, '(sync~spin)'));
      assert.match(busy.label, new RegExp(`${text.split('  ')[1] ?? ''}, working`));
    }
  });

  it('counts down while the host wants fewer calls: quietly, without a colour and not for a screen reader', () => {
    const { text, label, tone, tooltip } = status({ state: 'rateLimited', secondsLeft: 12 });
    assert.equal(text, '$(watch) Acme  rate limited, 12 s left');
    assert.equal(label, 'Partner Console, Acme, rate limited, no saved tokens');
    assert.equal(tone, undefined);
    assert.doesNotMatch(tooltip.join(' '), /12/);
    for (const secondsLeft of [undefined, 0, -3])
      assert.equal(status({ state: 'rateLimited', secondsLeft }).text, '$(watch) Acme  rate limited');
  });

  it('says which program the key comes from', () => {
    assert.match(status({ program: 'op' }).tooltip.join(' '), /credential command “op”/);
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

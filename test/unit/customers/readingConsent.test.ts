import assert from 'node:assert/strict';
import type { ActiveConnection } from '../../../src/connections/activeConnection.ts';
import { agreeToReading } from '../../../src/customers/readingConsent.ts';
import { connect } from '../../support/connected.ts';
import { useEmulator } from '../../support/emulator.ts';

describe('what is agreed to before all teams are read', () => {
  const emulator = useEmulator();
  let active: ActiveConnection;
  beforeEach(async () => {
    ({ active } = await connect(emulator.current));
  });
  afterEach(() => {
    active.dispose();
  });

  /** Prompts that say yes; `meanwhile` happens while the first question is open. */
  function yes(meanwhile?: () => void) {
    const asked: string[] = [];
    return {
      asked,
      confirm(message: string): Promise<boolean> {
        if (asked.push(message) === 1) meanwhile?.();
        return Promise.resolve(true);
      },
    };
  }
  const choose = (tokenFetches: 'agreed' | 'afterAsking'): void => {
    const session = active.requireSession();
    session.update({ ...session.connection, tokenFetches });
  };

  it('is asked for once, and not where it was agreed to before', async () => {
    const prompts = yes();
    const consent = await agreeToReading(active.requireSession(), prompts);
    assert.deepEqual(consent, { mayReplace: false, asked: true });
    assert.match(prompts.asked.join(), /^Read the teams of all customers/);
    choose('agreed');
    const again = await agreeToReading(active.requireSession(), prompts);
    assert.deepEqual(again, { mayReplace: false, asked: false });
    assert.equal(prompts.asked.length, 1);
  });

  it('is asked for anew where it turns out meanwhile that fetches replace tokens', async () => {
    const prompts = yes(() => {
      choose('afterAsking');
    });
    const consent = await agreeToReading(active.requireSession(), prompts);
    assert.deepEqual(consent, { mayReplace: true, asked: true });
    assert.deepEqual(
      prompts.asked.map((message) => message.slice(0, 5)),
      ['Read ', 'Fetch'],
    );
  });

  it('is nothing where the user does not want it', async () => {
    const no = { confirm: () => Promise.resolve(false) };
    assert.equal(await agreeToReading(active.requireSession(), no), undefined);
  });
});

import assert from 'node:assert/strict';
import type { Choice, Prompts } from '../../../src/platform/prompts.ts';
import type { StoredToken } from '../../../src/tokens/storedToken.ts';
import { askForType, askWhetherToFetch } from '../../../src/tokens/tokenPrompts.ts';
import { ScriptedPrompts } from '../../support/prompts.ts';

/** Prompts that remember what was offered, and are dismissed. */
class OfferedPrompts extends ScriptedPrompts {
  offered: string[] = [];

  override pick<T>(_question: { title: string }, choices: readonly Choice<T>[]): Promise<T | undefined> {
    this.offered = choices.map(({ label, description, detail }) =>
      [label, description, detail].filter(Boolean).join(' | '),
    );
    return Promise.resolve(undefined);
  }
}

const customer = { id: 'c1', name: 'Clinic' };
const member = {
  connectionId: 'one',
  customer,
  kind: 'member',
  id: 'u1',
  name: 'Ada',
  email: 'a@example.com',
} as const;

describe('what is offered before a token is fetched', () => {
  let prompts: OfferedPrompts & Prompts;

  beforeEach(() => {
    prompts = new OfferedPrompts();
  });

  it('is the type that worked for others of the role first, and says so', async () => {
    await askForType(prompts, 'Fetch Token', member, undefined);
    assert.match(prompts.offered[0] ?? '', /^Agent \| AGENT/);
    assert.equal(prompts.offered.length, 3);
    await askForType(prompts, 'Fetch Token', member, 'CUSTOM_USER');
    assert.match(prompts.offered[0] ?? '', /^Custom user \| CUSTOM_USER, as for others of this role/);
    assert.equal(prompts.offered.length, 3);
    await askForType(prompts, 'Fetch Token', { ...member, kind: 'customer' }, undefined);
    assert.match(prompts.offered[0] ?? '', /^Customer \| CUSTOMER/);
  });

  it('is what is saved first, with its age and what is wrong with it, and fetching last, with its danger', async () => {
    const savedAt = new Date(Date.now() - 3 * 24 * 60 * 60 * 1000).toISOString();
    const owner = {
      connectionId: 'one',
      customerId: 'c1',
      customerName: 'Clinic',
      userId: 'u1',
      userName: 'Ada',
    };
    const saved: StoredToken = {
      id: 'x',
      ...owner,
      email: 'a@example.com',
      type: 'AGENT',
      active: false,
      savedAt,
    };
    await askWhetherToFetch(prompts, 'Fetch Token', [saved]);
    assert.equal(prompts.offered.length, 2);
    assert.match(
      prompts.offered[0] ?? '',
      /Copy Saved Token \| Agent, fetched 3 days ago \| It is not active/,
    );
    assert.match(prompts.offered[1] ?? '', /Fetch Again… \| May replace the old one/);
  });
});

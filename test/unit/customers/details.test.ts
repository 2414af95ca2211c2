import assert from 'node:assert/strict';
import { filled, translateWith } from '../../../src/base/l10n.ts';
import { detailsOf } from '../../../src/customers/details.ts';
import type { MemberRow } from '../../../src/customers/rows.ts';

describe("somebody's details", () => {
  const now = Date.parse('2026-11-22T12:00:00.000Z');
  const row = {
    kind: 'member',
    connectionId: 'one',
    id: 'm',
    customer: { id: 'c', name: 'Clinic | [x](command:y)' },
    member: {
      id: 'm',
      name: '# <b>Ada</b>',
      email: 'http://evil.example',
      createdAt: '2026-11-02T12:00:00.000Z',
      updatedAt: 'yesterday',
      bots: 3,
      leadsVisibility: 'ASSIGNED',
    },
  } as unknown as MemberRow;
  const page = detailsOf(row, 'Acme', now);

  it('say how long ago, and show a time that cannot be read as it came', () => {
    assert.match(page, /\| Created \| .*2026.*, 20 days ago \|/);
    assert.match(page, /\| Updated \| yesterday \|/);
    assert.match(page, /\| Assigned bots \| 3 \|/);
    assert.match(page, /\| Sees leads \| Assigned \|/);
  });

  it('say how long ago in the language of what stands around it', () => {
    try {
      translateWith(filled, () => 'es');
      assert.match(detailsOf(row, 'Acme', now), /, hace 20 días \|/);
    } finally {
      translateWith(filled);
    }
  });

  it('show what is unknown as such', () => {
    assert.match(page, /\| Phone \| – \|/);
  });

  it('show what a server says as text', () => {
    assert.ok(page.startsWith('# \\# \\<b\\>Ada\\</b\\>\n'));
    assert.ok(page.includes('Clinic \\| \\[x\\](command:y)'));
    assert.ok(page.includes('http\\://evil.example'));
  });
});

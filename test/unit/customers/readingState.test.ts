import assert from 'node:assert/strict';
import { ApiError } from '../../../src/api/errors.ts';
import {
  pauseReason,
  shortLine,
  stateLine,
  titleLine,
  type Told,
} from '../../../src/customers/readingState.ts';

describe('the line that says how far a reading is', () => {
  const reading: Told = {
    state: 'reading',
    index: { size: 41_200 },
    progress: { read: 1204, known: 2000, listed: true },
    skipped: [],
    expectedMembers: 100_000,
    leftMs: 34_200,
    waitMs: 0,
    pausedBy: undefined,
    finishedAt: undefined,
  };
  const line = (change: Partial<Told>): string => stateLine({ ...reading, ...change }, 1_000_000_000);

  const cases: [about: string, change: Partial<Told>, line: string][] = [
    [
      'counts and time left',
      {},
      'Searching 41,200 of about 100,000 members · 1,204 of 2,000 customers · 35 s left',
    ],
    [
      'no total while not all customers are known',
      {
        progress: { read: 1, known: 40, listed: false },
        index: { size: 1 },
        expectedMembers: undefined,
        leftMs: undefined,
      },
      'Searching 1 member · 1 customer so far',
    ],
    [
      'minutes',
      { leftMs: 200_000 },
      'Searching 41,200 of about 100,000 members · 1,204 of 2,000 customers · 4 min left',
    ],
    [
      'that the server asks to wait',
      { waitMs: 11_500, skipped: ['', ''] },
      'Rate limited, continuing in 12 s · 41,200 members · 1,204 of 2,000 customers · 2 skipped',
    ],
    ['a pause', { state: 'paused', leftMs: undefined }, 'Paused · 41,200 members · 1,204 of 2,000 customers'],
    ['an end before the end', { state: 'cancelled' }, 'Stopped · 41,200 members · 1,204 of 2,000 customers'],
    [
      'its age',
      { state: 'done', finishedAt: 1_000_000_000 - 5 * 60_000, skipped: [''] },
      'Searching 41,200 members · 2,000 customers · read 5 min ago · 1 skipped',
    ],
  ];
  for (const [about, change, expected] of cases) {
    it(`tells ${about}`, () => {
      assert.equal(line(change), expected);
    });
  }

  it('tells of what is searched while that is read anew, and where this was given up', () => {
    const before: Told = {
      ...{ ...reading, state: 'done', leftMs: undefined },
      ...{ index: { size: 99_000 }, finishedAt: 1_000_000_000 - 5 * 60_000 },
    };
    const told = (change: Partial<Told>): string =>
      stateLine({ ...reading, ...change }, 1_000_000_000, before);
    assert.equal(
      told({}),
      'Searching 99,000 members · read 5 min ago · reading anew: 1,204 of 2,000 customers · 35 s left',
    );
    assert.equal(
      told({ state: 'cancelled', leftMs: undefined }),
      'Searching 99,000 members · read 5 min ago · reading anew stopped: 1,204 of 2,000 customers',
    );
    assert.equal(
      titleLine({ ...reading, state: 'paused' }, 1_000_000_000, before),
      '99,000 members · read 5 min ago · reading anew paused',
    );
    assert.match(told({ waitMs: 2000 }), /rate limited, reading anew in 2 s: /);
  });

  it('has a short form for a title', () => {
    const title = (change: Partial<Told>): string => titleLine({ ...reading, ...change }, 1_000_000_000);
    assert.equal(title({}), '41,200 of about 100,000 members · 35 s left');
    assert.equal(
      title({ waitMs: 2000 }),
      'rate limited, continuing in 2 s · 41,200 of about 100,000 members',
    );
    assert.equal(title({ state: 'paused' }), 'paused · 41,200 of about 100,000 members');
    assert.equal(title({ state: 'done', finishedAt: 1_000_000_000 }), '41,200 members · read just now');
  });

  it('is short in the status bar', () => {
    assert.equal(shortLine(reading), '1,204 of 2,000 customers');
    assert.equal(shortLine({ ...reading, state: 'paused' }), '1,204 of 2,000 customers · paused');
  });

  it('says why it paused by itself, and nothing where the user did it', () => {
    const call = {
      method: 'GET',
      path: '/customer/list',
      origin: 'https://a.example',
      credential: 'partnerKey',
    } as const;
    const why = pauseReason({ ...reading, state: 'paused', pausedBy: new ApiError('timeout', call) });
    assert.match(why ?? '', /a\.example did not answer in time/);
    assert.equal(pauseReason({ ...reading, state: 'paused' }), undefined);
  });
});

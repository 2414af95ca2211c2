import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { ApiError, type ApiErrorKind, type CallInfo } from '../../../src/api/errors.ts';
import { UserError } from '../../../src/base/userError.ts';
import { Command } from '../../../src/manifest.ts';
import { describeError } from '../../../src/platform/describeError.ts';

const call: CallInfo = {
  method: 'GET',
  path: '/customer/list',
  origin: 'https://api.example.com',
  credential: 'partnerKey',
};
const KINDS: readonly ApiErrorKind[] = [
  'network',
  'timeout',
  'unauthorized',
  'forbidden',
  'notFound',
  'rateLimited',
  'rejected',
  'server',
  'unexpectedResponse',
];

/** Every message ends in something to do. */
const NEXT_STEP = /try again|update it|ask whoever|refresh|check what/i;

describe('describeError', () => {
  it('has a title for each command that an error of ours offers', async () => {
    const offered = new Set<string>();
    for await (const file of glob('src/**/*.ts')) {
      const text = await readFile(file, 'utf8');
      for (const [, commands = ''] of text.matchAll(
        /User(?:Error|Warning)\([^;]*?\[((?:\s*Command\.\w+,?\s*)+)\]/gs,
      ))
        for (const [, name = ''] of commands.matchAll(/Command\.(\w+)/g)) offered.add(name);
    }
    assert.ok(offered.size > 8, [...offered].join());
    for (const name of offered) {
      const error = new UserError('It failed.', [Command[name as keyof typeof Command]]);
      assert.equal(describeError(error).actions.length, 1, `${name} has a button`);
    }
  });

  for (const kind of KINDS) {
    it(`says what ${kind} means, for which host, and what to do next`, () => {
      const { message } = describeError(new ApiError(kind, call, {}));
      assert.match(message, /^api\.example\.com .+\.$/);
      assert.match(message, NEXT_STEP);
      assert.doesNotMatch(message, /undefined|null|NaN/);
    });
  }

  it('offers to update a refused partner key, but not for a refused customer token', () => {
    const offered = (credential: CallInfo['credential']): unknown =>
      describeError(new ApiError('unauthorized', { ...call, credential }, { status: 401 })).actions.some(
        ({ command }) => command === Command.replaceKey,
      );
    assert.equal(offered('partnerKey'), true);
    assert.equal(offered('customerToken'), false);
  });

  it('offers to examine the connection where no answer came, and only there', () => {
    const offering = KINDS.filter((kind) =>
      describeError(new ApiError(kind, call, {})).actions.some(
        ({ command }) => command === Command.diagnoseConnection,
      ),
    );
    assert.deepEqual(offering, ['network', 'timeout']);
  });

  it('says how long to wait when the server does', () => {
    assert.match(
      describeError(new ApiError('rateLimited', call, { retryAfterMs: 12_000 })).message,
      /in 12 seconds/,
    );
  });

  it('shows the sentence of a UserError and its commands as buttons', () => {
    const { message, actions } = describeError(new UserError('Do this.', [Command.addConnection]));
    assert.equal(message, 'Do this.');
    assert.deepEqual(actions, [{ title: 'Add Connection…', command: Command.addConnection }]);
  });

  it('shows nothing of the text of an error nobody foresaw', () => {
    const { message } = describeError(new TypeError('secret-value is not a function'));
    assert.doesNotMatch(message, /secret-value/);
    assert.match(message, /TypeError/);
  });
});

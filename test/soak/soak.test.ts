import assert from 'node:assert/strict';
import { TokenVault } from '../../src/tokens/tokenVault.ts';
import { VaultWork } from '../../src/tokens/vaultWork.ts';
import { soak } from './soak.ts';

const { SOAK_ACTIONS: actions = '2000', SOAK_SEED: seed = '7', SOAK_PATH, SOAK_REPLAY_PATH } = process.env;

/** Milliseconds: far above what it takes, on a machine that is busy. */
const timeLimitMs = 45_000 + Number(actions) * 30;

describe('an impatient user', () => {
  it(`finds after ${actions} actions what was to be expected, and leaves nothing behind (seed ${seed})`, async () => {
    const came = await soak({
      ...{ actions: Number(actions), seed: Number(seed), timeLimitMs },
      ...{ path: SOAK_PATH, replayPath: SOAK_REPLAY_PATH },
    });
    console.log(`      ${came}`);
  }).timeout(timeLimitMs + 30_000);

  it('notices when forgetting does nothing, and says by how little that shows', async () => {
    const failure = await failureWith(VaultWork.prototype, 'forget', () => Promise.resolve());
    const [, taken = ''] = /after \[(.*)\]/.exec(failure.message) ?? [];
    assert.match(taken, /fetchAndSave.*forget|removeConnection/);
    assert.ok(taken.split('),').length <= 4, failure.message);
  }).timeout(timeLimitMs + 30_000);

  it('notices a listener that stays', async () => {
    const { cause } = await failureWith(TokenVault.prototype, 'dispose', () => undefined);
    assert.match(String(cause), /listeners of the secret storage/);
  }).timeout(timeLimitMs + 30_000);
});

/** How a short soak fails while a method does something else. */
async function failureWith<T extends object, M extends keyof T>(
  prototype: T,
  method: M,
  broken: T[M],
): Promise<Error> {
  const right = prototype[method];
  prototype[method] = broken;
  try {
    await soak({ actions: 500, seed: 1, timeLimitMs });
  } catch (error) {
    assert.ok(error instanceof Error);
    return error;
  } finally {
    prototype[method] = right;
  }
  return assert.fail('it did not notice');
}

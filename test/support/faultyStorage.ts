import assert from 'node:assert/strict';
import type { Memento, SecretStorage } from 'vscode';

/** How the write of a number goes wrong: it fails alone, or the process dies before or after it. */
const FAULTS = ['fails', 'dies before', 'dies after'] as const;
export type Fault = (typeof FAULTS)[number];

/** A secret storage and a memento of which one write, counted over both, goes wrong. A dead process does nothing. */
export function faultyStorage(
  { secrets, memento }: { secrets: SecretStorage; memento: Memento },
  at: number,
  fault: Fault,
): { secrets: SecretStorage; memento: Memento; readonly writes: number } {
  let writes = 0;
  let dead = false;
  const alive = (): void => {
    if (dead) throw new Error('the process has died');
  };
  const writing = async (write: () => PromiseLike<void>): Promise<void> => {
    alive();
    writes += 1;
    if (writes !== at) return write();
    dead = fault !== 'fails';
    if (fault === 'dies after') await write();
    throw new Error(`write ${at} ${fault}`);
  };
  return {
    secrets: {
      onDidChange: secrets.onDidChange,
      keys: async () => (alive(), secrets.keys()),
      get: async (key) => (alive(), secrets.get(key)),
      store: (key, value) => writing(() => secrets.store(key, value)),
      delete: (key) => writing(() => secrets.delete(key)),
    },
    memento: {
      keys: () => memento.keys(),
      get: memento.get.bind(memento),
      update: (key, value) => writing(() => memento.update(key, value)),
    },
    get writes() {
      return writes;
    },
  };
}

/** A round of an operation of which the write `at` goes wrong. */
interface Round<Found> {
  /** What the next start finds. */
  readonly found: Found;
  /** Whether there was such a write. */
  readonly reached: boolean;
}

/** Declares a test of each operation with each fault: with every write going wrong in turn, then with none. */
export function recoversFromEachFault<
  Found extends { readonly reported: boolean },
  Operation extends { readonly check: (found: Found) => void },
>(
  operations: Readonly<Record<string, Operation>>,
  play: (operation: Operation, at: number, fault: Fault) => Promise<Round<Found>>,
): void {
  for (const [name, operation] of Object.entries(operations)) {
    for (const fault of FAULTS) {
      it(`recovers at the next start: ${name} ${fault}`, async () => {
        for (let at = 1; ; at += 1) {
          const { found, reached } = await play(operation, at, fault);
          operation.check(found);
          if (reached) continue;
          assert.ok(at > 1 && found.reported, 'the last round is one in which nothing went wrong');
          break;
        }
      });
    }
  }
}

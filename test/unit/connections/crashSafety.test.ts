import assert from 'node:assert/strict';
import { DEFAULT_CHOICES, type Connection } from '../../../src/connections/connection.ts';
import { ConnectionStore } from '../../../src/connections/connectionStore.ts';
import { faultyStorage, recoversFromEachFault, type Fault } from '../../support/faultyStorage.ts';
import { memoryMemento } from '../../support/memento.ts';
import { MemorySecretStorage } from '../../support/secretStorage.ts';

const one = connection('one');
const two = connection('two');

function connection(id: string): Connection {
  return { ...DEFAULT_CHOICES, id, name: `Acme ${id}`, origin: 'https://api.example.com', kind: 'remote' };
}

/** What the next start finds, once it has used the secret storage. */
interface Found {
  readonly reported: boolean;
  readonly connections: readonly Connection[];
  readonly keyOfTwo: string | undefined;
  /** Entries of the connection that was worked on. */
  readonly entriesOfTwo: readonly string[];
}

interface Operation {
  /** Whether the connection that is worked on is there before. */
  readonly before: boolean;
  readonly run: (store: ConnectionStore) => Promise<void>;
  /** What must hold afterwards, wherever it stopped. */
  readonly check: (found: Found) => void;
}

const operations: Readonly<Record<string, Operation>> = {
  add: {
    before: false,
    run: (store) => store.add(two, 'key of two'),
    check({ reported, connections, keyOfTwo, entriesOfTwo }) {
      const added = connections.find(({ id }) => id === 'two');
      if (reported) assert.deepEqual(added, two);
      // All of it or nothing; it may have lost its name, since nobody was told that it was saved.
      assert.equal(keyOfTwo, added ? 'key of two' : undefined);
      if (!added) assert.deepEqual(entriesOfTwo, []);
    },
  },
  replaceKey: {
    before: true,
    run: (store) => store.replaceKey(two, 'new key'),
    check({ reported, connections, keyOfTwo }) {
      assert.deepEqual(connections[1], two);
      assert.ok(keyOfTwo === 'new key' || (keyOfTwo === 'key of two' && !reported), keyOfTwo);
    },
  },
  update: {
    before: true,
    run: (store) => store.update('two', { readOnly: true }),
    check({ reported, connections, keyOfTwo }) {
      assert.equal(connections[1]?.name, two.name);
      if (reported) assert.equal(connections[1].readOnly, true);
      assert.equal(keyOfTwo, 'key of two');
    },
  },
  remove: {
    before: true,
    run: (store) => store.remove('two'),
    check({ reported, connections, keyOfTwo, entriesOfTwo }) {
      const kept = connections.find(({ id }) => id === 'two');
      if (reported) assert.equal(kept, undefined);
      assert.equal(keyOfTwo, kept ? 'key of two' : undefined);
      if (!kept) assert.deepEqual(entriesOfTwo, ['partnerConsole.removed.two']);
    },
  },
};

async function findAfter({ before, run }: Operation, at: number, fault: Fault) {
  const storage = { secrets: new MemorySecretStorage(), memento: memoryMemento() };
  const first = new ConnectionStore(storage.memento, storage.secrets);
  await first.add(one, 'key of one');
  if (before) await first.add(two, 'key of two');
  first.dispose();

  const faulty = faultyStorage(storage, at, fault);
  const dying = new ConnectionStore(faulty.memento, faulty.secrets);
  const reported = await run(dying).then(
    () => true,
    () => false,
  );
  dying.dispose();

  const next = new ConnectionStore(storage.memento, storage.secrets);
  await next.recover();
  const found: Found = {
    reported,
    connections: next.all(),
    keyOfTwo: next.get('two') && (await next.readKey(two)),
    entriesOfTwo: (await storage.secrets.keys()).filter((entry) => entry.endsWith('.two')),
  };
  assert.deepEqual(found.connections[0], one, 'the other connection is as it was');
  assert.equal(await next.readKey(one), 'key of one');
  return { found, reached: faulty.writes >= at };
}

describe('a process that dies at any write of a connection', () => {
  recoversFromEachFault(operations, findAfter);
});

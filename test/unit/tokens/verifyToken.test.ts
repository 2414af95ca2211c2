import assert from 'node:assert/strict';
import { ApiClients } from '../../../src/connections/apiClients.ts';
import { DEFAULT_CHOICES, type Connection } from '../../../src/connections/connection.ts';
import { onPath } from '../../../src/emulator/intercept.ts';
import type { StoredToken } from '../../../src/tokens/storedToken.ts';
import { verifyToken } from '../../../src/tokens/verifyToken.ts';
import { PATHS } from '../../support/apiClient.ts';
import { FakeClock } from '../../support/clock.ts';
import { useEmulator } from '../../support/emulator.ts';

describe('verifying a saved token', () => {
  const emulator = useEmulator();
  const never = new AbortController().signal;
  let connection: Connection;
  let saved: StoredToken;

  beforeEach(() => {
    const [customer] = emulator.current.state.customers;
    assert.ok(customer);
    const host = { id: 'one', name: 'Acme', origin: emulator.current.url, kind: 'remote' } as const;
    connection = { ...DEFAULT_CHOICES, ...host };
    const { _id: id, name, contact } = customer;
    const owner = { connectionId: 'one', customerId: id, customerName: name, userId: id, userName: name };
    const rest = { type: 'CUSTOMER', active: true, savedAt: '2026-01-01T00:00:00.000Z' } as const;
    saved = { id: 'token', ...owner, email: contact.email, ...rest };
  });

  const verify = (row: StoredToken, value: string, connections = [connection]) =>
    verifyToken(
      row,
      value,
      {
        connections: { get: (id) => connections.find((each) => each.id === id) },
        active: { session: undefined },
        clients: new ApiClients({ clock: new FakeClock() }),
      },
      never,
    );

  it('asks for little, with nothing but the token itself', async () => {
    const { state, requests } = emulator.current;
    assert.equal(await verify(saved, state.tokenOf(saved.userId).key), 'accepted');
    assert.deepEqual(
      requests.map(({ path, credential }) => [path, credential]),
      [[PATHS.members, 'customer']],
    );
    assert.equal(requests[0]?.query['searchText'], saved.email);
  });

  it("tells a customer's token that was regenerated", async () => {
    const { state } = emulator.current;
    const { key } = state.tokenOf(saved.userId);
    state.replaceToken(saved.userId);
    for (const wrongToken of [401, 403, 400] as const) {
      state.settings.wrongToken = wrongToken;
      assert.equal(await verify(saved, key), 'rejected');
    }
  });

  it("does not condemn a member's token that never opened the list, since nobody knows whether it should", async () => {
    const member = { ...saved, type: 'AGENT' } as const;
    assert.equal(await verify(member, 'a-token'), 'unclear');
    const accepted = { ...member, check: { verdict: 'accepted', at: '2026-01-01T00:00:00.000Z' } } as const;
    assert.equal(await verify(accepted, 'a-token'), 'rejected');
  });

  it('says nothing of the token where the server fails', async () => {
    emulator.current.intercept(onPath(PATHS.members, { status: 500 }));
    await assert.rejects(verify(saved, 'a-token'), { name: 'ApiError', kind: 'server' });
  });

  it('sends nothing where the connection was removed', async () => {
    await assert.rejects(verify(saved, 'a-token', []), { name: 'UserError' });
    assert.equal(emulator.current.requests.length, 0);
  });
});

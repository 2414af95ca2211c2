import assert from 'node:assert/strict';
import type { ActiveConnection } from '../../../src/connections/activeConnection.ts';
import type { ConnectionStore } from '../../../src/connections/connectionStore.ts';
import type { TokenOwner } from '../../../src/connections/tokenOwner.ts';
import { onPath } from '../../../src/emulator/intercept.ts';
import { Command } from '../../../src/manifest.ts';
import { fetchToken, NoSuchToken } from '../../../src/tokens/fetchToken.ts';
import { PATHS } from '../../support/apiClient.ts';
import { connect } from '../../support/connected.ts';
import { useEmulator } from '../../support/emulator.ts';

describe('fetching a token', () => {
  const emulator = useEmulator();
  const never = new AbortController().signal;
  let store: ConnectionStore;
  let active: ActiveConnection;
  let owner: TokenOwner & { email: string };
  let type: 'AGENT' | 'CUSTOM_USER';

  beforeEach(async () => {
    const { state } = emulator.current;
    ({ store, active } = await connect(emulator.current));
    const [customer] = state.customers;
    const [member] = state.teamOf(customer?._id ?? '');
    assert.ok(customer && member);
    type = state.tokenTypeOf(customer._id, member);
    owner = {
      kind: 'member',
      connectionId: 'one',
      customer: { id: customer._id, name: customer.name },
      id: member._id,
      name: member.name,
      email: member.contact.email,
    };
  });
  afterEach(() => {
    active.dispose();
  });

  it("is authorized by the customer's token, or by the partner key where the connection says so", async () => {
    const { state, requests } = emulator.current;
    const expected = state.tokenOf(owner.id);
    assert.deepEqual(await fetchToken(active, owner, type, never), expected);
    assert.equal(requests.at(-1)?.credential, 'customer');
    state.settings.memberTokenAuthorization = 'partner';
    await store.update('one', { tokenAuthorization: 'partnerKey' });
    assert.deepEqual(await fetchToken(active, owner, type, never), expected);
    assert.equal(requests.at(-1)?.credential, 'partner');
  });

  for (const tokenAuthorization of ['customerToken', 'partnerKey'] as const) {
    it(`refused to the ${tokenAuthorization} leads to the other choice, and does not condemn the key`, async () => {
      const other = tokenAuthorization === 'partnerKey' ? 'customer' : 'partner';
      emulator.current.state.settings.memberTokenAuthorization = other;
      await store.update('one', { tokenAuthorization });
      await assert.rejects(fetchToken(active, owner, type, never), {
        name: 'UserError',
        commands: [Command.chooseTokenAuthorization, Command.showLog],
      });
      assert.equal(active.state, 'connected');
    });
  }

  it('of a type that the user does not have says so', async () => {
    const wrong = type === 'AGENT' ? 'CUSTOM_USER' : 'AGENT';
    await assert.rejects(fetchToken(active, owner, wrong, never), NoSuchToken);
  });

  it("does not take a failure to read the customer's token for one of those", async () => {
    emulator.current.intercept(onPath(PATHS.tokens, { status: 404 }, 1));
    await assert.rejects(fetchToken(active, owner, type, never), { name: 'ApiError', kind: 'notFound' });
    emulator.current.state.partnerKeyRejected = true;
    await assert.rejects(fetchToken(active, owner, type, never), { name: 'ApiError', kind: 'unauthorized' });
    assert.equal(active.state, 'keyRejected');
  });

  it('is not asked of the host of another connection', async () => {
    const elsewhere = { ...owner, connectionId: 'two' };
    await assert.rejects(fetchToken(active, elsewhere, type, never), { name: 'UserError' });
    assert.equal(emulator.current.requests.length, 0);
  });
});

import assert from 'node:assert/strict';
import type { Emulator } from '../../../src/emulator/server.ts';
import type { CustomerRecord } from '../../../src/emulator/wire.ts';
import { assertRefused, call, listCustomers, listMembers, named, request, start, stopAll } from './calls.ts';

describe('emulator: credentials', () => {
  let emulator: Emulator;
  let customer: CustomerRecord;
  let customerToken: string;

  beforeEach(async () => {
    emulator = await start();
    customer = named(emulator, 'Brightwater Dental Clinics');
    customerToken = emulator.state.tokenOf(customer._id).key;
  });
  afterEach(stopAll);

  it('wants both headers on every call, as documented', async () => {
    const authorization = `Bearer ${emulator.partnerKey}`;
    const incomplete: Record<string, string>[] = [
      {},
      { authtype: 'Key' },
      { authorization },
      { authorization, authtype: 'Token' },
      { authorization: `Basic ${emulator.partnerKey}`, authtype: 'Key' },
      { authorization: emulator.partnerKey, authtype: 'Key' },
    ];
    for (const path of [
      '/customer/list',
      '/custom-user',
      '/ext/get-user-token',
      `/ext/get-user-token?userId=${customer._id}`,
    ]) {
      for (const headers of incomplete) assertRefused(await request(emulator, path, headers), 401);
    }
    assert.equal((await request(emulator, '/customer/list', { authorization, authtype: 'Key' })).status, 200);
  });

  it('refuses a wrong key', async () => {
    assertRefused(await call(emulator, '/customer/list', `${emulator.partnerKey}x`), 401);
    assertRefused(await call(emulator, '/custom-user', customerToken.slice(0, -1)), 401);
  });

  it('takes the partner key for customers and their tokens only', async () => {
    assertRefused(await call(emulator, '/custom-user', emulator.partnerKey), 401);
  });

  it("takes a customer's token for its own team only", async () => {
    assert.equal((await listMembers(emulator, customer)).status, 200);
    assertRefused(await call(emulator, '/customer/list', customerToken), 401);
    assertRefused(await call(emulator, `/ext/get-user-token?userId=${customer._id}`, customerToken), 401);
  });

  it("does not take a member's token for anything", async () => {
    const member = emulator.state.teamOf(customer._id)[0]!;
    const { key } = emulator.state.tokenOf(member._id);
    assertRefused(await call(emulator, '/custom-user', key), 401);
    assertRefused(await call(emulator, '/customer/list', key), 401);
  });

  it('can be told to reject the partner key, and to take it again', async () => {
    emulator.state.partnerKeyRejected = true;
    assertRefused(await listCustomers(emulator), 401);
    assert.equal((await listMembers(emulator, customer)).status, 200);
    emulator.state.partnerKeyRejected = false;
    assert.equal((await listCustomers(emulator)).status, 200);
  });

  it("refuses a customer's token that is not active, unless switched", async () => {
    emulator.state.setTokenActive(customer._id, false);
    assertRefused(await listMembers(emulator, customer), 401);
    emulator.state.settings.inactiveTokens = 'accepted';
    assert.equal((await listMembers(emulator, customer)).status, 200);
  });

  it('knows one token per account: the replaced one is dead at once', async () => {
    emulator.state.replaceToken(customer._id);
    assertRefused(await call(emulator, '/custom-user', customerToken), 401);
    assert.notEqual(emulator.state.tokenOf(customer._id).key, customerToken);
    assert.equal((await listMembers(emulator, customer)).status, 200);
  });
});

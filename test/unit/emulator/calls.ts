import assert from 'node:assert/strict';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../../src/emulator/server.ts';
import type { CustomerRecord, MemberRecord, PermanentToken } from '../../../src/emulator/wire.ts';
import { holdToContract } from '../../support/contract.ts';

export interface Reply<T> {
  readonly status: number;
  readonly body: { success: boolean; message: string; data: T; code: number; meta?: unknown };
}

const running: { readonly emulator: Emulator; readonly assertKept: () => void }[] = [];

/** Starts an emulator that `stopAll` stops. Its answers are held to the contract; what tests send may be wrong. */
export async function start(options?: EmulatorOptions): Promise<Emulator> {
  const emulator = await startEmulator(options);
  running.push({ emulator, assertKept: await holdToContract(emulator, { requests: false }) });
  return emulator;
}

/** Fails if an answer contradicted the contract. */
export async function stopAll(): Promise<void> {
  const stopped = running.splice(0);
  await Promise.all(stopped.map(({ emulator }) => emulator.stop()));
  for (const { assertKept } of stopped) assertKept();
}

export async function request<T>(
  emulator: Emulator,
  pathAndQuery: string,
  headers: Record<string, string>,
): Promise<Reply<T>> {
  const response = await fetch(emulator.url + pathAndQuery, { headers });
  return { status: response.status, body: (await response.json()) as Reply<T>['body'] };
}

/** Calls with both documented headers. */
export function call<T>(emulator: Emulator, pathAndQuery: string, bearer: string): Promise<Reply<T>> {
  return request(emulator, pathAndQuery, { authorization: `Bearer ${bearer}`, authtype: 'Key' });
}

export function listCustomers(emulator: Emulator, query = ''): Promise<Reply<CustomerRecord[]>> {
  return call(emulator, `/customer/list${query}`, emulator.partnerKey);
}

export function listMembers(emulator: Emulator, customer: CustomerRecord, query = '') {
  return call<MemberRecord[]>(emulator, `/custom-user${query}`, emulator.state.tokenOf(customer._id).key);
}

export function fetchMemberToken(emulator: Emulator, bearer: string, email: string, type: string) {
  const query = new URLSearchParams({ email, type });
  return call<{ permanentToken: PermanentToken }>(
    emulator,
    `/ext/get-user-token?${query.toString()}`,
    bearer,
  );
}

/** The customer of the sample data with this name. */
export function named(emulator: Emulator, name: string): CustomerRecord {
  const found = emulator.state.customers.find((customer) => customer.name === name);
  assert.ok(found, name);
  return found;
}

/** The whole team, as the state has it. */
export function teamOf(emulator: Emulator, name: string): MemberRecord[] {
  return emulator.state.teamOf(named(emulator, name)._id);
}

export function assertRefused(reply: Reply<unknown>, status: number): void {
  assert.equal(reply.status, status);
  assert.deepEqual(Object.keys(reply.body).sort(), ['code', 'message', 'success']);
  assert.equal(reply.body.success, false);
  assert.equal(reply.body.code, status);
  assert.notEqual(reply.body.message, '');
}

/** Calls with a JSON body and the partner key, unless told otherwise. */
export async function write<T = CustomerRecord>(
  emulator: Emulator,
  method: string,
  path: string,
  body?: unknown,
  { bearer = emulator.partnerKey, contentType = 'application/json' } = {},
): Promise<Reply<T>> {
  const response = await fetch(emulator.url + path, {
    method,
    headers: { authorization: `Bearer ${bearer}`, authtype: 'Key', 'content-type': contentType },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Reply<T>['body'] };
}

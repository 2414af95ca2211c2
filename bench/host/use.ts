import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { Agent } from 'undici';
import * as vscode from 'vscode';
import { Command } from '../../src/manifest.ts';
import { access, run as runCommand } from '../../test/integration/access.ts';
import { inTurns, measure } from '../compare.ts';
import { collectGarbage } from '../garbage.ts';
import { BARE, OURS, ROUNDS, WITH_CLIPBOARD, type Used } from '../use.ts';

const TYPES = { CUSTOM_USER: 'Custom user', AGENT: 'Agent' } as const;

/** What VS Code calls in the extension host: fetches a token many times, and reads the index. */
export async function run(): Promise<void> {
  const { BENCH_ORIGIN: origin = '', BENCH_KEY: partnerKey = '', BENCH_RESULT = '' } = process.env;
  const { context } = await access();
  await runCommand(Command.addConnection, [
    { pick: 'Other host…' },
    { type: origin },
    { type: 'Bench' },
    { type: partnerKey },
  ]);
  const [connection] = context.globalState.get<{ id: string }[]>('connections', []);
  assert.ok(connection, 'the connection was added');
  const tokens = await fetchTokens({ origin, partnerKey }, connection.id);
  const before = collectGarbage();
  const everybody = { find: '', pick: /read just now/ };
  const shown = await runCommand(Command.findAnyone, [{ confirm: true }, everybody, 'dismiss', 'dismiss']);
  const [, members = ''] = /found: Find Anyone: ([\d,]+) members/.exec(shown) ?? [];
  const used: Used = {
    tokens,
    index: { bytes: collectGarbage() - before, members: Number(members.replaceAll(',', '')) },
  };
  writeFileSync(BENCH_RESULT, JSON.stringify(used));
}

async function fetchTokens(
  { origin, partnerKey }: { origin: string; partnerKey: string },
  connectionId: string,
): Promise<Used['tokens']> {
  const agent = new Agent();
  const get = async <T>(path: string, bearer: string): Promise<T | undefined> => {
    const headers = { authorization: `Bearer ${bearer}`, authtype: 'Key', accept: 'application/json' };
    const { body, statusCode } = await agent.request({ origin, path, method: 'GET', headers });
    const { data } = (await body.json()) as { data: T };
    return statusCode === 200 ? data : undefined;
  };
  const token = async (query: string, bearer: string) =>
    (await get<{ permanentToken: { key: string } }>(`/ext/get-user-token?${query}`, bearer))?.permanentToken
      .key;

  const [customer] = (await get<Person[]>('/customer/list?page=1', partnerKey)) ?? [];
  const customerToken = (customer && (await token(`userId=${customer._id}`, partnerKey))) ?? '';
  const [member] = (await get<Person[]>('/custom-user?page=1&ispagination=true', customerToken)) ?? [];
  assert.ok(customer && member);
  const query = (type: string) => `email=${encodeURIComponent(member.contact.email)}&type=${type}`;
  const type = (await token(query('AGENT'), customerToken)) === undefined ? 'CUSTOM_USER' : 'AGENT';
  const bare = async () => (await token(query(type), customerToken)) ?? assert.fail('no token');
  const row = {
    kind: 'member',
    connectionId,
    id: member._id,
    customer: { id: customer._id, name: customer.name },
    member: { id: member._id, name: member.name, email: member.contact.email },
  };
  return inTurns(ROUNDS, {
    [BARE]: () => measure(bare),
    [WITH_CLIPBOARD]: () => measure(async () => vscode.env.clipboard.writeText(await bare())),
    [OURS]: () => measure(() => runCommand(Command.fetchAndCopyToken, [{ pick: TYPES[type] }], row)),
  });
}

interface Person {
  readonly _id: string;
  readonly name: string;
  readonly contact: { readonly email: string };
}

import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { startEmulator, type Emulator } from '../../src/emulator/server.ts';
import type { CustomerRecord, MemberRecord } from '../../src/emulator/wire.ts';
import { Command } from '../../src/manifest.ts';
import type { Answer } from '../support/prompts.ts';
import { access, run } from './access.ts';

/** The same in every window of a run, but written out nowhere: a search of the disk must not find it in a source. */
export const PARTNER_KEY = `key-${createHash('sha256').update('integration').digest('hex')}`;

export function startTestEmulator(): Promise<Emulator> {
  return startEmulator({ partnerKey: PARTNER_KEY });
}

/** An emulator for each test of a `describe`; after each, every connection is removed. */
export function useTestEmulator(): { current: Emulator } {
  const holder = {} as { current: Emulator };
  beforeEach(async () => {
    holder.current = await startTestEmulator();
  });
  afterEach(async () => {
    await removeConnections();
    await holder.current.stop();
  });
  return holder;
}

/** Answers to what is asked before the key when a connection to a host is added. */
export function naming({ url }: Pick<Emulator, 'url'>, name = 'Test Agency'): readonly Answer[] {
  return [{ pick: 'Other host…' }, { type: url }, { type: name }];
}

/** Adds a connection to an emulator as a user would, and makes it the active one. */
export async function addConnection(emulator: Pick<Emulator, 'url'>, name?: string): Promise<string> {
  return run(Command.addConnection, [...naming(emulator, name), { type: ` ${PARTNER_KEY} ` }]);
}

/** Has the customers loaded, which the view may or may not have done by now. */
export async function loadCustomers(): Promise<void> {
  await run(Command.fetchToken, ['dismiss']);
}

/** A connection as it is stored. */
export interface StoredConnection {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly readOnly: boolean;
  readonly createPath: string;
  readonly tokenAuthorization: string;
}

export async function storedConnections(): Promise<readonly StoredConnection[]> {
  const { context } = await access();
  return context.globalState.get<StoredConnection[]>('connections', []);
}

/** Removes every connection, so that tests do not lean on each other. */
export async function removeConnections(): Promise<void> {
  while ((await storedConnections()).length > 0) {
    await run(Command.removeConnection, [{ confirm: true }]);
  }
}

/** A member of the seed whose token is active, or the first that meets a condition. */
export function findMember(
  { state }: Emulator,
  condition: (member: MemberRecord) => boolean = ({ _id }) => state.tokenOf(_id).active,
): { customer: CustomerRecord; member: MemberRecord; email: string; type: 'AGENT' | 'CUSTOM_USER' } {
  for (const customer of state.customers) {
    if (!state.tokenOf(customer._id).active) continue;
    const member = state.teamOf(customer._id).find((each) => each.contact.email && condition(each));
    if (member) {
      return { customer, member, email: member.contact.email, type: state.tokenTypeOf(customer._id, member) };
    }
  }
  throw new Error('No such member in the seed');
}

/** The row that the customers view shows for a member, as its commands get it. */
export async function memberRow({ customer, member, email }: ReturnType<typeof findMember>): Promise<object> {
  const { context } = await access();
  return {
    kind: 'member',
    connectionId: context.workspaceState.get('activeConnection'),
    id: member._id,
    customer: { id: customer._id, name: customer.name },
    member: { id: member._id, name: member.name, email },
  };
}

/** The button a user picks for a type. */
export const TYPE_LABELS = { AGENT: 'Agent', CUSTOM_USER: 'Custom user' } as const;

/** Waits until the newest report of a name, in an editor or behind a page, says something. */
export async function untilReportSays(name: string, what: RegExp): Promise<string> {
  for (;;) {
    const reports = vscode.workspace.textDocuments.filter(({ uri }) => uri.path === `/${name}.md`);
    const text = reports.at(-1)?.getText() ?? '';
    if (what.test(text)) return text;
    // A page opens its own some time after it shows.
    await new Promise<void>((resolve) => {
      const listening = vscode.workspace.onDidOpenTextDocument(() => {
        listening.dispose();
        resolve();
      });
    });
  }
}

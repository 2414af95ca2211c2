import { createHash } from 'node:crypto';
import { startEmulator, type Emulator } from '../../src/emulator/server.ts';
import type { CustomerRecord, MemberRecord } from '../../src/emulator/wire.ts';
import { Command } from '../../src/manifest.ts';
import { access, run } from './access.ts';

/** The same in every window of a run, but written out nowhere: a search of the disk must not find it in a source. */
export const PARTNER_KEY = `key-${createHash('sha256').update('integration').digest('hex')}`;

export function startTestEmulator(): Promise<Emulator> {
  return startEmulator({ partnerKey: PARTNER_KEY });
}

/** Adds a connection to an emulator as a user would, and makes it the active one. */
export async function addConnection(emulator: Pick<Emulator, 'url'>, name = 'Test Agency'): Promise<string> {
  return run(Command.addConnection, [
    { pick: 'Other host…' },
    { type: emulator.url },
    { type: name },
    { type: ` ${PARTNER_KEY} ` },
  ]);
}

/** Removes every connection, so that tests do not lean on each other. */
export async function removeConnections(): Promise<void> {
  const { context } = await access();
  while (context.globalState.get<unknown[]>('connections', []).length > 0) {
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
  const [connection] = context.globalState.get<{ id: string }[]>('connections', []);
  return {
    kind: 'member',
    connectionId: connection?.id,
    id: member._id,
    customer: { id: customer._id, name: customer.name },
    member: { id: member._id, name: member.name, email },
  };
}

/** The button a user picks for a type. */
export const TYPE_LABELS = { AGENT: 'Agent', CUSTOM_USER: 'Custom user' } as const;

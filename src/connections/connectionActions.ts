import { Command, type CommandId } from '../manifest.ts';
import type { Choice } from '../platform/prompts.ts';
import type { ConnectionState } from './activeConnection.ts';
import type { Connection } from './connection.ts';

/** What makes sense to do with the connection in use, the likeliest first. */
export function actionsFor(
  state: ConnectionState,
  kind: Connection['kind'] | undefined,
): Choice<CommandId>[] {
  const action = (value: CommandId, icon: string, label: string): Choice<CommandId> => ({
    label: `$(${icon}) ${label}`,
    value,
  });
  const add = [
    action(Command.addConnection, 'add', 'Add Connection…'),
    action(Command.addSample, 'beaker', 'Try with Sample Data'),
  ];
  const log = action(Command.showLog, 'output', 'Show Log');
  if (state === 'none') return [...add, log];

  const updateKey = kind === 'remote' ? [action(Command.replaceKey, 'key', 'Update Partner Key…')] : [];
  const diagnose = action(Command.diagnoseConnection, 'pulse', 'Diagnose Connection');
  const again = action(Command.refreshCustomers, 'refresh', 'Try Again');
  const change = [
    action(Command.switchConnection, 'arrow-swap', 'Switch Connection…'),
    action(Command.editConnection, 'edit', 'Edit Connection…'),
    action(Command.removeConnection, 'trash', 'Remove Connection…'),
    log,
  ];
  switch (state) {
    case 'keyRejected':
    case 'keyMissing':
      return [...updateKey, diagnose, ...change];
    case 'forbidden':
      return [again, ...updateKey, diagnose, ...change];
    case 'rateLimited':
    case 'unreachable':
    case 'untrusted':
    case 'proxyFailed':
      return [again, diagnose, ...change];
    case 'idle':
    case 'connected':
      return [
        action(Command.fetchToken, 'key', 'Fetch Token…'),
        action(Command.copySavedToken, 'copy', 'Copy Saved Token…'),
        action(Command.searchMembers, 'search', 'Search Team Members…'),
        action(Command.refreshCustomers, 'refresh', 'Refresh Customers'),
        ...updateKey,
        diagnose,
        ...change,
      ];
  }
}

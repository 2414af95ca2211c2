import { t } from '../base/l10n.ts';
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
    action(Command.addConnection, 'add', t('Add Connection…')),
    action(Command.addSample, 'beaker', t('Try with Sample Data')),
  ];
  const log = action(Command.showLog, 'output', t('Show Log'));
  if (state === 'none') return [...add, log];

  const updateKey = kind === 'remote' ? [action(Command.replaceKey, 'key', t('Update Partner Key…'))] : [];
  const diagnose = action(Command.diagnoseConnection, 'pulse', t('Diagnose Connection'));
  const again = action(Command.refreshCustomers, 'refresh', t('Try Again'));
  const change = [
    action(Command.switchConnection, 'arrow-swap', t('Switch Connection…')),
    action(Command.editConnection, 'edit', t('Edit Connection…')),
    action(Command.removeConnection, 'trash', t('Remove Connection…')),
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
        action(Command.fetchToken, 'key', t('Fetch Token…')),
        action(Command.copySavedToken, 'copy', t('Copy Saved Token…')),
        action(Command.searchMembers, 'search', t('Search Team Members…')),
        action(Command.refreshCustomers, 'refresh', t('Refresh Customers')),
        ...updateKey,
        diagnose,
        ...change,
      ];
  }
}

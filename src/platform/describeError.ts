import { isApiError, type ApiError } from '../api/errors.ts';
import { UserError } from '../base/userError.ts';
import { Command, type CommandId } from '../manifest.ts';
import { describeUnreachable } from './describeUnreachable.ts';

/** A failure in a person's words: what failed, why, what to do next. Never a value that was sent or received. */
export interface Description {
  readonly message: string;
  readonly actions: readonly { readonly title: string; readonly command: CommandId }[];
}

/** Button titles; a command that is not named here is not offered with an error. */
const TITLES: Partial<Record<CommandId, string>> = {
  [Command.turnOffPresentation]: 'Turn Off Presentation Mode',
  [Command.addConnection]: 'Add Connection…',
  [Command.addSample]: 'Try with Sample Data',
  [Command.replaceKey]: 'Update Key…',
  [Command.editConnection]: 'Edit Connection…',
  [Command.switchConnection]: 'Switch Connection…',
  [Command.chooseTokenAuthorization]: 'Change Authorization…',
  [Command.refreshCustomers]: 'Refresh',
  [Command.refreshIndex]: 'Refresh Index…',
  [Command.fetchToken]: 'Fetch Token…',
  [Command.fetchAndSaveToken]: 'Fetch Token…',
  [Command.forgetToken]: 'Forget Saved Token…',
  [Command.writeTokenToEnv]: 'Write to .env…',
  [Command.diagnoseConnection]: 'Diagnose',
  [Command.showLog]: 'Show Log',
};

export function describeError(error: unknown): Description {
  // Of a call that was not made because an earlier one failed: what is to be said is said of that one.
  if (error instanceof UserError && isApiError(error.cause)) return describeError(error.cause);
  if (isApiError(error)) return describeApiError(error);
  if (error instanceof UserError) return { message: error.message, actions: offer(...error.commands) };
  // An error nobody foresaw: its text may quote anything, so only its kind is shown.
  const kind = error instanceof Error ? error.name : typeof error;
  return {
    message: `Partner Console ran into an unexpected problem (${kind}). The log says where.`,
    actions: offer(Command.showLog),
  };
}

function describeApiError(error: ApiError): Description {
  const { message, actions } = describeKind(error);
  const doubtful = doubt(error);
  const refresh = doubtful !== undefined && error.call.effect === 'writes' ? [Command.refreshCustomers] : [];
  return {
    message: [message, doubtful].filter(Boolean).join(' '),
    actions: [...offer(...refresh), ...actions],
  };
}

/** What may have happened although its answer was lost, or says nothing. */
function doubt({ kind, call, reached }: ApiError): string | undefined {
  if (!reached || !['network', 'timeout', 'server', 'unexpectedResponse'].includes(kind)) return undefined;
  if (call.effect === 'writes')
    return 'The change may have been made all the same: refresh before you try again.';
  if (call.effect === 'mayMint')
    return 'Should this host make a new token at each fetch, the old one may not work any more.';
  return undefined;
}

function describeKind(error: ApiError): Description {
  const host = new URL(error.call.origin).host;
  const status = error.status === undefined ? '' : ` (HTTP ${error.status})`;
  switch (error.kind) {
    case 'unauthorized':
      return error.call.credential === 'partnerKey'
        ? {
            message: `${host} refused the partner key${status}. Nothing more is sent with it until you update it.`,
            actions: offer(Command.replaceKey, Command.showLog),
          }
        : {
            message: `${host} refused the customer's token${status}. It may have been regenerated: try again to read it anew.`,
            actions: offer(Command.showLog),
          };
    case 'forbidden':
      return {
        message: `${host} does not allow this with the credential in use${status}: it is not permitted to, or not valid any more. Ask whoever manages the partner account.`,
        actions: offer(Command.showLog),
      };
    case 'notFound':
      if (error.call.method === 'POST')
        return {
          message: `${host} does not create customers by POST ${error.call.path}${status}. Edit the connection to use the other path that is documented for it, then try again.`,
          actions: offer(Command.editConnection, Command.showLog),
        };
      return {
        message: `${host} knows nothing under that name${status}. Refresh: it may be gone.`,
        actions: offer(Command.refreshCustomers),
      };
    case 'rateLimited':
      return {
        message: `${host} asks for fewer calls${status}. ${waitFor(error.retryAfterMs)}`,
        actions: [],
      };
    case 'rejected':
      return {
        message: error.reached
          ? `${host} rejected the request${status}. Check what was asked for; the log says which call it was.`
          : `Nothing was sent to ${host}: ${error.detail ?? 'something is wrong with it'}. Check what was entered, then try again.`,
        actions: offer(Command.showLog),
      };
    case 'server':
      return {
        message: `${host} failed to answer${status}. The fault is on its side. ${error.retryAfterMs === undefined ? 'Try again in a while.' : waitFor(error.retryAfterMs)}`,
        actions: offer(Command.showLog),
      };
    case 'timeout':
      return {
        message: `${host} did not answer in time. Try again, or check the network.`,
        actions: offer(Command.diagnoseConnection, Command.showLog),
      };
    case 'network':
      return {
        message: describeUnreachable(host, error),
        actions: offer(Command.diagnoseConnection, Command.showLog),
      };
    case 'unexpectedResponse':
      return {
        message: `${host} answered something that cannot be used: ${error.detail ?? 'not an answer of the Partner API'}${status}. Check that the host is right, or try again.`,
        actions: offer(Command.showLog),
      };
  }
}

function waitFor(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return 'Wait a minute, then try again.';
  if (milliseconds === 0) return 'Try again now.';
  const seconds = Math.ceil(milliseconds / 1000);
  const minutes = Math.ceil(seconds / 60);
  const [count, unit] =
    seconds <= 90
      ? [seconds, 'second']
      : minutes <= 90
        ? [minutes, 'minute']
        : [Math.ceil(minutes / 60), 'hour'];
  return `Try again in ${count === 1 ? `a ${unit}` : `${count} ${unit}s`}.`;
}

function offer(...commands: readonly string[]): Description['actions'] {
  return commands.flatMap((id) => {
    const title = TITLES[id as CommandId];
    return title === undefined ? [] : [{ title, command: id as CommandId }];
  });
}

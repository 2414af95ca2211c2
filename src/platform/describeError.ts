import { isApiError, type ApiError } from '../api/errors.ts';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';
import { Command, type CommandId } from '../manifest.ts';
import { describeDetail } from './describeDetail.ts';
import { describeUnreachable } from './describeUnreachable.ts';

/** A failure in a person's words: what failed, why, what to do next. Never a value that was sent or received. */
export interface Description {
  readonly message: string;
  readonly actions: readonly { readonly title: string; readonly command: CommandId }[];
}

export function describeError(error: unknown): Description {
  // Of a call that was not made because an earlier one failed: what is to be said is said of that one.
  if (error instanceof UserError && isApiError(error.cause)) return describeError(error.cause);
  if (isApiError(error)) return describeApiError(error);
  if (error instanceof UserError) return { message: error.message, actions: offer(...error.commands) };
  // An error nobody foresaw: its text may quote anything, so only its kind is shown.
  const kind = error instanceof Error ? error.name : typeof error;
  return {
    message: t('Partner Console ran into an unexpected problem ({0}). The log says where.', kind),
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
    return t('The change may have been made all the same: refresh before you try again.');
  if (call.effect === 'mayMint')
    return t('Should this host make a new token at each fetch, the old one may not work any more.');
  return undefined;
}

function describeKind(error: ApiError): Description {
  const host = new URL(error.call.origin).host;
  // A parenthesis, the same in every language.
  const status = error.status === undefined ? '' : ` (HTTP ${error.status})`;
  switch (error.kind) {
    case 'unauthorized':
      return error.call.credential === 'partnerKey'
        ? {
            message: t(
              '{0} refused the partner key{1}. Nothing more is sent with it until you update it.',
              host,
              status,
            ),
            actions: offer(Command.replaceKey, Command.showLog),
          }
        : {
            message: t(
              "{0} refused the customer's token{1}. It may have been regenerated: try again to read it anew.",
              host,
              status,
            ),
            actions: offer(Command.showLog),
          };
    case 'forbidden':
      return {
        message: t(
          '{0} does not allow this with the credential in use{1}: it is not permitted to, or not valid any more. Ask whoever manages the partner account.',
          host,
          status,
        ),
        actions: offer(Command.showLog),
      };
    case 'notFound':
      if (error.call.method === 'POST')
        return {
          message: t(
            '{0} does not create customers by POST {1}{2}. Edit the connection to use the other path that is documented for it, then try again.',
            host,
            error.call.path,
            status,
          ),
          actions: offer(Command.editConnection, Command.showLog),
        };
      return {
        message: t('{0} knows nothing under that name{1}. Refresh: it may be gone.', host, status),
        actions: offer(Command.refreshCustomers),
      };
    case 'rateLimited':
      return {
        message: `${t('{0} asks for fewer calls{1}.', host, status)} ${waitFor(error.retryAfterMs)}`,
        actions: [],
      };
    case 'rejected':
      return {
        message: error.reached
          ? t(
              '{0} rejected the request{1}. Check what was asked for; the log says which call it was.',
              host,
              status,
            )
          : t(
              'Nothing was sent to {0}: {1}. Check what was entered, then try again.',
              host,
              describeDetail(error) ?? t('something is wrong with it'),
            ),
        actions: offer(Command.showLog),
      };
    case 'server':
      return {
        message: `${t('{0} failed to answer{1}. The fault is on its side.', host, status)} ${error.retryAfterMs === undefined ? t('Try again in a while.') : waitFor(error.retryAfterMs)}`,
        actions: offer(Command.showLog),
      };
    case 'timeout':
      return {
        message: t('{0} did not answer in time. Try again, or check the network.', host),
        actions: offer(Command.diagnoseConnection, Command.showLog),
      };
    case 'network':
      return {
        message: describeUnreachable(host, error),
        actions: offer(Command.diagnoseConnection, Command.showLog),
      };
    case 'unexpectedResponse':
      return {
        message: t(
          '{0} answered something that cannot be used: {1}{2}. Check that the host is right, or try again.',
          host,
          describeDetail(error) ?? t('not an answer of the Partner API'),
          status,
        ),
        actions: offer(Command.showLog),
      };
  }
}

function waitFor(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return t('Wait a minute, then try again.');
  if (milliseconds === 0) return t('Try again now.');
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds === 1) return t('Try again in a second.');
  if (seconds <= 90) return t('Try again in {0} seconds.', seconds);
  const minutes = Math.ceil(seconds / 60);
  if (minutes <= 90) return t('Try again in {0} minutes.', minutes);
  return t('Try again in {0} hours.', Math.ceil(minutes / 60));
}

function offer(...commands: readonly string[]): Description['actions'] {
  return commands.flatMap((id) => {
    const title = titleOf(id as CommandId);
    return title === undefined ? [] : [{ title, command: id as CommandId }];
  });
}

/** Button titles; a command that is not named here is not offered with an error. */
function titleOf(command: CommandId): string | undefined {
  const titles: Partial<Record<CommandId, string>> = {
    [Command.turnOffPresentation]: t('Turn Off Presentation Mode'),
    [Command.addConnection]: t('Add Connection…'),
    [Command.addSample]: t('Try with Sample Data'),
    [Command.replaceKey]: t('Update Key…'),
    [Command.editConnection]: t('Edit Connection…'),
    [Command.switchConnection]: t('Switch Connection…'),
    [Command.chooseTokenAuthorization]: t('Change Authorization…'),
    [Command.refreshCustomers]: t('Refresh'),
    [Command.refreshIndex]: t('Refresh Index…'),
    [Command.fetchToken]: t('Fetch Token…'),
    [Command.fetchAndSaveToken]: t('Fetch Token…'),
    [Command.fetchTokenAgain]: t('Fetch Again…'),
    [Command.forgetToken]: t('Forget Saved Token…'),
    [Command.writeTokenToEnv]: t('Write to .env…'),
    [Command.findAnyone]: t('Find Anyone…'),
    [Command.diagnoseConnection]: t('Diagnose'),
    [Command.showLog]: t('Show Log'),
  };
  return titles[command];
}

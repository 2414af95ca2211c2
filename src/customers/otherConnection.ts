import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';

/** A row of a connection that is not the one in use, or several of them: its id means nothing there. */
export class OfOtherConnection extends UserError {
  constructor(name?: string) {
    super(
      name === undefined
        ? t('What is selected belongs to another connection. Switch to that one first.')
        : t('{0} belongs to another connection. Switch to that one first.', name),
    );
  }
}

/** The session for which something was asked has ended; `then` is a sentence on what came of it. */
export class ConnectionChanged extends UserError {
  constructor(then: string) {
    super(`${t('The connection was switched or changed meanwhile.')} ${then}`);
  }
}

import { UserError } from '../base/userError.ts';

/** A row of a connection that is not the one in use: its id means nothing there. */
export class OfOtherConnection extends UserError {
  constructor(what: string) {
    super(`${what} belongs to another connection. Switch to that one first.`);
  }
}

/** The session for which something was asked has ended; `then` is a sentence on what came of it. */
export class ConnectionChanged extends UserError {
  constructor(then: string) {
    super(`The connection was switched or changed meanwhile. ${then}`);
  }
}

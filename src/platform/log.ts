import type { LogOutputChannel } from 'vscode';
import type { CallRecord } from '../api/http.ts';
import { isApiError } from '../api/errors.ts';
import { UserError } from '../base/userError.ts';

/**
 * What the extension writes to its log channel, which VS Code keeps as plain files. Records are built here from
 * named fields only; there is no way to pass a text of one's own, so none can carry a credential.
 */
export class Log {
  readonly #channel: LogOutputChannel;

  constructor(channel: LogOutputChannel) {
    this.#channel = channel;
  }

  call({ method, path, origin, credential, status, milliseconds, outcome, attempt }: CallRecord): void {
    const again = attempt > 1 ? `, attempt ${attempt}` : '';
    const line = `${method} ${origin}${path} with ${credential}: ${outcome}, ${status ?? 'no status'}, ${milliseconds} ms${again}`;
    if (outcome === 'ok' || outcome === 'cancelled') this.#channel.info(line);
    else this.#channel.warn(line);
  }

  /** A failure of a command or a view, by kind; the text of an error nobody foresaw is left out, its stack's places are kept. */
  failure(where: string, error: unknown): void {
    if (isApiError(error)) this.#channel.error(`${where}: ${error.message}`);
    else if (error instanceof UserError) this.#channel.info(`${where}: told the user what to do`);
    else this.#channel.error(`${where}: ${error instanceof Error ? placesOf(error) : typeof error}`);
  }

  show(): void {
    this.#channel.show(true);
  }
}

function placesOf(error: Error): string {
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...places.slice(0, 8)].join('\n');
}

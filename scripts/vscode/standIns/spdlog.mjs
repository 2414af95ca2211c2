/**
 * Takes the place of VS Code's native log writer, which would need a compiler. Without any, VS Code writes no log
 * file, its Output view stays empty, and a search of the logs for secrets finds nothing because there is nothing.
 *
 * It knows the one pattern that VS Code asks for, `time [level] message`, and does not rotate: a run is short.
 */
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { EOL } from 'node:os';
import { dirname } from 'node:path';

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
  #file;
  #level = levels.indexOf('info');
  #bare = false;

  constructor(path) {
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, 'a');
  }

  #write(level, message) {
    if (level < this.#level || this.#file === undefined) return;
    writeSync(this.#file, this.#bare ? message : `${now()} [${levels[level]}] ${message}${EOL}`);
  }

  trace(message) {
    this.#write(0, message);
  }
  debug(message) {
    this.#write(1, message);
  }
  info(message) {
    this.#write(2, message);
  }
  warn(message) {
    this.#write(3, message);
  }
  error(message) {
    this.#write(4, message);
  }
  critical(message) {
    this.#write(5, message);
  }

  getLevel() {
    return this.#level;
  }
  setLevel(level) {
    this.#level = level;
  }
  setPattern() {
    this.#bare = false;
  }
  clearFormatters() {
    this.#bare = true;
  }
  flush() {
    // Every message is written at once.
  }
  drop() {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

/** Local time to the millisecond, `2025-01-31 23:59:59.999`. */
function now() {
  const time = new Date();
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, -1).replace('T', ' ');
}

export const createAsyncRotatingLogger = (_name, path) => Promise.resolve(new Logger(path));
export function setFlushOn() {
  // See `flush`.
}

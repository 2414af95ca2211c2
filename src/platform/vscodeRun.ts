import { randomUUID } from 'node:crypto';
import type { KeyringPlace } from './describeKeyring.ts';

/** What VS Code says in every session where telemetry is off or not built in, as in VSCodium. Read in its source. */
const NAMELESS = 'someValue.sessionId';

/** Names one run of VS Code: the same in its windows, where they share it, and another after a restart. */
export function vscodeRun(sessionId: string, place: KeyringPlace): string {
  if (sessionId !== NAMELESS) return sessionId;
  // Each window of a browser is a run of its own. On the desktop all are children of one process.
  return place === 'browser' ? randomUUID() : `process ${process.env['VSCODE_PID'] ?? process.ppid}`;
}

/** Where VS Code keeps secrets: in the browser, or with what this kind of desktop has for it. */
export function vscodePlace(inBrowser: boolean): KeyringPlace {
  if (inBrowser) return 'browser';
  return process.platform === 'linux' ? 'linux' : 'other';
}

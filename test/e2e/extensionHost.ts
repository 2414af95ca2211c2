import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

/** What the extension asks the window to do to its storage; each is answered when it is done. */
const ASKS = /\$(setPassword|deletePassword|setValue)[^]*?partner-console\.partner-console[^]*/;

/**
 * Has the browser hand over messages at once. As blobs, which is how VS Code wants them, they are read one by one before
 * they go on, and a short one may overtake a long one.
 */
const inOrder = `{
  const { set } = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'binaryType');
  Object.defineProperty(WebSocket.prototype, 'binaryType', { set() { set.call(this, 'arraybuffer'); } });
}`;

/**
 * Stands between a window and its extension host, and kills that host's process at a write that it asks for: the window
 * does it, and the host, which waits for the answer before it goes on, never hears of it. So the moment is exact.
 */
export class ExtensionHost {
  #armed: { readonly write: RegExp; readonly killed: () => void } | undefined;

  /** To be called with a page before it opens the window. The server's log names the process. */
  async standBehind(page: Page, logFile: string): Promise<void> {
    await page.addInitScript(inOrder);
    await page.routeWebSocket(/^ws:\/\/localhost:/, (window) => {
      let dead = false;
      const server = window.connectToServer();
      window.onMessage((message) => {
        if (!dead) server.send(message);
      });
      server.onMessage(async (message) => {
        const ask = this.#armed && ASKS.exec(Buffer.from(message).toString('latin1'))?.[0];
        const killed = ask !== undefined && this.#armed?.write.test(ask) ? this.#armed.killed : undefined;
        if (killed) {
          this.#armed = undefined;
          dead = true;
        }
        window.send(message);
        if (!killed) return;
        await kill(logFile);
        killed();
      });
    });
  }

  /** Resolves when the process was killed: call it before what leads to the write. */
  killedAfter(write: RegExp): Promise<void> {
    return new Promise((resolve) => {
      this.#armed = { write, killed: resolve };
    });
  }
}

async function kill(logFile: string): Promise<void> {
  const log = await readFile(logFile, 'utf8');
  const pid = [...log.matchAll(/<(\d+)> Launched Extension Host Process/g)].at(-1)?.[1];
  if (pid === undefined) throw new Error('The server does not say which process the extension host is.');
  process.kill(Number(pid), 'SIGKILL');
}

/**
 * The process that serves a workbench: VS Code's own server behind an HTTP server of ours.
 *
 * Ours does two things that starting VS Code's `server-main.js` directly cannot. It takes the port it is asked for
 * or else one that is free, without a moment in which another process could take it; and it answers `POST /mint-key`, the half of
 * the key with which the workbench encrypts secrets in the browser's storage. Nobody answering, VS Code would
 * keep secrets in memory only and lose them with each reload.
 *
 * Its arguments are VS Code's. It says where it listens over the IPC channel, and ends when that closes.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

interface ServerModule {
  readonly loadCodeWithNls: () => Promise<{
    readonly createServer: (address: AddressInfo) => Promise<VsCodeServer>;
  }>;
}

interface VsCodeServer {
  handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void>;
  handleUpgrade(request: IncomingMessage, socket: Duplex): Promise<void>;
  dispose(): void;
}

/** Kept, so that secrets outlive this process as they would in a desktop VS Code. */
function serverHalfOfTheSecretKey(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    const key = randomBytes(32);
    writeFileSync(path, key, { mode: 0o600 });
    return key;
  }
}

const {
  VSCODE_SERVER_FOLDER: vscode = '',
  VSCODE_SECRET_KEY_FILE: keyFile = '',
  VSCODE_PORT: port = '0',
} = process.env;
const key = serverHalfOfTheSecretKey(keyFile);

// Set, this variable makes the module wait to be asked instead of serving on its own.
process.env['CODE_SERVER_PARENT_PID'] = String(process.ppid);
const url = pathToFileURL(join(vscode, 'out', 'server-main.js')).href;
const { loadCodeWithNls } = (await import(url)) as ServerModule;
const { createServer: createVsCodeServer } = await loadCodeWithNls();
for (const name of [
  'CODE_SERVER_PARENT_PID',
  'VSCODE_SERVER_FOLDER',
  'VSCODE_SECRET_KEY_FILE',
  'VSCODE_PORT',
]) {
  Reflect.deleteProperty(process.env, name);
}

const http = createServer();
http.once('error', () => http.listen(0, '127.0.0.1'));
http.once('listening', () => {
  const address = http.address() as AddressInfo;
  void createVsCodeServer(address).then((server) => {
    http.on('request', (request, response) => {
      if (request.method === 'POST' && request.url === '/mint-key') response.end(key);
      else void server.handleRequest(request, response);
    });
    http.on('upgrade', (request: IncomingMessage, socket: Duplex) => {
      void server.handleUpgrade(request, socket);
    });
    process.on('exit', () => {
      server.dispose();
    });
    process.send?.({ port: address.port });
  });
});
http.listen(Number(port), '127.0.0.1');

process.on('disconnect', () => process.exit());

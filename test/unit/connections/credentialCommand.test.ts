import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  commandOf,
  findCredentialEntry,
  type CredentialCommand,
} from '../../../src/connections/credentialCommand.ts';
import { runCredentialCommand } from '../../../src/connections/runCredentialCommand.ts';
import { describeError } from '../../../src/platform/describeError.ts';

const node = (script: string, ...args: string[]): CredentialCommand => [
  process.execPath,
  '-e',
  script,
  ...args,
];

/** What the user reads of a command that gives no key; never what it printed. */
async function failure(command: CredentialCommand, timeoutMs?: number): Promise<string> {
  const error = await runCredentialCommand(command, timeoutMs === undefined ? {} : { timeoutMs }).then(
    () => assert.fail('it gave a key'),
    (reason: unknown) => reason,
  );
  const { message } = describeError(error);
  assert.doesNotMatch(`${message} ${String((error as Error).stack)}`, /s3cret/);
  return message;
}

describe('a credential command', () => {
  it('gives the first line that it prints, without the space around it', async () => {
    assert.equal(await runCredentialCommand(node('console.log("  the-key \\r\\nuser: me")')), 'the-key');
    assert.equal(await runCredentialCommand(node('process.stdout.write("\\n\\nthe-key")')), 'the-key');
  });

  it('gets its arguments as they are, since no shell reads them', async () => {
    const odd = ['$HOME;echo', '`x`', 'a b', '"', "'", '|', '%PATH%', '*'];
    const command = node(
      'console.log(Buffer.from(process.argv.slice(1).join("\\0")).toString("hex"))',
      ...odd,
    );
    const got = Buffer.from(await runCredentialCommand(command), 'hex').toString();
    assert.deepEqual(got.split('\0'), odd);
  });

  it('is asked nothing and is not run in the folder that is open', async () => {
    const script =
      'process.stdin.on("end", () => console.log(process.cwd() === require("os").homedir() ? "home" : "elsewhere")).resume()';
    assert.equal(await runCredentialCommand(node(script)), 'home');
  });

  it('that cannot be found is named', async () => {
    assert.match(await failure(['no-such-program-here', 's3cret']), /“no-such-program-here” was not found/);
  });

  it('that fails is told of by its exit code, and not by what it printed', async () => {
    const script = 'console.log("s3cret"); console.error("s3cret"); process.exit(7)';
    assert.match(await failure(node(script)), /failed with exit code 7\. Run it in a terminal to see why/);
    assert.match(await failure(node('process.kill(process.pid, "SIGTERM")')), /was ended by SIGTERM/);
  });

  it('that does not end is ended', async () => {
    const script = 'process.on("SIGTERM", () => {}); console.log("s3cret"); setInterval(() => {}, 1000)';
    assert.match(await failure(node(script), 300), /did not end within 0\.3 seconds/);
  });

  it('that prints nothing, far too much, or no key is said to', async () => {
    assert.match(await failure(node('')), /printed nothing/);
    assert.match(await failure(node('console.log("   ")')), /printed nothing/);
    assert.match(await failure(node('for (let i = 0; i < 20000; i++) console.log("s3cret")')), /far more/);
    assert.match(await failure(node('console.log("s3cret of mine")')), /is not a key/);
    assert.match(await failure(node('console.log("s3cret\\u00e9")')), /is not a key/);
  });

  // Windows has no permission to run a file that could be taken away.
  if (process.platform !== 'win32') {
    it('that may not be run is said to be so', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'credential-'));
      const program = join(folder, 'program');
      writeFileSync(program, '#!/bin/sh\necho s3cret\n');
      chmodSync(program, 0o600);
      assert.match(await failure([program]), /“program” cannot be run/);
      rmSync(folder, { recursive: true });
    });
  }
});

describe('the credential command of a connection', () => {
  const setting = {
    'https://API.example.com/': ['general'],
    'https://api.example.com  Agency A ': ['for-a', 'x'],
    'https://other.example': ['other'],
    'not an address': ['never'],
    'https://broken.example': 'op read x',
    'https://empty.example': [],
    'https://numbers.example': ['op', 1],
    'https://relative.example': ['./op'],
  };
  const find = (origin: string, name = 'Acme'): CredentialCommand | undefined => {
    const entry = findCredentialEntry(setting, { origin, name });
    return entry && commandOf(entry);
  };

  it('is found by origin, and by name where two accounts are on one host', () => {
    assert.deepEqual(find('https://api.example.com'), ['general']);
    assert.deepEqual(find('https://api.example.com', 'Agency A'), ['for-a', 'x']);
    assert.equal(find('https://api.example.com:8443'), undefined);
    assert.equal(find('https://api.example.com.evil.example'), undefined);
    for (const nothing of [undefined, null, 'text', []]) {
      assert.equal(findCredentialEntry(nothing, { origin: 'https://other.example', name: '' }), undefined);
    }
  });

  it('must be a program, by name or by its whole path, and arguments', () => {
    for (const host of ['broken', 'empty', 'numbers', 'relative'])
      assert.throws(() => find(`https://${host}.example`), {
        name: 'UserError',
        message: new RegExp(`“https://${host}\\.example” needs .*Correct it in your user settings`),
      });
  });
});

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { handOver, type HandOver } from '../../../src/tokens/handOver.ts';
import { shellLine, shellOf } from '../../../src/tokens/shellLine.ts';

const VALUE = 'the-token-value';

/** Status and body, or undefined where nobody listens. */
function get(url: string, headers = {}, method = 'GET'): Promise<string | undefined> {
  return new Promise((resolve) => {
    request(url, { headers, method }, (response) => {
      void text(response).then((body) => {
        resolve(`${response.statusCode ?? 0} ${body}`);
      });
    })
      .on('error', () => {
        resolve(undefined);
      })
      .end();
  });
}

function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** What a shell prints for commands. */
async function linesOf(shell: string, commands: string): Promise<readonly string[]> {
  const child = spawn(shell, ['-c', commands], { stdio: ['ignore', 'pipe', 'inherit'] });
  return (await text(child.stdout)).trim().split('\n');
}

describe('a hand-over', () => {
  let waiting: HandOver;

  beforeEach(async () => {
    waiting = await handOver(VALUE, 10_000);
  });
  afterEach(() => {
    waiting.dispose();
  });

  it('gives its value once, on loopback, and then is not there any more', async () => {
    assert.match(waiting.url, /^http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}$/);
    const answers = await Promise.all([get(waiting.url), get(waiting.url), get(waiting.url)]);
    assert.equal(answers.filter((answer) => answer === `200 ${VALUE}`).length, 1);
    assert.equal(answers.filter((answer) => answer?.includes(VALUE)).length, 1);
    assert.equal(await waiting.taken, true);
    assert.equal(await get(waiting.url), undefined);
  });

  it('gives nothing after its time', async () => {
    const short = await handOver(VALUE, 20);
    assert.equal(await short.taken, false);
    assert.equal(await get(short.url), undefined);
  });

  it('gives nothing to a browser, to another name of this machine, or to another method', async () => {
    const asked: readonly (readonly [object, string])[] = [
      [{ origin: 'https://example.com' }, 'GET'],
      [{ 'sec-fetch-mode': 'no-cors' }, 'GET'],
    ];
    for (const [headers, method] of asked) assert.equal(await get(waiting.url, headers, method), '404 ');
    // That was two of three tries.
    assert.equal(await get(waiting.url, { host: 'evil.example' }), '404 ');
    assert.equal(await waiting.taken, false);
    assert.equal(await get(waiting.url), undefined);
  });

  it('gives up when somebody guesses', async () => {
    for (let index = 0; index < 3; index += 1)
      assert.equal(await get(`${waiting.url.slice(0, -1)}${String(index)}/`), '404 ');
    assert.equal(await waiting.taken, false);
  });

  // Each machine has others.
  for (const shell of ['bash', 'zsh', 'fish'].filter(isInstalled)) {
    const kind = shellOf(shell);
    assert.ok(kind);

    it(`fills a variable of ${shell}, which programs that are started from it have`, async () => {
      const line = shellLine(kind, 'MY_TOKEN', waiting.url);
      // The address comes to curl from its input.
      assert.match(line, /\| curl [^|]*-K -\)"?$/);
      const look = `printf '%s\\n' "$MY_TOKEN"\nnode -e 'console.log(process.env.MY_TOKEN)'`;
      assert.deepEqual(await linesOf(shell, `${line}\n${look}`), [VALUE, VALUE]);
    });

    if (process.platform !== 'linux') continue;
    it(`leaves it out of the environment in which ${shell} was started, and of its arguments`, async () => {
      const pid = shell === 'fish' ? '$fish_pid' : '$$';
      // A shell would become what it runs last.
      const look = `grep -c "$MY_TOKEN" /proc/${pid}/environ /proc/${pid}/cmdline; true`;
      const [environ, cmdline] = await linesOf(shell, `${shellLine(kind, 'MY_TOKEN', waiting.url)}\n${look}`);
      assert.match(environ ?? '', /environ:0$/);
      assert.match(cmdline ?? '', /cmdline:0$/);
    });
  }

  it('is written for the shells that are known, by their rules', () => {
    const url = 'http://127.0.0.1:1/x';
    assert.match(
      shellLine('fish', 'T', url),
      /^ set -gx T \(printf 'url=%s' 'http:\/\/127\.0\.0\.1:1\/x' \| curl -q /,
    );
    assert.equal(
      shellLine('powershell', 'T', url),
      " & { $web = New-Object Net.WebClient; $web.Proxy = $null; $env:T = $web.DownloadString('http://127.0.0.1:1/x') }",
    );
    const shells = [
      '/bin/bash',
      '/usr/bin/zsh',
      'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
    ];
    assert.deepEqual(shells.map(shellOf), ['posix', 'posix', 'powershell']);
    assert.deepEqual(['/usr/bin/fish', 'pwsh', 'C:\\Windows\\cmd.exe', ''].map(shellOf), [
      ...['fish', 'powershell', undefined, undefined],
    ]);
  });
});

import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../src/emulator/main.ts', import.meta.url));

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
}

function run(...args: string[]): Run {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return { child, output: () => output };
}

async function exitCode({ child }: Run): Promise<unknown> {
  const [code] = (await once(child, 'close')) as unknown[];
  return code;
}

describe('emulator: alone', () => {
  let started: Run | undefined;
  afterEach(() => {
    started?.child.kill('SIGKILL');
  });

  it('prints its URL, a key and a line to try them with, and stops on Ctrl+C', async () => {
    started = run('--page-size', '3', '--key', 'a-given-one', '--customers', '5', '--members', '9');
    while (!started.output().includes('Ctrl+C')) await once(started.child.stdout!, 'data');
    const output = started.output();
    assert.match(output, /export PARTNER_KEY=a-given-one$/m);
    const [, url = ''] =
      /curl -H "Authorization: Bearer \$PARTNER_KEY" -H "authtype: Key" "(\S+)"/.exec(output) ?? [];
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/customer\/list\?page=1$/);
    const response = await fetch(url, { headers: { authorization: 'Bearer a-given-one', authtype: 'Key' } });
    assert.equal(((await response.json()) as { data: unknown[] }).data.length, 3);
    const second = url.replace('page=1', 'page=2');
    const rest = await fetch(second, { headers: { authorization: 'Bearer a-given-one', authtype: 'Key' } });
    assert.equal(((await rest.json()) as { data: unknown[] }).data.length, 2);

    const ended = exitCode(started);
    started.child.kill('SIGINT');
    // Windows knows no signals: there this is a kill, and says nothing.
    assert.equal(await ended, process.platform === 'win32' ? null : 0);
  });

  it('takes on the switches and faults it is told', async () => {
    for (const [rate, status] of [
      ['1', 504],
      ['0', 200],
    ] as const) {
      started = run('--errors', 'envelope', '--fault', 'error504', '--fault-rate', rate);
      while (!started.output().includes('Ctrl+C')) await once(started.child.stdout!, 'data');
      const [url = ''] = /http:\S+\/customer\/list/.exec(started.output()) ?? [];
      assert.equal((await fetch(url)).status, status);
      started.child.kill('SIGKILL');
    }
  });

  for (const [args, sentence] of [
    [['--port', 'x'], /--port takes a number from 0\./],
    [['--nonsense'], /--nonsense/],
  ] as const) {
    it(`ends with a sentence on ${args.join(' ')}`, async () => {
      const wrong = run(...args);
      assert.equal(await exitCode(wrong), 1);
      assert.match(wrong.output(), sentence);
      assert.doesNotMatch(wrong.output(), /^\s+at /m);
    });
  }

  it('explains itself', async () => {
    const help = run('--help');
    assert.equal(await exitCode(help), 0);
    assert.match(help.output(), /--page-size N/);
  });
});

import assert from 'node:assert/strict';
import { spawnSync, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { requestText, type RequestFormat } from '../../../src/tokens/requestText.ts';
import { useEmulator } from '../../support/emulator.ts';

const ORIGIN = 'https://api.example.com';
const FORMATS: readonly RequestFormat[] = ['bash', 'powershell', 'cmd', 'fetch', 'python', 'http'];

function withVariable(format: RequestFormat, path = '/custom-user?page=1'): string {
  return requestText(format, { origin: ORIGIN, path, token: { variable: 'T' } });
}

function withValue(format: RequestFormat, value: string): string {
  return requestText(format, { origin: ORIGIN, path: '/custom-user', token: { value } });
}

/** What a program prints; the emulator answers in this process, so it must not be waited for in one go. */
async function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(program, args, { env: { PATH: process.env['PATH'], ...env } });
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  assert.equal(errors, '');
  return out;
}

describe('a request to copy', () => {
  const emulator = useEmulator();

  const programs: readonly (readonly [RequestFormat, string, (source: string) => string[]])[] = [
    ['bash', 'bash', (source) => ['--norc', '-c', source]],
    ['fetch', process.execPath, (source) => ['--input-type=module', '--eval', source]],
    ['python', 'python3', (source) => ['-c', source]],
  ];
  for (const [format, program, args] of programs) {
    it(`really lists a team as ${format}, with the token in a variable and in the text`, async function () {
      this.timeout(30_000);
      const { state, url } = emulator.current;
      const [customer] = state.customers;
      const { key } = state.tokenOf(customer!._id);
      const team = state.teamOf(customer!._id)[0]!.name;
      const request = { origin: url, path: '/custom-user?page=1' };
      const open = requestText(format, { ...request, token: { variable: 'MY_TOKEN' } });
      assert.ok((await run(program, args(open), { MY_TOKEN: key })).includes(team));
      const closed = requestText(format, { ...request, token: { value: key } });
      assert.ok((await run(program, args(closed), {})).includes(team));
      assert.equal(emulator.current.requests.length, 2);
    });
  }

  it('reaches a program unchanged from bash, whatever is in the token and the path', () => {
    const value = `a'b"c$(id)\`x\`\\!{}*?~#;&|<>`;
    const source = requestText('bash', { origin: ORIGIN, path: `/a'b?x=$(id)&y=1`, token: { value } });
    const shown = spawnSync('bash', ['-c', `curl() { printf '%s\\n' "$@"; }; ${source}`], {
      encoding: 'utf8',
    });
    assert.equal(shown.stderr, '');
    const { href } = new URL(`/a'b?x=$(id)&y=1`, ORIGIN);
    assert.deepEqual(shown.stdout.trim().split('\n'), [
      ...['-sS', href, '-H', 'authtype: Key', '-H', `Authorization: Bearer ${value}`],
    ]);
  });

  it('is quoted for PowerShell by its rules', () => {
    assert.equal(
      withVariable('powershell', "/it's?a=1&b=$x"),
      `curl.exe -sS 'https://api.example.com/it''s?a=1&b=$x' \`\n  -H 'authtype: Key' \`\n  -H "Authorization: Bearer \${env:T}"`,
    );
    assert.match(withValue('powershell', "a'$b`c"), /-H 'Authorization: Bearer a''\$b`c'$/);
    assert.throws(() => withValue('powershell', 'a"b'), { name: 'UserError' });
  });

  it('is quoted for cmd by its rules', () => {
    assert.equal(
      withVariable('cmd', '/custom-user?a=1&b=2'),
      'curl.exe -sS "https://api.example.com/custom-user?a=1&b=2" -H "authtype: Key" -H "Authorization: Bearer %T%"',
    );
    assert.match(withValue('cmd', 'a&b|c'), /"Authorization: Bearer a&b\|c"$/);
    assert.throws(() => withValue('cmd', 'a"b'), { name: 'UserError' });
  });

  it('names the variable of an HTTP file as clients in the editor do', () => {
    assert.equal(
      withVariable('http'),
      'GET https://api.example.com/custom-user?page=1\nauthtype: Key\nAuthorization: Bearer {{$processEnv T}}\n',
    );
  });

  it('is not made of a token that no header can carry', () => {
    for (const format of FORMATS)
      for (const value of ['a\nb', 'a b', 'ä', ''])
        assert.throws(
          () => withValue(format, value),
          { name: 'UserError' },
          `${format} ${JSON.stringify(value)}`,
        );
  });
});

import assert from 'node:assert/strict';
import { UserError } from '../../../src/base/userError.ts';
import { describeError } from '../../../src/platform/describeError.ts';
import { shellForToken } from '../../../src/tokens/terminalPlace.ts';

const local = { remoteName: undefined, runsBesideWindow: true, shell: '/bin/bash' };

describe('a terminal with a token', () => {
  it('is there where terminals run on the machine of the extension, also both on a remote one', () => {
    assert.equal(shellForToken(local), 'posix');
    assert.equal(shellForToken({ ...local, remoteName: 'ssh-remote', runsBesideWindow: false }), 'posix');
    assert.equal(
      shellForToken({ ...local, shell: 'C:\\Program Files\\PowerShell\\7\\pwsh.exe' }),
      'powershell',
    );
  });

  it('is not where they run on another machine: says so, and offers the .env file', () => {
    assert.throws(
      () => shellForToken({ ...local, remoteName: 'ssh-remote' }),
      (error) => {
        assert.ok(error instanceof UserError);
        const { message, actions } = describeError(error);
        assert.match(message, /run at “ssh-remote”, and tokens are kept on your own machine/);
        assert.deepEqual(
          actions.map(({ title }) => title),
          ['Write to .env…'],
        );
        return true;
      },
    );
  });

  it('is not where their shell is one that cannot take it, and names those that can', () => {
    assert.throws(
      () => shellForToken({ ...local, shell: 'C:\\Windows\\cmd.exe' }),
      /cmd\.exe.*bash, zsh, fish/,
    );
  });
});

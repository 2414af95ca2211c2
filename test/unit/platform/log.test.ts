import assert from 'node:assert/strict';
import type { LogOutputChannel } from 'vscode';
import { ApiError } from '../../../src/api/errors.ts';
import { UserError } from '../../../src/base/userError.ts';
import { Log } from '../../../src/platform/log.ts';

describe('the log', () => {
  const lines: string[] = [];
  const write = (level: string) => (text: string) => lines.push(`${level} ${text}`);
  const channel = {
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  } as unknown as LogOutputChannel;
  const log = new Log(channel);
  const call = {
    method: 'GET',
    path: '/custom-user',
    origin: 'https://a.example',
    credential: 'customerToken',
  } as const;

  beforeEach(() => {
    lines.length = 0;
  });

  it('records a call by what it was and how it went', () => {
    log.call({ ...call, status: 200, milliseconds: 12, outcome: 'ok', attempt: 1 });
    log.call({ ...call, status: undefined, milliseconds: 3, outcome: 'network', attempt: 2 });
    assert.deepEqual(lines, [
      'info GET https://a.example/custom-user with customerToken: ok, 200, 12 ms',
      'warn GET https://a.example/custom-user with customerToken: network, no status, 3 ms, attempt 2',
    ]);
  });

  it('records a failure without the text of an error nobody foresaw', () => {
    log.failure('here', new ApiError('server', call, { status: 503 }));
    log.failure('here', new UserError('names and all'));
    log.failure('here', new TypeError('secret-value'));
    assert.equal(lines[0], 'error here: GET /custom-user: server (HTTP 503)');
    assert.equal(lines.length, 3);
    assert.match(lines[2] ?? '', /TypeError\n\s+at /);
    assert.doesNotMatch(lines.join(), /secret-value|names and all/);
  });
});

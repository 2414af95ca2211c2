import assert from 'node:assert/strict';
import { parseOrigin, problemWithKey } from '../../../src/connections/connection.ts';

describe('parseOrigin', () => {
  it('takes the origin of an https URL, and nothing that follows it', () => {
    assert.deepEqual(parseOrigin(' https://API.example.com/ '), { origin: 'https://api.example.com' });
    assert.deepEqual(parseOrigin('https://api.example.com/customer/list'), {
      problem: 'Leave out what follows the host: the API is asked at https://api.example.com.',
    });
    assert.deepEqual(parseOrigin('https://api.example.com:8443'), { origin: 'https://api.example.com:8443' });
  });

  it('takes plain http for loopback only', () => {
    for (const url of ['http://127.0.0.1:8080', 'http://localhost:1', 'http://[::1]:9']) {
      assert.deepEqual(parseOrigin(url), { origin: url });
    }
    for (const url of [
      'http://api.example.com',
      'http://127.0.0.1.example.com',
      'http://localhost.example.com',
    ]) {
      assert.ok('problem' in parseOrigin(url), url);
    }
  });

  it('refuses what is no URL, another scheme, or carries a user', () => {
    for (const url of [
      '',
      'api.example.com',
      'ftp://x.example',
      'file:///etc/passwd',
      'https://me:pw@x.example',
    ]) {
      assert.ok('problem' in parseOrigin(url), url);
    }
  });
});

describe('problemWithKey', () => {
  it('lets a key through with white space around it, but not within', () => {
    assert.equal(problemWithKey('  abc-123_c\n'), undefined);
    for (const key of ['', '   ', 'two words', 'line\nbreak', 'naïve']) assert.ok(problemWithKey(key), key);
  });
});

import assert from 'node:assert/strict';
import { ApiClients } from '../../../src/connections/apiClients.ts';
import { parseOrigin } from '../../../src/connections/connection.ts';
import { askForHost, askForKey } from '../../../src/connections/connectionPrompts.ts';
import { ScriptedPrompts } from '../../support/prompts.ts';

/** What is typed, and the host that the key would go to; null where it is not taken at all. */
const LOOK_ALIKES: readonly (readonly [typed: string, host: string | null])[] = [
  ['https://api.v7.botpenguin.com.evil.example', 'api.v7.botpenguin.com.evil.example'],
  ['https://api-v7-botpenguin.com', 'api-v7-botpenguin.com'],
  ['https://api.v7.botpenguin.com.', 'api.v7.botpenguin.com.'],
  ['https://api.v7.botpenguin.com:8443', 'api.v7.botpenguin.com:8443'],
  ['https://api.v7.botpenguin.com:443', 'api.v7.botpenguin.com'],
  // A Cyrillic о and а, and letters that only look like a slash or a dot.
  ['https://api.v7.bоtpenguin.com', 'api.v7.xn--btpenguin-02h.com'],
  ['https://аpi.v7.botpenguin.com', 'xn--pi-6kc.v7.botpenguin.com'],
  ['https://api.v7.botpenguin.com∕.evil.example', 'api.v7.botpenguin.xn--com-vc2a.evil.example'],
  ['https://api.v7.botpenguin。com', 'api.v7.botpenguin.com'],
  ['https://ａｐｉ.v7.botpenguin.com', 'api.v7.botpenguin.com'],
  ['https://api.v7.botpen\u00ADguin.com', 'api.v7.botpenguin.com'],
  ['https://api.v7.botpenguin.com\u202E@evil.example', null],
  ['https://api.v7.botpenguin.com@evil.example', null],
  ['https://api.v7.botpenguin.com:key@evil.example', null],
  ['https://@evil.example', 'evil.example'],
  ['https://api.v7.botpenguin.com\\@evil.example', null],
  ['https://evil.example\\.api.v7.botpenguin.com', null],
  ['https://evil.example/api.v7.botpenguin.com', null],
  ['https://evil.example?api.v7.botpenguin.com', null],
  ['https://evil.example#api.v7.botpenguin.com', null],
  ['https://evil.example%2F.api.v7.botpenguin.com', null],
  ['https:evil.example', 'evil.example'],
  ['https:///evil.example', 'evil.example'],
  ['//api.v7.botpenguin.com', null],
  ['http://api.v7.botpenguin.com', null],
  ['http://127.0.0.1.evil.example', null],
  ['http://localhost.evil.example', null],
  ['http://0x7f.1:8080', '127.0.0.1:8080'],
  ['http://2130706433', '127.0.0.1'],
  ['https://api.v7.botpenguin.com\n.evil.example', 'api.v7.botpenguin.com.evil.example'],
];

describe('an address that looks like another', () => {
  for (const [typed, host] of LOOK_ALIKES) {
    const name = JSON.stringify(typed).replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);

    it(`${name} ${host === null ? 'is not taken' : `shows that the key goes to ${host}`}`, async () => {
      const parsed = parseOrigin(typed);
      if (host === null) {
        assert.ok('problem' in parsed, JSON.stringify(parsed));
        return;
      }
      assert.ok('origin' in parsed, JSON.stringify(parsed));
      const asked = await askForHost(new ScriptedPrompts({ pick: 'Other host…' }, { type: typed }));
      assert.equal(asked?.origin, parsed.origin);
      assert.equal(asked.name, host);

      // The question for the key names it, in letters that cannot pass for others.
      const prompts = new ScriptedPrompts('dismiss');
      await askForKey(prompts, 'Add Connection', asked.origin, new ApiClients());
      const scheme = typed.startsWith('http:') ? 'http' : 'https';
      assert.ok(prompts.asked[0]?.includes(`Partner key for ${host}. It is sent to ${scheme}://${host} and`));
      assert.match(prompts.asked[0] ?? '', /^[\x20-\x7e]+$/);
    });
  }
});

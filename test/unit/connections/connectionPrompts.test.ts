import assert from 'node:assert/strict';
import { ApiClients } from '../../../src/connections/apiClients.ts';
import { askForHost, askForKey } from '../../../src/connections/connectionPrompts.ts';
import { onPath } from '../../../src/emulator/intercept.ts';
import { FakeClock } from '../../support/clock.ts';
import { useEmulator } from '../../support/emulator.ts';
import { ScriptedPrompts } from '../../support/prompts.ts';

describe('adding a connection', () => {
  const emulator = useEmulator();
  const clients = new ApiClients({ clock: new FakeClock() });

  it('knows two hosts and takes any other https URL', async () => {
    assert.deepEqual(await askForHost(new ScriptedPrompts({ pick: 'Flowmatix' })), {
      name: 'Flowmatix',
      origin: 'https://api.v7.flowmatix.ai',
    });
    const typed = new ScriptedPrompts({ pick: 'Other host…' }, { type: 'https://chat.example.com/' });
    assert.deepEqual(await askForHost(typed), {
      name: 'chat.example.com',
      origin: 'https://chat.example.com',
    });
    assert.equal(await askForHost(new ScriptedPrompts({ pick: 'Other host…' }, 'dismiss')), undefined);
    assert.equal(await askForHost(new ScriptedPrompts('dismiss')), undefined);
  });

  it('trims the key, checks it with the server, and names the host it is sent to', async () => {
    const { partnerKey, url } = emulator.current;
    const prompts = new ScriptedPrompts({ type: `  ${partnerKey}\n` });
    assert.equal(await askForKey(prompts, 'Add', url, clients), partnerKey);
    assert.equal(emulator.current.requests.length, 1);
    assert.ok(prompts.asked[0]?.includes(url));
    assert.equal(prompts.asked.join().includes(partnerKey), false);
  });

  it('asks again after a refused key, and gives up when told to', async () => {
    const { partnerKey, url } = emulator.current;
    const again = new ScriptedPrompts({ type: 'wrong' }, { click: 'Enter Key Again…' }, { type: partnerKey });
    assert.equal(await askForKey(again, 'Add', url, clients), partnerKey);
    const refused = new ScriptedPrompts({ type: 'wrong' });
    assert.equal(await askForKey(refused, 'Add', url, clients), undefined);
    assert.match(refused.asked.at(-1) ?? '', /refused this key, so it was not saved\. \[Enter Key Again…\]$/);
  });

  it('checks the same key again when the server was at fault', async () => {
    const { partnerKey, url } = emulator.current;
    emulator.current.intercept(
      onPath('/customer/list', { status: 429, headers: { 'retry-after': '30' } }, 1),
    );
    const again = new ScriptedPrompts({ type: partnerKey }, { click: 'Try Again' });
    assert.equal(await askForKey(again, 'Add', url, clients), partnerKey);
    assert.match(again.asked.join(), /asks for fewer calls \(HTTP 429\)\. Try again in 30 seconds/);
  });

  it('offers to keep a key unchecked only while the server cannot be reached', async () => {
    const { url } = emulator.current;
    await emulator.current.stop();
    const offline = new ScriptedPrompts({ type: 'unchecked' }, { click: 'Save Without Checking' });
    assert.equal(await askForKey(offline, 'Add', url, clients), 'unchecked');
    assert.match(offline.asked.at(-1) ?? '', /could not be reached: nothing listens there/);
  });
});

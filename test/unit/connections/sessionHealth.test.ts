import assert from 'node:assert/strict';
import { DIRECT } from '../../../src/api/network.ts';
import { certificatesFor } from '../../support/certificates.ts';
import { connect, type Connected } from '../../support/connected.ts';
import { useEmulator } from '../../support/emulator.ts';
import { startTlsFront } from '../../support/tlsFront.ts';

describe('how a connection fares', () => {
  const emulator = useEmulator();
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  async function list({ active }: Connected): Promise<string> {
    ends.push(() => {
      active.dispose();
    });
    const session = active.requireSession();
    await assert.rejects(session.withPartnerKey((client) => client.listCustomers({ page: 1 })));
    return active.state;
  }

  it('is told apart for a host whose certificate is refused', async () => {
    const { untrusted } = await certificatesFor('127.0.0.1');
    const front = await startTlsFront(Number(new URL(emulator.current.url).port), untrusted);
    ends.push(front.stop);
    const url = `https://127.0.0.1:${front.port}`;
    assert.equal(await list(await connect({ ...emulator.current, url })), 'untrusted');
    assert.equal(emulator.current.requests.length, 0);
  });

  it('is told apart for a proxy that cannot be used', async () => {
    const network = { ...DIRECT, unusableProxy: 'http.proxy names a proxy of the kind socks5' };
    const networkFor = () => network;
    assert.equal(await list(await connect(emulator.current, { networkFor })), 'proxyFailed');
  });
});

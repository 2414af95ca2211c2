import assert from 'node:assert/strict';
import type { PeerCertificate } from 'node:tls';
import { certificateFacts } from '../../../src/api/certificate.ts';
import { trusted } from '../../../src/api/trust.ts';
import { Authority } from '../../support/certificates.ts';
import { trust } from '../../support/transport.ts';

/** A certificate in the shape in which Node gives one. */
function certificate(fields: Record<string, unknown> = {}): PeerCertificate {
  return {
    subject: { CN: 'api.example.com' },
    issuer: { C: 'NL', O: 'Some Authority', CN: 'Some Authority R3' },
    subjectaltname: 'DNS:api.example.com, IP Address:127.0.0.1, DNS:"odd, name", URI:https://no.example',
    valid_from: 'Jan  2 03:04:05 2024 GMT',
    valid_to: 'Jan  2 03:04:05 2025 GMT',
    ...fields,
  } as unknown as PeerCertificate;
}

describe('what is told of a certificate', () => {
  it('are the names it is for, who issued it and when it is valid', () => {
    assert.deepEqual(certificateFacts(certificate()), {
      subject: 'api.example.com',
      issuer: 'Some Authority R3',
      authority: 'Some Authority R3',
      names: ['api.example.com', '127.0.0.1', '"odd, name"'],
      validFrom: '2024-01-02T03:04:05.000Z',
      validTo: '2025-01-02T03:04:05.000Z',
    });
    assert.equal(
      certificateFacts(certificate({ issuer: { O: 'Only Organisation' } }))?.issuer,
      'Only Organisation',
    );
    assert.equal(certificateFacts(certificate({ issuer: { CN: ['first', 'second'] } }))?.issuer, 'first');
  });

  it('names the authority behind the issuer where the server sent it along, and ends with a ring', () => {
    const root: Record<string, unknown> = { ...certificate({ issuer: { CN: 'The Root' } }) };
    root['issuerCertificate'] = root;
    const middle = certificate({
      issuer: { CN: 'The Root' },
      issuerCertificate: root,
      valid_to: 'Jan  2 03:04:05 2023 GMT',
    });
    const facts = certificateFacts(certificate({ issuer: { CN: 'In Between' }, issuerCertificate: middle }));
    assert.deepEqual([facts?.issuer, facts?.authority], ['In Between', 'The Root']);
    assert.equal(facts?.validTo, '2023-01-02T03:04:05.000Z', 'what vouches for it has expired');
    const one: Record<string, unknown> = { ...certificate() };
    one['issuerCertificate'] = certificate({ issuerCertificate: one });
    assert.equal(certificateFacts(one as unknown as PeerCertificate)?.authority, 'Some Authority R3');
  });

  it('is one short readable line each, whatever a stranger wrote into it', () => {
    const facts = certificateFacts(
      certificate({
        subject: { CN: `a\r\n\u0000b\u202Ec ${'x'.repeat(500)}` },
        issuer: {},
        subjectaltname: Array.from({ length: 50 }, (_, n) => `DNS:${n}.example`).join(', '),
        valid_from: 'never',
        valid_to: undefined,
      }),
    );
    assert.match(facts?.subject ?? '', /^a b c x+…$/);
    assert.equal(facts?.subject.length, 100);
    assert.equal(facts.issuer, '');
    assert.equal(facts.names.length, 8);
    assert.deepEqual([facts.validFrom, facts.validTo], [undefined, undefined]);
    assert.equal(certificateFacts({} as PeerCertificate), undefined);
  });
});

describe('the authorities that are trusted', () => {
  it('are read once, and again when somebody has given Node others', async () => {
    for (const systemCertificates of [true, false]) {
      const first = trusted(systemCertificates);
      assert.equal(trusted(systemCertificates), first);
      const distrust = trust(await Authority.make('Another'));
      assert.notEqual(trusted(systemCertificates), first);
      distrust();
    }
  });
});

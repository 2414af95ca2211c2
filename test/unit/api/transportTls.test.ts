import assert from 'node:assert/strict';
import { syncBuiltinESMExports } from 'node:module';
import tls from 'node:tls';
import { DIRECT, type Network } from '../../../src/api/network.ts';
import { UndiciTransport } from '../../../src/api/undiciTransport.ts';
import { Authority, selfSigned, type ServerCertificate } from '../../support/certificates.ts';
import { failure, request, serve, text, trust, useUntilEnd } from '../../support/transport.ts';

describe('calls over TLS', () => {
  const untilEnd = useUntilEnd();
  let trusted: Authority;
  let distrust: () => void;

  before(async () => {
    trusted = await Authority.make('Authority of the Tests');
    distrust = trust(trusted);
  });
  after(() => {
    distrust();
  });

  async function to(
    certificate: ServerCertificate,
    network: Partial<Network> = {},
  ): Promise<{ transport: UndiciTransport; reached: () => number }> {
    const server = untilEnd(await serve(undefined, certificate), ({ stop }) => stop());
    const origin = `https://localhost:${server.port}`;
    const options = { connectTimeoutMs: 5_000 };
    const transport = untilEnd(new UndiciTransport(origin, { ...DIRECT, ...network }, options), () => {
      transport.destroy();
    });
    return { transport, reached: () => server.requests.length };
  }

  /** Has a certificate refused, and gives what the failure says. */
  async function refusal(certificate: ServerCertificate): ReturnType<typeof failure> {
    const { transport, reached } = await to(certificate);
    const error = await failure(transport.send(request()));
    assert.deepEqual([error.kind, error.reached, error.proxy], ['tls', false, undefined]);
    assert.equal(reached(), 0);
    return error;
  }

  it('trust an authority that Node was told of, with or without those of the system', async () => {
    const certificate = await trusted.issue({ names: ['localhost'] });
    for (const systemCertificates of [true, false]) {
      assert.equal(await text((await to(certificate, { systemCertificates })).transport), '{}');
    }
  });

  it('trust an authority that only the system knows, unless told not to, and read the system for nothing else', async () => {
    const ofSystem = await Authority.make('Company Root');
    // A change of what Node trusts has everything read anew, whatever tests before this one have read.
    const another = trust(ofSystem);
    another();
    const reads = systemOf(ofSystem);
    try {
      const known = await to(await trusted.issue({ names: ['localhost'] }));
      assert.equal(await text(known.transport), '{}');
      const misnamed = await to(await trusted.issue({ names: ['other.test'] }));
      await failure(misnamed.transport.send(request()));
      assert.equal(reads(), 0);

      const certificate = await ofSystem.issue({ names: ['localhost'] });
      const told = await to(certificate, { systemCertificates: false });
      assert.equal((await failure(told.transport.send(request()))).kind, 'tls');
      assert.equal(reads(), 0);

      for (let n = 0; n < 2; n += 1) assert.equal(await text((await to(certificate)).transport), '{}');
      assert.equal(reads(), 1);

      const { transport } = await to(certificate);
      const bodies = await Promise.all([text(transport), text(transport), text(transport)]);
      assert.deepEqual(bodies, ['{}', '{}', '{}'], 'also those that began before the system was asked');
    } finally {
      systemOf(undefined);
    }
  });

  it('are refused an authority that nobody trusts, and told its name and whom it vouches for', async () => {
    const stranger = await Authority.make('Corporate Inspection CA');
    const { code, certificate } = await refusal(
      await stranger.issue({ names: ['localhost', 'other.test', 'ip:127.0.0.1'], subject: 'inspected' }),
    );
    assert.equal(code, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    assert.equal(certificate?.subject, 'inspected');
    assert.equal(certificate.issuer, 'Corporate Inspection CA');
    assert.deepEqual(certificate.names, ['localhost', 'other.test', '127.0.0.1']);
  });

  it('are refused a certificate that has expired or is not valid yet, and told when it is', async () => {
    const expired = await refusal(await trusted.issue({ names: ['localhost'], days: [-9, -2] }));
    assert.equal(expired.code, 'CERT_HAS_EXPIRED');
    assert.ok(Date.parse(expired.certificate?.validTo ?? '') < Date.now());
    const early = await refusal(await trusted.issue({ names: ['localhost'], days: [1, 9] }));
    assert.equal(early.code, 'CERT_NOT_YET_VALID');
    assert.ok(Date.parse(early.certificate?.validFrom ?? '') > Date.now());
  });

  it('are refused a certificate for another name, and told for which it is', async () => {
    const { code, certificate } = await refusal(await trusted.issue({ names: ['other.test'] }));
    assert.equal(code, 'ERR_TLS_CERT_ALTNAME_INVALID');
    assert.deepEqual(certificate?.names, ['other.test']);
    assert.equal(certificate.issuer, 'Authority of the Tests');
  });

  it('are refused a certificate that vouches for itself', async () => {
    const { code, certificate } = await refusal(await selfSigned({ names: ['localhost'] }));
    assert.equal(code, 'DEPTH_ZERO_SELF_SIGNED_CERT');
    assert.equal(certificate?.issuer, certificate?.subject);
  });

  it('stay refused when they are made again, and are not talked out of it by the environment', async () => {
    const { transport, reached } = await to(await trusted.issue({ names: ['other.test'] }));
    const emitWarning = process.emitWarning.bind(process);
    // Node warns of it, once; here it is meant.
    process.emitWarning = () => undefined;
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      for (let n = 0; n < 3; n += 1) {
        assert.equal((await failure(transport.send(request()))).code, 'ERR_TLS_CERT_ALTNAME_INVALID');
      }
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      process.emitWarning = emitWarning;
    }
    assert.equal(reached(), 0);
  });

  it('are verified although the user has switched that off for proxies', async () => {
    const stranger = await Authority.make('Nobody');
    const { transport } = await to(await stranger.issue({ names: ['localhost'] }), {
      verifyThroughProxy: false,
    });
    assert.equal((await failure(transport.send(request()))).kind, 'tls');
  });

  it('say so where the server does not speak TLS at all', async () => {
    const server = untilEnd(await serve(), ({ stop }) => stop());
    const transport = new UndiciTransport(`https://localhost:${server.port}`, DIRECT, {
      connectTimeoutMs: 5_000,
    });
    const error = await failure(transport.send(request()));
    assert.deepEqual([error.kind, error.reached, error.certificate], ['tls', false, undefined]);
    transport.destroy();
  });
});

const { getCACertificates } = tls;

/** Has the system's store hold one authority, or again what it holds; gives how often it was read. */
function systemOf(authority: Authority | undefined): () => number {
  let reads = 0;
  tls.getCACertificates = authority
    ? (type) => {
        if (type !== 'system') return getCACertificates(type);
        reads += 1;
        return [authority.pem];
      }
    : getCACertificates;
  // Only so does the change reach those who import the function by its name.
  syncBuiltinESMExports();
  return () => reads;
}

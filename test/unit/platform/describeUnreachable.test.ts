import assert from 'node:assert/strict';
import { ApiError, type ApiErrorDetails } from '../../../src/api/errors.ts';
import { describeError } from '../../../src/platform/describeError.ts';

const call = {
  method: 'GET',
  path: '/customer/list',
  origin: 'https://api.example.com',
  credential: 'partnerKey',
} as const;
const certificate = {
  subject: 'api.example.com',
  issuer: 'Inspection CA 2',
  authority: 'Inspection Root',
  names: ['one.example.com', 'two.example.com'],
  validFrom: '2030-01-02T03:04:05.000Z',
  validTo: '2020-06-07T08:09:10.000Z',
};
const proxy = { url: 'http://proxy.example:3128', failed: true, status: undefined, problem: undefined };

/** Facts of a failure, and what its message has to say. */
const CASES: readonly [string, ApiErrorDetails, ...RegExp[]][] = [
  ['an expired certificate', { code: 'CERT_HAS_EXPIRED', certificate }, /expired on 2020-06-07/, /clock/],
  ['a certificate of the future', { code: 'CERT_NOT_YET_VALID', certificate }, /valid from 2030-01-02/],
  [
    'a certificate for other names',
    { code: 'ERR_TLS_CERT_ALTNAME_INVALID', certificate },
    /for one\.example\.com, two\.example\.com and not for api\.example\.com/,
    /Check the host/,
  ],
  ['a self-signed certificate', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', certificate }, /self-signed/],
  [
    'an authority that is not trusted',
    { code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', certificate },
    /issued by “Inspection CA 2”, and “Inspection Root” behind that is not trusted here/,
    /NODE_EXTRA_CA_CERTS/,
  ],
  [
    'one of which nothing is known',
    { code: 'SELF_SIGNED_CERT_IN_CHAIN' },
    /was issued by an authority that is not trusted here/,
  ],
  [
    'one behind a proxy',
    { code: 'SELF_SIGNED_CERT_IN_CHAIN', certificate, proxy: { ...proxy, failed: false } },
    /^api\.example\.com was not trusted/,
    /The proxy proxy\.example:3128 may be inspecting traffic\.$/,
  ],
  ['no TLS at all', { code: 'EPROTO' }, /no secure connection came about \(EPROTO\)/, /speaks https/],
  ['a name that is not known', { code: 'ENOTFOUND' }, /could not be reached: the name is not known/],
  [
    'a connection that was cut',
    { code: 'ECONNRESET', reached: true },
    /did not answer to the end: the connection was cut/,
  ],
  ['a reason of no name', { code: 'EWHATEVER' }, /could not be reached: EWHATEVER/],
  [
    'a proxy that is not there',
    { code: 'ECONNREFUSED', proxy },
    /^The proxy proxy\.example:3128 could not be reached/,
  ],
  [
    'a proxy that wants credentials',
    { proxy: { ...proxy, status: 407 } },
    /wants credentials/,
    /http\.proxyAuthorization/,
  ],
  [
    'a proxy that does not find the host',
    { proxy: { ...proxy, status: 502 } },
    /could not reach api\.example\.com/,
  ],
  ['a proxy that refuses', { proxy: { ...proxy, status: 403 } }, /does not let calls through.*HTTP 403/],
  [
    'a proxy that is not trusted',
    { code: 'CERT_HAS_EXPIRED', certificate, proxy },
    /^The proxy .* was not trusted/,
  ],
  [
    'a proxy whose certificate is for another name',
    { code: 'ERR_TLS_CERT_ALTNAME_INVALID', certificate, proxy },
    /its certificate is for .+ and not for proxy\.example:3128\./,
  ],
  [
    'a certificate that names nobody',
    { code: 'SELF_SIGNED_CERT_IN_CHAIN', certificate: { ...certificate, issuer: '', authority: '' } },
    /issued by “nobody named”, and that authority/,
  ],
  [
    'a client that would not check who answers',
    { code: 'NODE_TLS_REJECT_UNAUTHORIZED', proxy: { ...proxy, url: '' } },
    /could not be reached: NODE_TLS_REJECT_UNAUTHORIZED=0 is in the environment, .*\. Correct that/,
  ],
  [
    'a proxy that cannot be used',
    { proxy: { ...proxy, url: '', problem: 'socks proxies need VS Code’s own client' } },
    /could not be reached: socks proxies need VS Code’s own client\. Correct that/,
  ],
];

describe('what is said of a host that was not reached', () => {
  for (const [name, details, ...expected] of CASES) {
    it(`names ${name}, and what to do`, () => {
      const { message } = describeError(new ApiError('network', call, { reached: false, ...details }));
      for (const part of [...expected, /try again/]) assert.match(message, part);
      assert.doesNotMatch(message, /undefined|null/);
    });
  }
});

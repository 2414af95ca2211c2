import assert from 'node:assert/strict';
import { DEFAULT_CHOICES, type Connection } from '../../../src/connections/connection.ts';
import { diagnosticsReport } from '../../../src/connections/diagnostics.ts';
import { CallHistory } from '../../../src/platform/callHistory.ts';
import { settingWord } from '../../../src/platform/settingWord.ts';

/** What nobody else may read; each stands in the state below where it would stand in real life. */
const PRIVATE = [
  'pk-1234567890',
  'proxy-password',
  'Harbour Agency',
  'jane@harbour.example',
  'harbour.example',
  'Olivia Clarke',
  'Harbour Root CA',
  '10.1.2.3',
];

function connection(also: Partial<Connection>): Connection {
  const host = { id: 'pk-1234567890', origin: 'https://api.harbour.example', kind: 'remote' } as const;
  return { ...DEFAULT_CHOICES, ...host, name: 'Harbour Agency (jane@harbour.example)', ...also };
}

function report(ofOther = false): string {
  const calls = new CallHistory();
  const call = {
    method: 'GET',
    path: '/custom-user',
    origin: 'https://api.harbour.example',
    credential: 'customerToken',
    status: undefined,
    milliseconds: 12,
    outcome: 'network',
    attempt: 2,
    // Fields that a later version may add must not come along.
    ...{ query: 'searchText=Olivia Clarke', bearer: 'pk-1234567890' },
  } as const;
  const first = {
    path: '/customer/list',
    credential: 'partnerKey',
    status: 200,
    outcome: 'ok',
    attempt: 1,
  } as const;
  calls.add({ ...call, ...first });
  calls.add(call);
  const active = connection({ readOnly: true });
  return diagnosticsReport({
    versions: [['VS Code', '1.105.0']],
    settings: [
      ['http.proxy', settingWord('http://jane:proxy-password@10.1.2.3')],
      ['http.proxyAuthorization', settingWord('Basic proxy-password')],
      ['http.proxySupport', settingWord('pk-1234567890', ['off', 'on'])],
      ['http.noProxy', settingWord(['harbour.example'])],
    ],
    connections: [
      active,
      connection({ origin: 'https://api.v7.botpenguin.com' }),
      connection({ origin: 'http://localhost:1' }),
      connection({ kind: 'sample', origin: '' }),
      connection({}),
    ],
    active: { connection: active, state: 'unreachable' },
    calls: calls.all(),
    examined: {
      ofOther,
      steps: [
        {
          id: 'tls',
          title: 'Certificate of Harbour',
          result: 'failed',
          says: 'api.harbour.example (10.1.2.3) was not trusted: “Harbour Root CA”, Olivia Clarke.',
          fix: 'Ask jane@harbour.example.',
          milliseconds: 34,
          code: 'SELF_SIGNED_CERT_IN_CHAIN',
        },
        {
          id: 'customers',
          title: 'Customers',
          result: 'skipped',
          says: 'pk-1234567890',
          milliseconds: undefined,
        },
      ],
    },
  });
}

describe('diagnostics', () => {
  it('hold versions, settings as words, connections as counts and states, calls and findings', () => {
    assert.equal(
      report().split('\n\n').slice(2).join('\n\n'),
      `## Versions

- VS Code: 1.105.0

## Settings and environment

- http.proxy: set
- http.proxyAuthorization: set
- http.proxySupport: set
- http.noProxy: set

## Connections

- 1 to BotPenguin
- 1 to a server on this machine
- 2 to another host
- 1 to the sample data
- in use: another host, unreachable, read-only

## Connection Doctor

- tls: failed, 34 ms, SELF_SIGNED_CERT_IN_CHAIN
- customers: skipped

## Last calls, the oldest first

- GET /customer/list with partnerKey: ok, 200, 12 ms
- GET /custom-user with customerToken: network, no status, 12 ms, attempt 2
`,
    );
  });

  it('say so where the Doctor was asked of a connection that was not in use', () => {
    assert.match(report(true), /^## Connection Doctor, of a connection that was not in use$/m);
  });

  for (const text of PRIVATE) {
    it(`hold no ${text}, of which the state is full`, () => {
      assert.ok(!report().toLowerCase().includes(text.toLowerCase()));
    });
  }

  it('say so where there is nothing to tell', () => {
    const none = diagnosticsReport({
      versions: [],
      settings: [],
      connections: [],
      active: { connection: undefined, state: 'none' },
      calls: [],
      examined: undefined,
    });
    assert.match(none, /in use: none\n[^]*- not asked in this window\n[^]*- none\n$/);
  });
});

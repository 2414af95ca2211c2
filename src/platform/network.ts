import * as vscode from 'vscode';
import type { Network } from '../api/network.ts';
import type { Disposable } from '../base/disposable.ts';
import { Setting } from '../manifest.ts';
import {
  chooseTransport,
  decideProxy,
  NO_PROXY_VARIABLES,
  PROXY_VARIABLES,
  type ProxyDecision,
} from './proxy.ts';
import { settingWord } from './settingWord.ts';
import { userValue } from './userValue.ts';

/**
 * How calls leave this machine, as the user has set it up in VS Code. Read when a call is made, and again after a
 * setting changed.
 */
export class NetworkSettings implements Disposable {
  readonly #known = new Map<string, Network>();
  readonly #subscription: vscode.Disposable;
  readonly #runsRemotely: boolean;

  constructor({ extensionKind }: Pick<vscode.Extension<unknown>, 'extensionKind'>) {
    this.#runsRemotely = extensionKind === vscode.ExtensionKind.Workspace;
    this.#subscription = vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('http') || change.affectsConfiguration(Setting.transport)) {
        this.#known.clear();
      }
    });
  }

  /** The way to an origin; the same object until a setting changed. */
  forOrigin(origin: string): Network {
    let network = this.#known.get(origin);
    if (!network) {
      network = this.#read(origin);
      this.#known.set(origin, network);
    }
    return network;
  }

  /** What may be told of the settings and variables that decide on the way: names and words, never a value. */
  words(): [string, string][] {
    const settings = [...new Set([...Object.keys(KNOWN_WORDS), ...Object.values(Setting)])];
    return [
      ...settings.map((name): [string, string] => [name, settingWord(this.#user(name), KNOWN_WORDS[name])]),
      ...VARIABLES.map((name): [string, string] => [name, settingWord(process.env[name])]),
    ];
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #read(origin: string): Network {
    const way = this.#decide(origin);
    return {
      ...chooseTransport(origin, way, {
        chosen: this.#user(Setting.transport),
        fetchSupport: this.#user('http.fetchAdditionalSupport') !== false,
      }),
      why: way.why,
      verifyThroughProxy: this.#user('http.proxyStrictSSL') !== false,
      systemCertificates: this.#user('http.systemCertificates') !== false,
    };
  }

  #decide(origin: string): ProxyDecision {
    const noProxy = this.#user('http.noProxy');
    return decideProxy(origin, {
      support: text(this.#user('http.proxySupport')),
      proxy: text(this.#user('http.proxy')),
      noProxy: Array.isArray(noProxy) ? noProxy.map(text) : [],
      authorization: text(this.#user('http.proxyAuthorization')) || undefined,
      env: process.env,
    });
  }

  #user(setting: string): unknown {
    return userValue(vscode.workspace.getConfiguration().inspect(setting), this.#runsRemotely);
  }
}

/** Settings with the values that may be told of each. */
const KNOWN_WORDS: Readonly<Record<string, readonly string[]>> = {
  'http.proxy': [],
  'http.proxyAuthorization': [],
  'http.noProxy': [],
  'http.proxySupport': ['off', 'on', 'override', 'fallback'],
  'http.proxyStrictSSL': [],
  'http.systemCertificates': [],
  [Setting.transport]: ['auto', 'undici', 'vscode'],
};
const VARIABLES = [
  ...PROXY_VARIABLES,
  ...NO_PROXY_VARIABLES,
  'NODE_EXTRA_CA_CERTS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
];

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

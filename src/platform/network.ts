import * as vscode from 'vscode';
import type { Network } from '../api/network.ts';
import type { Disposable } from '../base/disposable.ts';
import { Setting } from '../manifest.ts';
import { decideProxy, isLoopback, type ProxyDecision } from './proxy.ts';

/**
 * How calls leave this machine, as the user has set it up in VS Code. Read when a call is made, and again after a
 * setting changed.
 */
export class NetworkSettings implements Disposable {
  readonly #known = new Map<string, Network>();
  readonly #subscription: vscode.Disposable;

  constructor() {
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
      network = networkFor(origin);
      this.#known.set(origin, network);
    }
    return network;
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}

function networkFor(origin: string): Network {
  const way = wayTo(origin);
  return {
    // What stays on this machine needs no other way, and VS Code's fetch takes fewer names for this machine's.
    transport: isLoopback(new URL(origin).hostname) ? 'undici' : transport(),
    proxy: way.kind === 'proxy' ? way.proxy : undefined,
    unusableProxy: way.kind === 'unusable' ? way.problem : undefined,
    verifyThroughProxy: user('http.proxyStrictSSL') !== false,
    systemCertificates: user('http.systemCertificates') !== false,
  };
}

function wayTo(origin: string): ProxyDecision {
  const noProxy = user('http.noProxy');
  return decideProxy(origin, {
    support: text(user('http.proxySupport')),
    proxy: text(user('http.proxy')),
    noProxy: Array.isArray(noProxy) ? noProxy.map(text) : [],
    authorization: text(user('http.proxyAuthorization')) || undefined,
    env: process.env,
  });
}

function transport(): Network['transport'] {
  const chosen = user(Setting.transport);
  return chosen === 'undici' || chosen === 'vscode' ? chosen : 'auto';
}

/** The user's own value or the default, never a workspace's: a folder must not decide where a key goes. */
function user(setting: string): unknown {
  const inspected = vscode.workspace.getConfiguration().inspect(setting);
  return inspected?.globalValue ?? inspected?.defaultValue;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

import { isIP } from 'node:net';
import type { ApiError } from '../api/errors.ts';
import { isApiError } from '../api/errors.ts';
import type { Network } from '../api/network.ts';
import type { Probe } from '../api/probe.ts';
import { t } from '../base/l10n.ts';
import { isCancellation } from '../base/userError.ts';
import { ofAnswerWithoutKey, ofCertificate, ofFailure, ofKey, ofWay, skipped } from './doctorFindings.ts';
import type { Session } from './session.ts';

/** What a step of an examination came to. */
export interface Finding {
  readonly result: 'passed' | 'warning' | 'failed' | 'skipped';
  /** A sentence that can be shown and copied: no key, no token. Names in it may be a stranger's. */
  readonly says: string;
  /** What to do about it. */
  readonly fix?: string | undefined;
  /** A code of the network layer or a status: the finding for those who must not see names. */
  readonly code?: string | undefined;
}

type StepId = 'connection' | 'proxy' | 'dns' | 'tcp' | 'tunnel' | 'tls' | 'http' | 'key' | 'customers';

export interface Step extends Finding {
  readonly id: StepId;
  readonly title: string;
  /** Undefined for what was not done, or came with the step before. */
  readonly milliseconds: number | undefined;
}

export interface ExaminationOptions {
  readonly session: Pick<Session, 'connection' | 'withPartnerKey'>;
  /** Where the session's calls go, and by which way. */
  readonly origin: string;
  readonly network: Network;
  readonly signal: AbortSignal;
  /** Told of each step by its title as it begins. */
  readonly onStep?: ((title: string) => void) | undefined;
  /** Milliseconds for each step. Default 10,000. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Examines a connection from near to far, and yields each step as it ends. What depends on a step that failed is
 * skipped. The key is sent last, by the session and like that of any call; and not at all where the certificate was not
 * trusted, even if `http.proxyStrictSSL` lets calls pass.
 * @throws the signal's reason when cancelled
 */
export async function* examine(options: ExaminationOptions): AsyncGenerator<Step, void, undefined> {
  const { timeoutMs = 10_000, origin, network, signal } = options;
  // The code of the client is loaded with it.
  const { Probe } = await import('../api/probe.ts');
  const probe = new Probe({ origin, network, signal, timeoutMs });
  const examination = new Examination({ ...options, timeoutMs }, probe);
  for (const [id, title, run] of examination.steps()) {
    signal.throwIfAborted();
    options.onStep?.(title);
    const started = performance.now();
    const finding = await run();
    signal.throwIfAborted();
    const milliseconds =
      finding.result !== 'skipped' && id !== 'customers'
        ? Math.round(performance.now() - started)
        : undefined;
    yield { id, title, ...finding, milliseconds };
  }
}

type Steps = readonly [id: StepId, title: string, run: () => Finding | Promise<Finding>][];

class Examination {
  readonly #options: ExaminationOptions & { readonly timeoutMs: number };
  readonly #probe: Probe;
  /** Why nothing further can be done on the extension's own way; VS Code's client may know another one. */
  #ownWayEnds: string | undefined;
  /** Why nothing further may be sent at all. */
  #allEnds: string | undefined;
  #customers: Finding | undefined;

  constructor(options: ExaminationOptions & { readonly timeoutMs: number }, probe: Probe) {
    this.#options = options;
    this.#probe = probe;
  }

  steps(): Steps {
    const { origin, network, session } = this.#options;
    const { connection } = session;
    return [
      [
        'connection',
        t('Connection'),
        () => ({ result: 'passed', says: t('“{0}” at {1}.', connection.name, origin) }),
      ],
      ['proxy', t('Proxy'), () => this.#way(ofWay(network))],
      ['dns', t('Name look-up (DNS)'), () => this.#onOwnWay(() => this.#lookUp())],
      ['tcp', t('Reaching it (TCP)'), () => this.#onOwnWay(() => this.#reach())],
      ...(network.proxy ? this.#tunnelSteps() : []),
      ['tls', t('Certificate (TLS)'), () => this.#onOwnWay(() => this.#certificate())],
      ['http', t('Answer without a key (HTTP)'), () => this.#unlessEnded(() => this.#answer())],
      ['key', t('Partner key'), () => this.#unlessEnded(() => this.#key())],
      [
        'customers',
        t('Customers'),
        () => this.#customers ?? skipped(this.#allEnds ?? t('the key was not accepted')),
      ],
    ];
  }

  #tunnelSteps(): Steps {
    return [['tunnel', t('Tunnel through the proxy'), () => this.#onOwnWay(() => this.#tunnel())]];
  }

  async #lookUp(): Promise<Finding> {
    const { origin, network } = this.#options;
    const { hostname } = new URL(network.proxy?.url ?? origin);
    if (isIP(hostname.replaceAll(/[[\]]/g, '')) !== 0)
      return skipped(t('{0} is an address already', hostname));
    const addresses = await this.#probe.lookUp();
    const some = addresses.slice(0, 4).join(', ');
    const all = addresses.length > 4 ? t('{0} and {1} more', some, addresses.length - 4) : some;
    const says = network.proxy
      ? t('{0} (the proxy; it looks up the host itself) is {1}.', hostname, all)
      : t('{0} is {1}.', hostname, all);
    return { result: 'passed', says };
  }

  async #reach(): Promise<Finding> {
    await this.#probe.reach();
    const { origin, network } = this.#options;
    const { host } = new URL(network.proxy?.url ?? origin);
    const says = network.proxy
      ? t('The proxy {0} takes connections.', host)
      : t('{0} takes connections.', host);
    return { result: 'passed', says };
  }

  async #tunnel(): Promise<Finding> {
    await this.#probe.openTunnel();
    return {
      result: 'passed',
      says: t('The proxy opens a tunnel to the host, and sees name and port only.'),
    };
  }

  async #certificate(): Promise<Finding> {
    const { origin, network } = this.#options;
    if (new URL(origin).protocol === 'http:') return skipped(t('plain http, which stays on this machine'));
    const { certificate, protocol } = await this.#probe.shakeHands();
    return ofCertificate(certificate, protocol, network, Date.now());
  }

  async #answer(): Promise<Finding> {
    const other = this.#ownWayEnds !== undefined || this.#options.network.transport === 'vscode';
    const finding = ofAnswerWithoutKey(await this.#probe.ask());
    return other ? { ...finding, says: t("By VS Code's own client: {0}", finding.says) } : finding;
  }

  async #key(): Promise<Finding> {
    const { session, signal, timeoutMs } = this.#options;
    // The session's own client tries again what may pass; that, too, has to end.
    const timeOut = AbortSignal.timeout(3 * timeoutMs);
    try {
      const { items } = await session.withPartnerKey(
        (client, either) => client.listCustomers({ page: 1, signal: either }),
        AbortSignal.any([signal, timeOut]),
      );
      const says =
        items.length === 0
          ? t('There are no customers yet.')
          : items.length === 1
            ? t('The first page has one customer.')
            : t('The first page has {0} customers.', items.length);
      this.#customers = { result: 'passed', says };
      return { result: 'passed', says: t('The key is accepted.') };
    } catch (error) {
      signal.throwIfAborted();
      if (timeOut.aborted) {
        return {
          result: 'failed',
          says: t('No answer within {0} seconds.', (3 * timeoutMs) / 1000),
          fix: t('Try again, or check the network.'),
        };
      }
      if (isCancellation(error)) throw error;
      const { key, customers } = ofKey(error);
      this.#customers = customers;
      return key;
    }
  }

  /** What a step on the extension's own way comes to, and what that means to those behind it. */
  async #onOwnWay(step: () => Promise<Finding>): Promise<Finding> {
    const ends = this.#allEnds ?? this.#ownWayEnds;
    if (ends !== undefined) return skipped(ends);
    try {
      return await step();
    } catch (error) {
      if (!isApiError(error)) throw error;
      return this.#way({ ...ofFailure(error), ...(isUntrusted(error) && { untrusted: true }) });
    }
  }

  #way({ untrusted = false, ...finding }: Finding & { readonly untrusted?: boolean }): Finding {
    if (finding.result !== 'failed') return finding;
    const { transport, verifyThroughProxy, proxy } = this.#options.network;
    if (untrusted) {
      this.#allEnds = t('the certificate is not trusted');
      if (verifyThroughProxy || !proxy) return finding;
      const more = t(
        'Calls are made all the same, since http.proxyStrictSSL is off; the Doctor sends no key.',
      );
      return { ...finding, says: `${finding.says} ${more}` };
    }
    this.#ownWayEnds = t('a step before it failed');
    if (transport === 'undici') {
      this.#allEnds = this.#ownWayEnds;
      return finding;
    }
    const says = `${finding.says} ${t("VS Code's own client is tried below.")}`;
    return { ...finding, result: 'warning', says };
  }

  async #unlessEnded(step: () => Promise<Finding>): Promise<Finding> {
    if (this.#allEnds !== undefined) return skipped(this.#allEnds);
    try {
      const finding = await step();
      if (finding.result === 'failed') this.#allEnds ??= t('a step before it failed');
      return finding;
    } catch (error) {
      if (!isApiError(error)) throw error;
      this.#allEnds = isUntrusted(error) ? t('the certificate is not trusted') : t('a step before it failed');
      return ofFailure(error);
    }
  }
}

function isUntrusted({ certificate, code = '', proxy }: ApiError): boolean {
  return certificate !== undefined || (!proxy?.failed && /^(ERR_TLS_|ERR_SSL_|EPROTO$)/.test(code));
}

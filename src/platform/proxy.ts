import { isIP } from 'node:net';
import { isLoopback } from '../base/loopback.ts';
import { t } from '../base/l10n.ts';
import type { Network, Proxy } from '../api/network.ts';

/** What decides on the way: settings of VS Code, and variables of its environment. */
export interface ProxySettings {
  /** `http.proxySupport`: only `off` matters here. */
  readonly support: string;
  /** `http.proxy`. */
  readonly proxy: string;
  /** `http.noProxy`. */
  readonly noProxy: readonly string[];
  /** `http.proxyAuthorization`: a whole `Proxy-Authorization` header. */
  readonly authorization: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * A way to a host, and why in words that can be shown: they hold no credentials. `knownToVSCode` says whether VS Code
 * understands the proxy's address at all; where it does not, it goes around that proxy.
 */
export type ProxyDecision =
  | { readonly kind: 'direct'; readonly why: string }
  | { readonly kind: 'proxy'; readonly why: string; readonly knownToVSCode: boolean; readonly proxy: Proxy }
  /** A proxy is configured that this client cannot use; `problem` is a part of a sentence. Direct is not an option. */
  | {
      readonly kind: 'unusable';
      readonly why: string;
      readonly knownToVSCode: boolean;
      readonly problem: string;
    };

/** In the order in which VS Code looks; it does so for both schemes. */
export const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const;
export const NO_PROXY_VARIABLES = ['no_proxy', 'NO_PROXY'] as const;

/**
 * Which way calls to an origin take. The order is VS Code's own, read in the source of its `@vscode/proxy-agent`; what
 * it takes for loopback is widened from three names to all of 127.0.0.0/8 and `*.localhost`, so that no sample server's
 * key gets to a proxy. The operating system's and PAC proxies are for VS Code's `fetch` to find.
 */
export function decideProxy(origin: string, settings: ProxySettings): ProxyDecision {
  const { hostname, protocol, port } = new URL(origin);
  if (staysHere(hostname)) return direct(t('this machine is always reached directly'));
  if (settings.support === 'off') return direct(t('http.proxySupport is off'));

  const exempt = exemption(hostname, port || (protocol === 'https:' ? '443' : '80'), settings);
  if (exempt !== undefined) return direct(t('{0} exempts the host', exempt));

  if (settings.proxy.trim() !== '') return use(settings.proxy, 'http.proxy', settings.authorization);
  const variable = PROXY_VARIABLES.find((name) => (settings.env[name] ?? '').trim() !== '');
  if (variable !== undefined) return use(settings.env[variable] ?? '', variable, settings.authorization);
  return direct(t('no proxy is configured in VS Code or its environment'));
}

/**
 * How calls take a way. VS Code's `fetch` goes around a proxy whose address it does not understand, and around every
 * proxy while `http.fetchAdditionalSupport` is off, since it is Node's own then: it is not used where it would.
 */
export function chooseTransport(
  origin: string,
  way: ProxyDecision,
  { chosen, fetchSupport }: { readonly chosen: unknown; readonly fetchSupport: boolean },
): Pick<Network, 'transport' | 'proxy' | 'unusableProxy'> {
  const through = {
    proxy: way.kind === 'proxy' ? way.proxy : undefined,
    unusableProxy: way.kind === 'unusable' ? way.problem : undefined,
  };
  // What stays on this machine needs no other way, and VS Code's fetch takes fewer names for this machine's.
  if (staysHere(new URL(origin).hostname) || chosen === 'undici') return { transport: 'undici', ...through };
  const fetchMayGo = way.kind === 'direct' || (fetchSupport && way.knownToVSCode);
  if (chosen !== 'vscode') return { transport: fetchMayGo ? 'auto' : 'undici', ...through };
  if (fetchMayGo) return { transport: 'vscode', ...through };
  return {
    transport: 'undici',
    proxy: undefined,
    unusableProxy: fetchSupport
      ? t(
          "partnerConsole.network.transport is vscode, and VS Code's HTTP client would go around the proxy, since it does not understand that address",
        )
      : t(
          "partnerConsole.network.transport is vscode, and VS Code's HTTP client would go around the proxy, since http.fetchAdditionalSupport is off",
        ),
  };
}

function direct(why: string): ProxyDecision {
  return { kind: 'direct', why };
}

/** More names than a key may go to in clear text: `*.localhost` never leaves this machine through a proxy either. */
function staysHere(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  return isLoopback(name) || name.endsWith('.localhost') || name === '[::ffff:7f00:1]';
}

/** What exempts a host from proxies, if anything does. A filled `http.noProxy` takes the environment's place. */
function exemption(hostname: string, port: string, { noProxy, env }: ProxySettings): string | undefined {
  const list = noProxy.map((entry) => entry.trim()).filter((entry) => entry !== '');
  if (list.length > 0) return exempts(list, hostname, port) ? 'http.noProxy' : undefined;
  const variable = NO_PROXY_VARIABLES.find((name) => (env[name] ?? '') !== '');
  if (variable === undefined) return undefined;
  return exempts((env[variable] ?? '').split(','), hostname, port) ? variable : undefined;
}

/** Entries are domains, with or without a leading dot, that count for what is below them too; `:port` narrows one. */
function exempts(list: readonly string[], hostname: string, port: string): boolean {
  const host = `.${hostname.toLowerCase().replaceAll(/[[\]]/g, '')}`;
  return list.some((raw) => {
    const entry = raw.trim().toLowerCase();
    if (entry === '') return false;
    if (entry === '*') return true;
    const [, name = '', onPort] =
      /^\.?(.*?)(?::(\d+))?$/.exec(isIP(entry) === 6 ? `[${entry}]` : entry) ?? [];
    const domain = name.replaceAll(/[[\]]/g, '');
    return domain !== '' && host.endsWith(`.${domain}`) && (onPort === undefined || onPort === port);
  });
}

function use(configured: string, from: string, authorization: string | undefined): ProxyDecision {
  const text = configured.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const why = t('{0} names it', from);
  const knownToVSCode = /^(https?|socks[45]?[ah]?):\/\//i.test(text);
  // Its value may hold a password: it is described, never quoted.
  const unusable = (problem: string): ProxyDecision => ({
    kind: 'unusable',
    why,
    knownToVSCode,
    problem,
  });
  if (!URL.canParse(withScheme)) return unusable(t('{0} is not the address of a proxy', from));
  const url = new URL(withScheme);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return unusable(
      t(
        '{0} names a proxy of the kind {1}, and only http and https are known',
        from,
        url.protocol.slice(0, -1),
      ),
    );
  }
  // A password with a # or a / in it, not percent-encoded, would make another host of the user's name.
  if (url.hostname === '' || !['', '/'].includes(url.pathname) || url.search !== '' || url.hash !== '') {
    return unusable(
      t(
        '{0} is not the address of a proxy (in a user name or password, write # / ? and @ percent-encoded)',
        from,
      ),
    );
  }
  const header = credentials(url) ?? authorization?.trim();
  if (header !== undefined && /[^\t\x20-\x7e\x80-\xff]/.test(header)) {
    return unusable(t('http.proxyAuthorization has characters that cannot stand in a header'));
  }
  return {
    kind: 'proxy',
    why,
    knownToVSCode,
    proxy: { url: `${url.protocol}//${url.host}`, authorization: header === '' ? undefined : header },
  };
}

function credentials({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  return `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64')}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

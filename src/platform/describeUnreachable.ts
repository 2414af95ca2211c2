import type { ApiError } from '../api/errors.ts';
import { t } from '../base/l10n.ts';
import { describeTrust, isUnknownAuthority } from './describeTrust.ts';

/** Why no answer came from a host, and what to do: a message for a person. */
export function describeUnreachable(host: string, error: ApiError): string {
  const { code = '', proxy, certificate, reached } = error;
  if (proxy?.failed) return describeProxy(host, error, proxy);
  const trust = describeTrust(host, code, certificate);
  if (trust !== undefined) {
    const message = reached
      ? t('{0} was not trusted: {1}', host, trust)
      : t('{0} was not trusted, and nothing was sent: {1}', host, trust);
    if (!proxy || !isUnknownAuthority(code)) return message;
    return `${message} ${t('The proxy {0} may be inspecting traffic.', new URL(proxy.url).host)}`;
  }
  const why = describeCode(code);
  if (reached)
    return why === ''
      ? t('{0} did not answer to the end. Check the network, then try again.', host)
      : t('{0} did not answer to the end: {1}. Check the network, then try again.', host, why);
  return why === ''
    ? t('{0} could not be reached. Check the network, a VPN or a proxy, then try again.', host)
    : t('{0} could not be reached: {1}. Check the network, a VPN or a proxy, then try again.', host, why);
}

function describeCode(code: string): string {
  switch (code) {
    case 'ECONNREFUSED':
      return t('nothing listens there');
    case 'ENOTFOUND':
      return t('the name is not known');
    case 'EAI_AGAIN':
      return t('the name could not be looked up');
    case 'ECONNRESET':
    case 'EPIPE':
      return t('the connection was cut');
    case 'ETIMEDOUT':
      return t('the connection timed out');
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return t('there is no way to it');
    default:
      return code;
  }
}

function describeProxy(
  host: string,
  { code = '', certificate }: ApiError,
  { url, status, problem }: NonNullable<ApiError['proxy']>,
): string {
  const unusable =
    code === 'NODE_TLS_REJECT_UNAUTHORIZED'
      ? t(
          "NODE_TLS_REJECT_UNAUTHORIZED=0 is in the environment, and VS Code's HTTP client would not check who answers",
        )
      : problem;
  if (unusable !== undefined)
    return t('{0} could not be reached: {1}. Correct that, then try again.', host, unusable);
  const address = url === '' ? undefined : new URL(url).host;
  // Begins a sentence, in each of these.
  const name = address === undefined ? t('The proxy') : t('The proxy {0}', address);
  if (status === 407)
    return t(
      "{0} wants credentials, so {1} could not be reached. Put a name and password into the proxy's address (http.proxy, or HTTPS_PROXY in the environment), or set http.proxyAuthorization, then try again.",
      name,
      host,
    );
  if (status === 502 || status === 503 || status === 504)
    return t(
      '{0} could not reach {1} (HTTP {2}). Check the host of the connection, or ask whoever runs the proxy, then try again.',
      name,
      host,
      status,
    );
  if (status !== undefined)
    return t(
      '{0} does not let calls through to {1} (HTTP {2}). Ask whoever runs it, or name the host in http.noProxy, then try again.',
      name,
      host,
      status,
    );
  const trust = describeTrust(address, code, certificate);
  if (trust !== undefined) return t('{0} was not trusted, and nothing was sent: {1}', name, trust);
  const why = describeCode(code);
  return why === ''
    ? t(
        "{0} could not be reached. Check the network and the proxy's address (http.proxy, or HTTPS_PROXY in the environment), then try again.",
        name,
      )
    : t(
        "{0} could not be reached: {1}. Check the network and the proxy's address (http.proxy, or HTTPS_PROXY in the environment), then try again.",
        name,
        why,
      );
}

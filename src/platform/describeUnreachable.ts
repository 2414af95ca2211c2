import type { ApiError } from '../api/errors.ts';

/** Why no answer came from a host, and what to do: a message for a person. */
export function describeUnreachable(host: string, error: ApiError): string {
  const { code = '', proxy, certificate } = error;
  if (proxy?.failed) return describeProxy(host, error, proxy);
  const trust = describeTrust(host, code, certificate);
  if (trust !== undefined) {
    const inspected = proxy && UNKNOWN_AUTHORITY.includes(code);
    const maybe = inspected ? ` The proxy ${new URL(proxy.url).host} may be inspecting traffic.` : '';
    return `${host} was not trusted${error.reached ? '' : ', and nothing was sent'}: ${trust}${maybe}`;
  }
  const reason = code === '' ? '' : `: ${REASONS[code] ?? code}`;
  return error.reached
    ? `${host} did not answer to the end${reason}. Check the network, then try again.`
    : `${host} could not be reached${reason}. Check the network, a VPN or a proxy, then try again.`;
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'the name could not be looked up',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ETIMEDOUT: 'the connection timed out',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
};

function describeProxy(
  host: string,
  { code = '', certificate }: ApiError,
  { url, status, problem }: NonNullable<ApiError['proxy']>,
): string {
  const name = url === '' ? 'The proxy' : `The proxy ${new URL(url).host}`;
  if (problem !== undefined) return `${host} could not be reached: ${problem}. Correct that, then try again.`;
  if (status === 407)
    return `${name} wants credentials, so ${host} could not be reached. Put a name and password into the proxy's address (http.proxy, or HTTPS_PROXY in the environment), or set http.proxyAuthorization, then try again.`;
  if (status === 502 || status === 503 || status === 504)
    return `${name} could not reach ${host} (HTTP ${status}). Check the host of the connection, or ask whoever runs the proxy, then try again.`;
  if (status !== undefined)
    return `${name} does not let calls through to ${host} (HTTP ${status}). Ask whoever runs it, or name the host in http.noProxy, then try again.`;
  const trust = describeTrust('The proxy', code, certificate);
  if (trust !== undefined) return `${name} was not trusted, and nothing was sent: ${trust}`;
  const reason = code === '' ? '' : `: ${REASONS[code] ?? code}`;
  return `${name} could not be reached${reason}. Check the network and the proxy's address (http.proxy, or HTTPS_PROXY in the environment), then try again.`;
}

/** What is wrong with a certificate, and what helps; undefined where the trouble was another one. */
function describeTrust(
  whose: string,
  code: string,
  certificate: ApiError['certificate'],
): string | undefined {
  const { issuer, authority, names = [], validFrom, validTo } = certificate ?? {};
  if (UNKNOWN_AUTHORITY.includes(code)) {
    const by = issuer === undefined ? '' : ` by “${issuer}”`;
    const top =
      authority === undefined || authority === issuer ? 'that authority' : `“${authority}” behind that`;
    return `its certificate was issued${by}, and ${top} is not trusted here. On a network that inspects traffic, have its authority added to the operating system's certificates, with http.systemCertificates on, or name its file in NODE_EXTRA_CA_CERTS; restart VS Code, then try again.`;
  }
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return `its certificate${on(validTo, ' expired on', ' has expired')}. Whoever runs it must renew it; check this machine's clock, too, then try again.`;
    case 'CERT_NOT_YET_VALID':
      return `its certificate is${on(validFrom, ' valid from', ' not valid yet')}. Check this machine's clock, then try again.`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return `its certificate is ${names.length === 0 ? 'for another name' : `for ${names.join(', ')} and not for ${whose}`}. Check the host of the connection, then try again.`;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return `its certificate is self-signed. Add it to the certificates that the operating system trusts, restart VS Code, then try again.`;
    case 'CERT_REVOKED':
      return `its certificate was revoked. Tell whoever runs it, and do not try again before it is replaced.`;
    default:
      return certificate === undefined && !/^(ERR_TLS_|ERR_SSL_|EPROTO$)/.test(code)
        ? undefined
        : `no secure connection came about (${code}). Check that the host speaks https there, then try again.`;
  }
}

/** Codes of an authority that is not trusted: the mark of a proxy that puts certificates of its own in between. */
const UNKNOWN_AUTHORITY = [
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

/** A day as it is written in ISO 8601: the same in every language. */
function on(time: string | undefined, known: string, unknown: string): string {
  return time === undefined ? unknown : `${known} ${time.slice(0, 10)}`;
}

import type { CertificateFacts } from './certificate.ts';

/**
 * Why an exchange came to nothing:
 * `invalid` it cannot be put into a request, `connect` the host was not reached (name, refused, connection timeout),
 * `tls` no trusted connection to the host came about (see `certificate`), `proxy` the proxy did not let it through, or
 * the way may not be used (see `problem`), `cut` the connection ended in mid-exchange, `malformed` what came back is not HTTP, or not what
 * its headers say, `closed` this transport was ended.
 */
export type TransportFailureKind = 'invalid' | 'connect' | 'tls' | 'proxy' | 'cut' | 'malformed' | 'closed';

export interface TransportFacts {
  /** False only where not a byte of the request was sent: sending it again cannot do anything twice. */
  readonly reached: boolean;
  /** A code in Node's words, such as `ECONNREFUSED`, `ETIMEDOUT` or `CERT_HAS_EXPIRED`; never undici's own. */
  readonly code?: string | undefined;
  /** The proxy that was asked, without credentials; undefined where the way was direct or is not known. */
  readonly proxy?: string | undefined;
  /** What the proxy answered instead of opening a tunnel, such as 407. */
  readonly proxyStatus?: number | undefined;
  /** Why the way cannot be used as it is set up: a part of a sentence. */
  readonly problem?: string | undefined;
  /** The certificate that was not trusted: the host's for `tls`, the proxy's for `proxy`. */
  readonly certificate?: CertificateFacts | undefined;
}

/**
 * A failed exchange. Built from named facts; the network's own error is never attached, since its text or its fields
 * may quote what was sent.
 */
export class TransportFailure extends Error {
  override readonly name = 'TransportFailure';
  readonly kind: TransportFailureKind;
  readonly reached: boolean;
  readonly code: string | undefined;
  readonly proxy: string | undefined;
  readonly proxyStatus: number | undefined;
  readonly problem: string | undefined;
  readonly certificate: CertificateFacts | undefined;

  constructor(kind: TransportFailureKind, facts: TransportFacts) {
    const details = [facts.code, facts.proxyStatus, facts.problem].filter(Boolean).map(String);
    super(`${kind}${details.length > 0 ? ` (${details.join(', ')})` : ''}`);
    this.kind = kind;
    this.reached = facts.reached;
    this.code = facts.code;
    this.proxy = facts.proxy;
    this.proxyStatus = facts.proxyStatus;
    this.problem = facts.problem;
    this.certificate = facts.certificate;
  }
}

/** undici's words for what Node has a code of its own for. */
const SAME_IN_NODE: Readonly<Record<string, string>> = {
  UND_ERR_SOCKET: 'ECONNRESET',
  UND_ERR_CONNECT_TIMEOUT: 'ETIMEDOUT',
  UND_ERR_HEADERS_TIMEOUT: 'ETIMEDOUT',
  UND_ERR_BODY_TIMEOUT: 'ETIMEDOUT',
};

/** The innermost code of a chain of causes that looks like one; anything else might quote what was sent. */
export function networkCode(error: unknown): string | undefined {
  let found: string | undefined;
  for (let depth = 0, at = error; depth < 4 && at instanceof Error; depth += 1, at = at.cause) {
    const inner = at instanceof AggregateError ? (at.errors[0] as unknown) : at;
    const { code, name } = (inner ?? {}) as { readonly code?: unknown; readonly name?: unknown };
    // undici's parser has no code for most of what it refuses.
    if (name === 'HTTPParserError') found = 'HPE_INVALID';
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code)) found = code;
  }
  return found === undefined ? undefined : (SAME_IN_NODE[found] ?? found);
}

/** Codes of a handshake that failed for another reason than the connection below it. */
export function isTlsCode(code: string | undefined): code is string {
  return (
    code !== undefined &&
    /^(ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH_|ERROR_IN_CERT_)/.test(
      code,
    )
  );
}

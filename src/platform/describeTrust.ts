import type { ApiError } from '../api/errors.ts';
import { t } from '../base/l10n.ts';

/** Codes of an authority that is not trusted: the mark of a proxy that puts certificates of its own in between. */
const UNKNOWN_AUTHORITY = [
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

export function isUnknownAuthority(code: string): boolean {
  return UNKNOWN_AUTHORITY.includes(code);
}

/**
 * What is wrong with the certificate of `host`, and what helps, to follow a colon; undefined where the trouble was
 * another one.
 */
export function describeTrust(
  host: string | undefined,
  code: string,
  certificate: ApiError['certificate'],
): string | undefined {
  const { names = [], validFrom, validTo } = certificate ?? {};
  if (isUnknownAuthority(code)) {
    return `${describeIssuer(certificate)} ${t("On a network that inspects traffic, have its authority added to the operating system's certificates, with http.systemCertificates on, or name its file in NODE_EXTRA_CA_CERTS; restart VS Code, then try again.")}`;
  }
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return validTo === undefined
        ? t(
            "its certificate has expired. Whoever runs it must renew it; check this machine's clock, too, then try again.",
          )
        : t(
            "its certificate expired on {0}. Whoever runs it must renew it; check this machine's clock, too, then try again.",
            dayOf(validTo),
          );
    case 'CERT_NOT_YET_VALID':
      return validFrom === undefined
        ? t("its certificate is not valid yet. Check this machine's clock, then try again.")
        : t(
            "its certificate is valid from {0}. Check this machine's clock, then try again.",
            dayOf(validFrom),
          );
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return names.length === 0 || host === undefined
        ? t('its certificate is for another name. Check the host of the connection, then try again.')
        : t(
            'its certificate is for {0} and not for {1}. Check the host of the connection, then try again.',
            names.join(', '),
            host,
          );
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return t(
        'its certificate is self-signed. Add it to the certificates that the operating system trusts, restart VS Code, then try again.',
      );
    case 'CERT_REVOKED':
      return t(
        'its certificate was revoked. Tell whoever runs it, and do not try again before it is replaced.',
      );
    default:
      return certificate === undefined && !/^(ERR_TLS_|ERR_SSL_|EPROTO$)/.test(code)
        ? undefined
        : t(
            'no secure connection came about ({0}). Check that the host speaks https there, then try again.',
            code,
          );
  }
}

function describeIssuer(certificate: ApiError['certificate']): string {
  if (!certificate) return t('its certificate was issued by an authority that is not trusted here.');
  const [issuer, authority] = [certificate.issuer, certificate.authority].map(
    (name) => name || t('nobody named'),
  ) as [string, string];
  return issuer === authority
    ? t('its certificate was issued by “{0}”, and that authority is not trusted here.', issuer)
    : t('its certificate was issued by “{0}”, and “{1}” behind that is not trusted here.', issuer, authority);
}

/** A day as it is written in ISO 8601: the same in every language. */
function dayOf(time: string): string {
  return time.slice(0, 10);
}

import type { CertificateFacts } from '../api/certificate.ts';
import { isApiError, type ApiError } from '../api/errors.ts';
import type { Network } from '../api/network.ts';
import { t } from '../base/l10n.ts';
import { describeError } from '../platform/describeError.ts';
import type { Finding } from './doctor.ts';

/** Milliseconds before its end at which a certificate is worth a warning. */
const SOON_MS = 14 * 24 * 60 * 60 * 1000;

export function skipped(why: string): Finding {
  return { result: 'skipped', says: t('Not done: {0}.', why) };
}

/** A failed call, in the words in which the user would hear of it. */
export function ofFailure(error: unknown): Finding {
  const { message } = describeError(error);
  // The first sentence says what is wrong; a dot between quotation marks belongs to somebody's name.
  const [, says = message, fix] = /^((?:“[^”]*”|[^“])*?\.) (\p{Lu}.*)$/su.exec(message) ?? [];
  return { result: 'failed', says, fix, code: isApiError(error) ? codeOf(error) : undefined };
}

function codeOf({ proxy, status, code, kind }: ApiError): string {
  return String(proxy?.status ?? status ?? code ?? kind);
}

/** By which way calls leave, and why. */
export function ofWay({ proxy, unusableProxy, why, transport }: Network): Finding {
  if (unusableProxy !== undefined) {
    return { result: 'failed', says: `${unusableProxy}.`, fix: t('Correct that setting.'), code: 'unusable' };
  }
  const way = describeWay(proxy, why);
  if (transport !== 'vscode') return { result: 'passed', says: way, code: proxy ? 'proxy' : 'direct' };
  return {
    result: 'warning',
    says: `${way} ${t("But partnerConsole.network.transport has VS Code's own client carry all calls, which may find another way: what follows up to the certificate is of this one.")}`,
    code: 'vscode',
  };
}

function describeWay(proxy: Network['proxy'], why: string | undefined): string {
  if (!proxy) {
    return why === undefined ? t('None, calls go directly.') : t('None, calls go directly: {0}.', why);
  }
  const { url, authorization } = proxy;
  if (authorization === undefined) {
    return why === undefined ? t('Through the proxy {0}.', url) : t('Through the proxy {0}: {1}.', url, why);
  }
  return why === undefined
    ? t('Through the proxy {0}, with credentials.', url)
    : t('Through the proxy {0}, with credentials: {1}.', url, why);
}

/** The certificate of a host that is trusted. */
export function ofCertificate(
  certificate: CertificateFacts | undefined,
  protocol: string,
  { proxy, verifyThroughProxy }: Network,
  nowMs: number,
): Finding {
  const { issuer = '', names = [], validTo } = certificate ?? {};
  const [by, whom] = [issuer || t('nobody named'), names.join(', ') || t('no name')];
  const says =
    validTo === undefined
      ? t('Trusted ({0}): issued by “{1}” for {2}.', protocol, by, whom)
      : t(
          'Trusted ({0}): issued by “{1}” for {2}, valid until {3}.',
          protocol,
          by,
          whom,
          validTo.slice(0, 10),
        );
  if (proxy && !verifyThroughProxy) {
    const off = t('But http.proxyStrictSSL is off, so calls through the proxy would trust any other, too.');
    return { result: 'warning', says: `${says} ${off}`, fix: t('Switch http.proxyStrictSSL on.') };
  }
  if (validTo !== undefined && Date.parse(validTo) - nowMs < SOON_MS) {
    return { result: 'warning', says, fix: t('It ends soon: whoever runs the host must renew it.') };
  }
  return { result: 'passed', says };
}

/** What the status means with which a call without a key was answered, `authtype: Key` being sent along. */
export function ofAnswerWithoutKey(status: number): Finding {
  const code = String(status);
  const checkHost = t(
    'Check the host of the connection; a login page of the network may also answer in its place.',
  );
  if (status === 401 || status === 403 || status === 400) {
    return { result: 'passed', says: t('HTTP {0}: it wants a key, as it should.', code), code };
  }
  if (status < 300) {
    return { result: 'warning', says: t('HTTP {0}: it wants no key.', code), fix: checkHost, code };
  }
  if (status < 400) {
    const says = t('HTTP {0}: it redirects elsewhere, which is never followed.', code);
    return { result: 'failed', says, fix: checkHost, code };
  }
  if (status === 404) {
    return {
      result: 'warning',
      says: t('HTTP {0}: it knows no list of customers.', code),
      fix: checkHost,
      code,
    };
  }
  if (status === 429) {
    const fix = t('Wait a minute before you try again.');
    return { result: 'warning', says: t('HTTP {0}: it asks for fewer calls.', code), fix, code };
  }
  const says = t('HTTP {0}: it answers, but not as a Partner API that is well.', code);
  return { result: 'warning', says, fix: t('Try again in a while, or check the host.'), code };
}

/** What a failed reading of the customers says of the key, and of the customers where it got so far. */
export function ofKey(error: unknown): { key: Finding; customers: Finding | undefined } {
  const failed = ofFailure(error);
  if (!isApiError(error)) return { key: failed, customers: undefined };
  const { kind, status } = error;
  if (kind === 'unauthorized') {
    const fix = [
      failed.fix,
      t(
        'If the key is right, ask whether something on the way drops the header authtype: without it, the service refuses every key.',
      ),
    ];
    return { key: { ...failed, fix: fix.filter(Boolean).join(' ') }, customers: undefined };
  }
  if (kind === 'network' || kind === 'timeout') return { key: failed, customers: undefined };
  if (status !== undefined && status >= 200 && status < 300) {
    return { key: { result: 'passed', says: t('The key is accepted.') }, customers: failed };
  }
  const says =
    status === undefined
      ? t('Not refused, but the answer does not say that it is accepted.')
      : t('Not refused, but the answer, HTTP {0}, does not say that it is accepted.', status);
  return { key: { result: 'warning', says, code: failed.code }, customers: failed };
}

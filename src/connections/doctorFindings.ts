import type { CertificateFacts } from '../api/certificate.ts';
import { isApiError, type ApiError } from '../api/errors.ts';
import type { Network } from '../api/network.ts';
import { describeError } from '../platform/describeError.ts';
import type { Finding } from './doctor.ts';

/** Milliseconds before its end at which a certificate is worth a warning. */
const SOON_MS = 14 * 24 * 60 * 60 * 1000;

export function skipped(why: string): Finding {
  return { result: 'skipped', says: `Not done: ${why}.` };
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
  const because = why === undefined ? '' : `: ${why}`;
  if (unusableProxy !== undefined) {
    return { result: 'failed', says: `${unusableProxy}.`, fix: 'Correct that setting.', code: 'unusable' };
  }
  const way = proxy
    ? `Through the proxy ${proxy.url}${proxy.authorization === undefined ? '' : ', with credentials'}${because}.`
    : `None, calls go directly${because}.`;
  if (transport !== 'vscode') return { result: 'passed', says: way, code: proxy ? 'proxy' : 'direct' };
  return {
    result: 'warning',
    says: `${way} But partnerConsole.network.transport has VS Code's own client carry all calls, which may find another way: what follows up to the certificate is of this one.`,
    code: 'vscode',
  };
}

/** The certificate of a host that is trusted. */
export function ofCertificate(
  certificate: CertificateFacts | undefined,
  protocol: string,
  { proxy, verifyThroughProxy }: Network,
  nowMs: number,
): Finding {
  const { issuer = 'nobody named', names = [], validTo } = certificate ?? {};
  const until = validTo === undefined ? '' : `, valid until ${validTo.slice(0, 10)}`;
  const says = `Trusted (${protocol}): issued by “${issuer}” for ${names.join(', ') || 'no name'}${until}.`;
  if (proxy && !verifyThroughProxy) {
    const off = 'But http.proxyStrictSSL is off, so calls through the proxy would trust any other, too.';
    return { result: 'warning', says: `${says} ${off}`, fix: 'Switch http.proxyStrictSSL on.' };
  }
  if (validTo !== undefined && Date.parse(validTo) - nowMs < SOON_MS) {
    return { result: 'warning', says, fix: 'It ends soon: whoever runs the host must renew it.' };
  }
  return { result: 'passed', says };
}

const CHECK_HOST =
  'Check the host of the connection; a login page of the network may also answer in its place.';

/** What the status means with which a call without a key was answered, `authtype: Key` being sent along. */
export function ofAnswerWithoutKey(status: number): Finding {
  const code = String(status);
  const answered = `HTTP ${code}`;
  if (status === 401 || status === 403 || status === 400) {
    return { result: 'passed', says: `${answered}: it wants a key, as it should.`, code };
  }
  if (status < 300) {
    return { result: 'warning', says: `${answered}: it wants no key.`, fix: CHECK_HOST, code };
  }
  if (status < 400) {
    const says = `${answered}: it redirects elsewhere, which is never followed.`;
    return { result: 'failed', says, fix: CHECK_HOST, code };
  }
  if (status === 404) {
    return { result: 'warning', says: `${answered}: it knows no list of customers.`, fix: CHECK_HOST, code };
  }
  if (status === 429) {
    const fix = 'Wait a minute before you try again.';
    return { result: 'warning', says: `${answered}: it asks for fewer calls.`, fix, code };
  }
  const says = `${answered}: it answers, but not as a Partner API that is well.`;
  return { result: 'warning', says, fix: 'Try again in a while, or check the host.', code };
}

/** What a failed reading of the customers says of the key, and of the customers where it got so far. */
export function ofKey(error: unknown): { key: Finding; customers: Finding | undefined } {
  const failed = ofFailure(error);
  if (!isApiError(error)) return { key: failed, customers: undefined };
  const { kind, status } = error;
  if (kind === 'unauthorized') {
    const fix = [
      failed.fix,
      'If the key is right, ask whether something on the way drops the header authtype: without it, the service refuses every key.',
    ];
    return { key: { ...failed, fix: fix.filter(Boolean).join(' ') }, customers: undefined };
  }
  if (kind === 'network' || kind === 'timeout') return { key: failed, customers: undefined };
  if (status !== undefined && status >= 200 && status < 300) {
    return { key: { result: 'passed', says: 'The key is accepted.' }, customers: failed };
  }
  const says = `Not refused, but the answer${status === undefined ? '' : `, HTTP ${status},`} does not say that it is accepted.`;
  return { key: { result: 'warning', says, code: failed.code }, customers: failed };
}

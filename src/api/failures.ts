import { ApiError, isApiError, type CallInfo } from './errors.ts';
import { TimedOut, TooLarge } from './transport.ts';
import { TransportFailure } from './transportFailure.ts';

/** What a failed exchange means to the caller. */
export function toApiError(error: unknown, call: CallInfo, status: number | undefined): ApiError {
  if (isApiError(error)) return error;
  if (error instanceof TooLarge) {
    return new ApiError('unexpectedResponse', call, { status, detail: 'an answer over the size limit' });
  }
  if (error instanceof TimedOut) return new ApiError('timeout', call, { status });
  // Nothing else comes from below; should it, its text may quote anything. It is not for another attempt to mend.
  if (!(error instanceof TransportFailure)) {
    return new ApiError('unexpectedResponse', call, { status, detail: 'what this client did not foresee' });
  }
  const { kind, code, reached, certificate, proxy, proxyStatus, problem } = error;
  switch (kind) {
    case 'invalid':
      return new ApiError('rejected', call, {
        reached,
        detail: 'the key or token has a character that cannot stand in a request',
      });
    case 'malformed': {
      const what =
        code === 'CONTENT_ENCODING' ? 'a body that is not what its headers say' : 'what is not HTTP';
      return new ApiError('unexpectedResponse', call, { status, detail: what });
    }
    case 'proxy':
    case 'tls': {
      const via = kind === 'proxy' || proxy !== undefined;
      const way = { url: proxy ?? '', failed: kind === 'proxy', status: proxyStatus, problem };
      return new ApiError('network', call, { code, reached, certificate, proxy: via ? way : undefined });
    }
    case 'connect':
    case 'cut':
    case 'closed':
      return new ApiError('network', call, { status, code, reached });
  }
}

import { ApiError, isApiError, type CallInfo } from './errors.ts';
import { TooLarge } from './transport.ts';
import { TransportFailure } from './transportFailure.ts';

/** What a failed exchange means to the caller. */
export function toApiError(error: unknown, call: CallInfo, status: number | undefined): ApiError {
  if (isApiError(error)) return error;
  if (error instanceof TooLarge) {
    return new ApiError('unexpectedResponse', call, { status, detail: 'an answer over the size limit' });
  }
  // Nothing else comes from below; should it, its text may quote anything.
  if (!(error instanceof TransportFailure)) return new ApiError('network', call, { status });
  const { kind, code, reached, certificate, proxy, proxyStatus, problem } = error;
  switch (kind) {
    case 'invalid':
      return new ApiError('unexpectedResponse', call, {
        reached,
        detail: 'a token that cannot stand in a request',
      });
    case 'malformed':
      return new ApiError('unexpectedResponse', call, {
        status,
        detail: 'a body that is not what its headers say',
      });
    case 'proxy':
      return new ApiError('network', call, {
        code,
        reached,
        certificate,
        proxy: { url: proxy ?? '', status: proxyStatus, problem },
      });
    case 'connect':
    case 'tls':
    case 'cut':
    case 'closed':
      return new ApiError('network', call, { status, code, reached, certificate });
  }
}

import type { IncomingHttpHeaders } from 'node:http';
import type { EmulatorState } from './state.ts';
import type { CustomerRecord } from './wire.ts';

/** Who a request's headers say is calling. */
export type Caller =
  | { readonly kind: 'partner' }
  | { readonly kind: 'customer'; readonly customer: CustomerRecord }
  /** No bearer at all. */
  | { readonly kind: 'none' }
  /** A bearer that counts for nothing, or headers that are not complete. */
  | { readonly kind: 'refused'; readonly why: string };

/** Both headers are needed on every call; leaving `authtype` out gives 401 [DOC]. */
export function identify(state: EmulatorState, partnerKey: string, headers: IncomingHttpHeaders): Caller {
  const { authorization, authtype } = headers;
  if (authorization === undefined) return { kind: 'none' };
  if (authtype !== 'Key') return { kind: 'refused', why: 'The header authtype: Key is missing' };
  const bearer = /^Bearer (\S+)$/.exec(authorization)?.[1];
  if (bearer === undefined) return { kind: 'refused', why: 'The Authorization header holds no bearer token' };
  if (bearer === partnerKey) {
    return state.partnerKeyRejected ? { kind: 'refused', why: 'Invalid token' } : { kind: 'partner' };
  }
  const customer = state.findCustomerByToken(bearer);
  if (!customer) return { kind: 'refused', why: 'Invalid token' };
  if (state.settings.inactiveTokens === 'refused' && !state.tokenOf(customer._id).active) {
    return { kind: 'refused', why: 'The token is not active' };
  }
  return { kind: 'customer', customer };
}

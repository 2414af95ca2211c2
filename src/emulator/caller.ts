import type { IncomingHttpHeaders } from 'node:http';
import type { EmulatorState } from './state.ts';
import type { CustomerRecord } from './wire.ts';

/** Who a request's headers say is calling. */
export type Caller =
  | { readonly kind: 'partner' }
  | { readonly kind: 'customer'; readonly customer: CustomerRecord }
  /** No bearer at all. */
  | { readonly kind: 'none' }
  /** Headers that are not complete, or a bearer that counts for nothing: a wrong token. */
  | { readonly kind: 'refused'; readonly why: string; readonly isWrongToken: boolean };

/** Both headers are needed on every call; leaving `authtype` out gives 401 [DOC]. */
export function identify(state: EmulatorState, partnerKey: string, headers: IncomingHttpHeaders): Caller {
  const { authorization, authtype } = headers;
  if (authorization === undefined) return { kind: 'none' };
  if (authtype !== 'Key') return incomplete('The header authtype: Key is missing');
  const bearer = /^Bearer (\S+)$/.exec(authorization)?.[1];
  if (bearer === undefined) return incomplete('The Authorization header holds no bearer token');
  if (bearer === partnerKey) {
    return state.partnerKeyRejected ? wrongToken('Invalid token') : { kind: 'partner' };
  }
  const customer = state.findCustomerByToken(bearer);
  if (!customer) return wrongToken('Invalid token');
  if (state.settings.inactiveTokens === 'refused' && !state.tokenOf(customer._id).active) {
    return wrongToken('The token is not active');
  }
  return { kind: 'customer', customer };
}

function incomplete(why: string): Caller {
  return { kind: 'refused', why, isWrongToken: false };
}

function wrongToken(why: string): Caller {
  return { kind: 'refused', why, isWrongToken: true };
}

import type { IncomingMessage, ServerResponse } from 'node:http';

/** An answer as raw as HTTP lets it be; nothing is added to it but what node:http itself adds. */
export interface RawReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** The call an interceptor decides about. */
export interface InterceptedCall {
  /** Of the emulator, such as `http://127.0.0.1:41234`. */
  readonly origin: string;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Text; `''` if there is none. */
  readonly body: string;
}

/** What happens instead of the usual answer. */
export type Interception =
  | RawReply
  /** Never answers; the connection stays open until the client or the emulator closes it. */
  | 'hang'
  /** Cuts the connection before any answer. */
  | 'reset'
  /** Changes the usual answer: extra attributes, half a body, another encoding, … */
  | { readonly transform: (usual: Required<RawReply>) => RawReply | Promise<RawReply> }
  /**
   * Writes the answer by hand, for what a raw reply cannot express. The call does its work, such as creating a
   * customer, only when `usual` is asked for.
   */
  | {
      readonly takeOver: (
        request: IncomingMessage,
        response: ServerResponse,
        usual: () => Required<RawReply>,
      ) => void;
    };

/** Asked for each call, the newest first; `undefined` leaves the call to the next one and finally to the routes. */
export type Interceptor = (
  call: InterceptedCall,
) => Interception | undefined | Promise<Interception | undefined>;

/** An interceptor for the next `times` calls of a path, for all of them unless told. */
export function onPath(path: string, interception: Interception, times = Infinity): Interceptor {
  let left = times;
  return (call) => {
    if (call.path !== path || left <= 0) return undefined;
    left -= 1;
    return interception;
  };
}

export async function firstInterception(
  interceptors: readonly Interceptor[],
  call: InterceptedCall,
): Promise<Interception | undefined> {
  for (const interceptor of interceptors) {
    const interception = await interceptor(call);
    if (interception !== undefined) return interception;
  }
  return undefined;
}

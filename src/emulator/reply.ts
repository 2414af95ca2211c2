import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import type { ObservedReply } from './exchange.ts';
import type { Interception, RawReply } from './intercept.ts';

/** An answer as the bytes that the service would send. */
export function rawReply({ status, body }: Answer): Required<RawReply> {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  };
}

/** Returns what was sent; `undefined` if nobody was there to send it to. */
export function send(
  response: ServerResponse,
  { status = 200, headers = {}, body = '' }: RawReply,
): ObservedReply | undefined {
  // The client may have gone, or the emulator may have been stopped, while the answer was waiting.
  if (response.destroyed || response.headersSent) return undefined;
  response.writeHead(status, headers).end(body);
  return { status, headers, body: typeof body === 'string' ? body : Buffer.from(body).toString('utf8') };
}

/** Does what an interceptor decided; `usual` makes the answer that would have been given. */
export async function intervene(
  interception: Interception,
  request: IncomingMessage,
  response: ServerResponse,
  usual: () => Required<RawReply>,
): Promise<ObservedReply | undefined> {
  if (interception === 'hang') return undefined;
  if (interception === 'reset') request.socket.resetAndDestroy();
  else if ('takeOver' in interception) interception.takeOver(request, response, usual);
  else if ('transform' in interception) return send(response, await interception.transform(usual()));
  else return send(response, interception);
  return undefined;
}

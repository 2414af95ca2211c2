import * as z from 'zod';
import { ApiError, type CallInfo } from './errors.ts';
import { kindOfStatus, saysWrongToken, type HttpAnswer } from './http.ts';

/** `{ success, message, data, code }` around every answer; newer pages add `meta` [DOC]. */
const envelope = z.object({
  success: z.boolean(),
  message: z.unknown().optional(),
  code: z.unknown().optional(),
  data: z.unknown().optional(),
});

/**
 * Takes the envelope off and validates what is in it.
 * @throws ApiError `unexpectedResponse` naming the field that is missing or wrong, never its value; or, where HTTP
 * says 200 and the envelope says `success: false` (UNKNOWN whether that occurs), the kind its `code` stands for.
 */
export function unwrap<T>({ status, body }: HttpAnswer, schema: z.ZodType<T>, call: CallInfo): T {
  const opened = envelope.safeParse(body);
  if (!opened.success) throw unexpected(opened.error, call, status);
  if (!opened.data.success) {
    const { code, message } = opened.data;
    const refused = typeof code === 'number' && code >= 400 ? code : 400;
    const wrongToken = refused === 400 && saysWrongToken(String(message));
    throw new ApiError(wrongToken ? 'unauthorized' : kindOfStatus(refused), call, { status: refused });
  }
  const content = schema.safeParse(opened.data.data);
  if (!content.success) throw unexpected(content.error, call, status, 'data');
  return content.data;
}

function unexpected(error: z.ZodError, call: CallInfo, status: number, root?: string): ApiError {
  const path = [...(root ? [root] : []), ...(error.issues[0]?.path ?? [])].map(String).join('.');
  const detail = path === '' ? 'a body of another shape' : `field ${path} is missing or of another type`;
  return new ApiError('unexpectedResponse', call, { status, detail });
}

/** A string that may be absent or null, as optional fields of this API are. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

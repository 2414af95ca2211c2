import * as z from 'zod';
import { ApiError, type CallInfo } from './errors.ts';
import { kindOfStatus, saysWrongToken, type HttpAnswer } from './http.ts';
import type { Page } from './pages.ts';

/** `{ success, message, data, code }` around every answer; newer pages add `meta` [DOC]. */
const envelope = z.object({
  success: z.boolean(),
  message: z.unknown().optional(),
  code: z.unknown().optional(),
  data: z.unknown().optional(),
  meta: z.unknown().optional(),
});

/**
 * Takes the envelope off and validates what is in it.
 * @throws ApiError `unexpectedResponse` naming the field that is missing or wrong, never its value; or, where HTTP
 * says 200 and the envelope says `success: false` (UNKNOWN whether that occurs), the kind its `code` stands for.
 */
export function unwrap<T>(answer: HttpAnswer, schema: z.ZodType<T>, call: CallInfo): T {
  return validated(open(answer, call).data, schema, call, answer.status);
}

/** How the elements of a list stand in an answer, and what is made of one. */
export interface ListShape<Wire, T> {
  readonly schema: z.ZodType<Wire[]>;
  readonly read: (wire: Wire) => T;
}

/** The same for a list, with its total where the envelope carries one. */
export function unwrapPage<Wire, T>(
  answer: HttpAnswer,
  { schema, read }: ListShape<Wire, T>,
  call: CallInfo,
): Page<T> {
  const { data, meta } = open(answer, call);
  return { items: validated(data, schema, call, answer.status).map(read), total: totalIn(meta) };
}

function open({ status, body }: HttpAnswer, call: CallInfo): z.infer<typeof envelope> {
  const opened = envelope.safeParse(body);
  if (!opened.success) throw unexpected(opened.error, call, status);
  if (!opened.data.success) {
    const { code, message } = opened.data;
    const refused = typeof code === 'number' && code >= 400 ? code : 400;
    const wrongToken = refused === 400 && saysWrongToken(String(message));
    throw new ApiError(wrongToken ? 'unauthorized' : kindOfStatus(refused), call, { status: refused });
  }
  return opened.data;
}

function validated<T>(data: unknown, schema: z.ZodType<T>, call: CallInfo, status: number): T {
  const content = schema.safeParse(data);
  if (!content.success) throw unexpected(content.error, call, status, 'data');
  return content.data;
}

/** Names that can mean nothing but the number of all items, should `meta` ever be an object (UNKNOWN). */
const TOTALS = ['total', 'totalCount', 'totalItems', 'totalDocs'];

/** `meta` is absent, `""`, or perhaps an object (UNKNOWN): whatever it is, it never makes an answer unusable. */
function totalIn(meta: unknown): number | undefined {
  if (typeof meta !== 'object' || meta === null) return undefined;
  const found = Object.entries(meta).find(
    ([name, value]) => TOTALS.includes(name) && Number.isInteger(value),
  );
  return found?.[1] as number | undefined;
}

function unexpected(error: z.ZodError, call: CallInfo, status: number, root?: string): ApiError {
  const path = [...(root ? [root] : []), ...(error.issues[0]?.path ?? [])].map(String).join('.');
  const detail = path === '' ? 'a body of another shape' : `field ${path} is missing or of another type`;
  return new ApiError('unexpectedResponse', call, { status, detail });
}

/**
 * A string that may be absent or null, as optional fields of this API are. Schemas here check and change nothing: zod
 * takes four times as long over a page where fields are transformed, so that is done once for the whole record.
 */
export const text = z.string().nullish();

/** For an answer that need not hold anything. */
export const anything = z.unknown();

import * as z from 'zod';
import { ApiError, type ApiErrorDetails, type CallInfo } from './errors.ts';
import type { HttpAnswer } from './http.ts';
import type { Page } from './pages.ts';
import { kindOfStatus, saysWrongToken } from './refusal.ts';
import { attributes, isRow, row, type Row } from './row.ts';

/** Of `{ success, message, data, code }`, which is around every answer, and newer pages add `meta` [DOC]: what must be there. */
const envelope = z.object({ success: z.boolean() });

/**
 * Takes the envelope off and validates what is in it.
 * @throws ApiError `unexpectedResponse` naming the field that is missing or wrong, never its value; or, where HTTP
 * says 200 and the envelope says `success: false` (UNKNOWN whether that occurs), the kind its `code` stands for.
 */
export function unwrap<T>(answer: HttpAnswer, schema: z.ZodType<T>, call: CallInfo): T {
  const { data } = open(answer, call);
  return validated(data, schema, call, answer.status);
}

/** The same for a list, with its total where the envelope carries one; `read` makes something of each row. */
export function unwrapPage<T>(answer: HttpAnswer, read: (row: Row) => T, call: CallInfo): Page<T> {
  const { data, meta } = open(answer, call);
  const { status } = answer;
  if (!Array.isArray(data)) {
    throw new ApiError('unexpectedResponse', call, { status, ...wrongField('data') });
  }
  if (data.length > MOST_ROWS) {
    throw new ApiError('unexpectedResponse', call, { status, detail: 'a page of too many rows' });
  }
  const items = data.map((element: unknown, index) => {
    if (isRow(element)) return read(element);
    throw unexpected(row.safeParse(element).error, call, status, `data.${index}`);
  });
  return { items, total: totalIn(meta) };
}

/** Far above what any page has, and little enough to be read without a pause. */
const MOST_ROWS = 20_000;

/**
 * The same for what may be one row or nothing that is known: undefined then. The envelope has said that the work was
 * done, and no answer of another shape may deny that.
 */
export function unwrapPerhaps<T>(answer: HttpAnswer, read: (row: Row) => T, call: CallInfo): T | undefined {
  const { data } = open(answer, call);
  return isRow(data) ? read(data) : undefined;
}

function open({ status, body }: HttpAnswer, call: CallInfo): Readonly<Record<string, unknown>> {
  const opened = attributes(body);
  const { success, code, message } = opened;
  if (typeof success !== 'boolean') throw unexpected(envelope.safeParse(body).error, call, status);
  if (!success) {
    const refused = typeof code === 'number' && code >= 400 ? code : 400;
    const wrongToken = refused === 400 && typeof message === 'string' && saysWrongToken(message);
    throw new ApiError(wrongToken ? 'unauthorized' : kindOfStatus(refused), call, { status: refused });
  }
  return opened;
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

function unexpected(error: z.ZodError | undefined, call: CallInfo, status: number, root?: string): ApiError {
  const path = [...(root ? [root] : []), ...(error?.issues[0]?.path ?? [])].map(String).join('.');
  const what = path === '' ? ({ detail: 'a body of another shape' } as const) : wrongField(path);
  return new ApiError('unexpectedResponse', call, { status, ...what });
}

function wrongField(path: string): ApiErrorDetails {
  return { detail: 'field {0} is missing or of another type', about: path };
}

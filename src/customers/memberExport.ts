import type { TeamMember } from '../api/teamMembers.ts';
import { t } from '../base/l10n.ts';
import { CUSTOMER_COLUMNS, MEMBER_COLUMNS } from './csvColumns.ts';
import { memberWords } from './memberWords.ts';

/** A member to be exported, and whose team it is in. Rows of the view fit, and hits of an index, which know less. */
export interface ExportRow {
  readonly customer: { readonly id: string; readonly name: string };
  readonly member: Partial<TeamMember> & Pick<TeamMember, 'id' | 'name'>;
}

/** What is exported of a member, besides whose it is. */
export type ExportColumn = keyof TeamMember;

/** A kind of file, its ending, and how rows become its text. */
export interface ExportFormat {
  readonly label: string;
  readonly extension: string;
  begin(columns: readonly ExportColumn[]): string;
  row(row: ExportRow, columns: readonly ExportColumn[], index: number): string;
  end(rows: number): string;
}

type Value = string | number | undefined;

export const ALL_COLUMNS = Object.keys(MEMBER_COLUMNS) as readonly ExportColumn[];

function csvHeadings(columns: readonly ExportColumn[]): readonly string[] {
  return [...CUSTOMER_COLUMNS, ...columns.map((column) => MEMBER_COLUMNS[column])];
}

/** In the reader's language. */
function markdownHeadings(columns: readonly ExportColumn[]): readonly string[] {
  const words = memberWords();
  return [t('Customer ID'), t('Customer'), ...columns.map((column) => words[column])];
}

function valuesOf({ customer, member }: ExportRow, columns: readonly ExportColumn[]): readonly Value[] {
  return [customer.id, customer.name, ...columns.map((column) => member[column])].map(withoutToken);
}

/**
 * RFC 4180: fields in quotes where they need them, lines that end with CR and LF. With a byte order mark, by which
 * spreadsheets know UTF-8.
 */
export const CSV: ExportFormat = {
  label: 'CSV',
  extension: 'csv',
  begin: (columns) => `\uFEFF${csvHeadings(columns).map(quoted).join(',')}\r\n`,
  row: (row, columns) => `${valuesOf(row, columns).map(csvField).join(',')}\r\n`,
  end: () => '',
};

/** An array of objects, all with the same names; null where nothing is known. */
export const JSON_ROWS: ExportFormat = {
  label: 'JSON',
  extension: 'json',
  begin: () => '[',
  row(row, columns, index) {
    const [customerId, customerName, ...values] = valuesOf(row, columns);
    const members = columns.map((key, at) => [key, values[at] ?? null] as const);
    const object = { customerId, customerName, ...Object.fromEntries(members) };
    return `${index === 0 ? '' : ','}\n  ${JSON.stringify(object)}`;
  },
  end: (rows) => (rows === 0 ? ']\n' : '\n]\n'),
};

export const MARKDOWN: ExportFormat = {
  label: 'Markdown',
  extension: 'md',
  begin: (columns) =>
    `| ${markdownHeadings(columns).join(' | ')} |\n|${' --- |'.repeat(columns.length + 2)}\n`,
  row: (row, columns) => `| ${valuesOf(row, columns).map(markdownCell).join(' | ')} |\n`,
  end: () => '',
};

export const EXPORT_FORMATS: readonly ExportFormat[] = [CSV, JSON_ROWS, MARKDOWN];

/** Characters that are gathered before they are handed on. */
const CHUNK = 64 * 1024;

/** Rows as the text of a file, piece by piece; `onRows` is told how many have gone into it so far. */
export async function* textOf(
  rows: AsyncIterable<ExportRow>,
  format: ExportFormat,
  columns: readonly ExportColumn[] = ALL_COLUMNS,
  onRows: (count: number) => void = () => undefined,
): AsyncGenerator<string, void, undefined> {
  let text = format.begin(columns);
  let count = 0;
  for await (const row of rows) {
    text += format.row(row, columns, count);
    count += 1;
    onRows(count);
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  yield text + format.end(count);
}

/**
 * The shape of the tokens that were published: 229 letters and digits, `_`, 24 hexadecimal digits, `_c`. Whoever pasted
 * one into a name or a description did not mean to have it in a file.
 */
const TOKEN = /[A-Za-z0-9]{100,}_[0-9a-f]{24}_c/g;

function withoutToken(value: Value): Value {
  return typeof value === 'string' ? value.replaceAll(TOKEN, t('[token removed]')) : value;
}

function csvField(value: Value): string {
  return quoted(typeof value === 'string' ? harmless(value) : String(value ?? ''));
}

function quoted(text: string): string {
  return /[",\r\n;\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Spreadsheets take a field that begins with one of = + - @ for a formula, also behind blanks, in full width, or behind
 * what separates fields or lines elsewhere, and behind quotes, which there may begin a field: an apostrophe before it
 * makes it a text. A phone number with its prefix stands as it is: a plus sign, digits and a blank between them are no
 * formula.
 */
function harmless(text: string): string {
  if (/^\+\d{1,4} \d[\d ]*$/.test(text)) return text;
  return text
    .replace(/^(?=[\s\p{C}"]*[=+\-@＝＋－＠]|[\t\r\n])/u, "'")
    .replaceAll(/(?<=[,;\t\r\n])(?=[\s\p{C}"]*[=+\-@＝＋－＠])/gu, "'");
}

/** A text in which nothing means anything to Markdown or ends the row. */
function markdownCell(value: Value): string {
  return String(value ?? '')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_{}[\]>#|~!]|(?<=:)\/(?=\/)/g, '\\$&')
    .trim();
}

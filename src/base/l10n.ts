/** As `vscode.l10n.t`: `{0}`, `{1}`, … in a message stand for the arguments. */
export type Translate = (message: string, ...values: readonly (string | number)[]) => string;

/** A message with its values in their places, and what messages are unless {@link translateWith} was called, as in plain Node. */
export const filled: Translate = (message, ...values) => {
  const [only] = values;
  // A pattern takes five times as long, and a long list has a message of one value in each row.
  if (values.length === 1 && only !== undefined) return message.replaceAll('{0}', () => String(only));
  return message.replace(/\{(\d+)\}/g, (gap, place) => String(values[Number(place)] ?? gap));
};

let translate = filled;
let language = (): string => 'en';
/** Messages without values: a long list asks for the same few again with each row. */
const known = new Map<string, string>();

/**
 * A message in the user's language. It is a whole sentence or label, written out in the call, since a test collects
 * what there is to translate.
 */
export const t: Translate = (message, ...values) => {
  if (values.length > 0) return translate(message, ...values);
  let text = known.get(message);
  if (text === undefined) known.set(message, (text = translate(message)));
  return text;
};

/** The language that messages are in, for what is not a message: how numbers are written, and spans of time. */
export function messageLanguage(): string {
  return language();
}

/** A number as it stands in a message. */
export function numeral(value: number): string {
  return value.toLocaleString(language());
}

/** From here on; what was translated before stays as it is. */
export function translateWith(other: Translate, into = (): string => 'en'): void {
  known.clear();
  translate = other;
  language = into;
}

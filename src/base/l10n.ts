/** As `vscode.l10n.t`: `{0}`, `{1}`, … in a message stand for the arguments. */
export type Translate = (message: string, ...values: readonly (string | number)[]) => string;

/** What messages are in unless {@link translateWith} was called, as in plain Node. */
export const inEnglish: Translate = (message, ...values) =>
  message.replace(/\{(\d+)\}/g, (gap, place) => String(values[Number(place)] ?? gap));

let translate = inEnglish;

/**
 * A message in the user's language. It is a whole sentence or label, written out in the call, since a test collects
 * what there is to translate.
 */
export const t: Translate = (message, ...values) => translate(message, ...values);

/** From here on; what was translated before stays as it is. */
export function translateWith(other: Translate): void {
  translate = other;
}

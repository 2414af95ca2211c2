/** A text in which nothing means anything to Markdown: certificates and names are written by strangers. */
export function plainMarkdown(text: string): string {
  return text
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll(/[\\`*_{}[\]<>#|~!]/g, '\\$&');
}

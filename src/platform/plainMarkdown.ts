/** A text in which nothing means anything to Markdown: certificates and names are written by strangers. */
export function plain(text: string): string {
  return (
    text
      .replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
      .replaceAll('&', '&amp;')
      .replaceAll(/[\\`*_{}[\]<>#|~!]/g, '\\$&')
      // Nor does the preview make a link of an address.
      .replaceAll('://', '\\://')
  );
}

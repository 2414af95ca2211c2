import { readFileSync } from 'node:fs';

/** `package.json` as VS Code shows it in a language: English, or one that there is a `package.nls.<language>.json` for. */
export function manifestText(language?: string): string {
  const texts = manifestTexts(language);
  return read('package.json').replaceAll(/"%([\w.]+)%"/g, (_, key: string) => {
    if (texts[key] === undefined) throw new Error(`The manifest has no text for ${key}.`);
    return JSON.stringify(texts[key]);
  });
}

/** The texts of the manifest by key. */
export function manifestTexts(language?: string): Readonly<Record<string, string>> {
  const infix = language === undefined ? '' : `.${language}`;
  return JSON.parse(read(`package.nls${infix}.json`)) as Record<string, string>;
}

function read(name: string): string {
  return readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
}

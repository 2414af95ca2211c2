import { readFileSync } from 'node:fs';

/** A recorded body, as text. */
export function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
}

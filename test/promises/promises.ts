import { readFileSync } from 'node:fs';

export interface NamedTest {
  /** The test's title. */
  readonly test: string;
  /** Its file, from the root of the project. */
  readonly file: string;
}

/** The tests that SECURITY.md names, one for each promise. */
export function promises(): readonly NamedTest[] {
  const page = readFileSync(new URL('../../SECURITY.md', import.meta.url), 'utf8');
  const rows = page.matchAll(/^\| .+ \| \[(?<test>.+)\]\((?<file>test\/[\w/]+\.test\.ts)\)\s*\|$/gm);
  return [...rows].map(({ groups = {} }) => ({ test: groups['test'] ?? '', file: groups['file'] ?? '' }));
}

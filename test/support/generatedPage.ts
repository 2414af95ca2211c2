import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';

/** Says that a page below docs/ is written again instead of compared. */
const UPDATE = 'UPDATE_DOCS';

/**
 * Holds a page below docs/ to what the tests just saw. With the environment variable UPDATE_DOCS set, writes it.
 */
export async function holdPage(
  name: string,
  intro: string,
  rows: readonly (readonly string[])[],
): Promise<void> {
  const file = fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  const table = [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
  const page = await format(`${intro}\n\n${table}\n`, { parser: 'markdown', printWidth: 110 });
  if (process.env[UPDATE]) await writeFile(file, page);
  const written = (await readFile(file, 'utf8')).replaceAll('\r\n', '\n');
  assert.equal(
    page,
    written,
    `docs/${name} is not what was seen: look at the difference, then run with ${UPDATE}=1.`,
  );
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

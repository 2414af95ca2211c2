import type { Lines } from '../../src/leaks/documentScan.ts';

/** A document of plain text that counts how often one of its lines is looked at. */
export class TextLines implements Lines {
  lines: string[];
  looks = 0;

  constructor(text: string) {
    this.lines = text.split(/\r\n|\r|\n/);
  }

  get lineCount(): number {
    return this.lines.length;
  }

  lineAt(line: number): { text: string } {
    this.looks += 1;
    const text = this.lines[line];
    if (text === undefined) throw new Error(`There is no line ${line}.`);
    return { text };
  }
}

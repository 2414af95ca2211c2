import assert from 'node:assert/strict';
import fc from 'fast-check';
import { deriveToken } from '../../../src/emulator/tokens.ts';
import { DocumentScan, type Change } from '../../../src/leaks/documentScan.ts';
import { Fingerprints } from '../../../src/leaks/fingerprints.ts';
import { TextLines } from '../../support/textLines.ts';

const TOKEN = deriveToken('test', 'scan', 0);
const fingerprints = new Fingerprints<string>();
fingerprints.add(TOKEN, 'saved');

function finish(scan: DocumentScan<string>): void {
  for (const run = scan.run(fingerprints); run.next().done !== true;);
}

/** Replaces lines as an editor would, and tells the scan. */
function edit(
  document: TextLines,
  scan: DocumentScan<string>,
  edits: readonly [number, number, string][],
): void {
  const changes: Change[] = [];
  for (const [first, last, text] of [...edits].sort(([a], [b]) => b - a)) {
    document.lines.splice(first, last - first + 1, ...text.split('\n'));
    changes.push({ range: { start: { line: first }, end: { line: last } }, text });
  }
  scan.edited(changes);
}

describe('a scan of a document', () => {
  it('looks at the line that was edited, and at no other', () => {
    const document = new TextLines(Array.from({ length: 100_000 }, (_, line) => `line ${line}`).join('\n'));
    const scan = new DocumentScan<string>(document);
    finish(scan);
    document.looks = 0;
    edit(document, scan, [[70_000, 70_000, `const a = "${TOKEN}"`]]);
    const looksOfEdit: number = document.looks;
    assert.equal(looksOfEdit, 0, 'an edit itself looks at nothing');
    finish(scan);
    assert.deepEqual(
      scan.leaks.map(({ line, start }) => [line, start]),
      [[70_000, 11]],
    );
    const { looks } = document;
    assert.ok(looks < 100, 'the first lines, which tell text from what is none, and that one');
  });

  it('may be interrupted at any point and goes on where it was', () => {
    const document = new TextLines([...Array.from({ length: 3_000 }, () => 'x'), TOKEN].join('\n'));
    const scan = new DocumentScan<string>(document);
    let runs = 0;
    for (let done: boolean | undefined = false; !done && runs < 20; runs += 1) {
      const run = scan.run(fingerprints);
      for (let step = 0; step < 4; step += 1) ({ done } = run.next());
    }
    assert.ok(runs > 1 && runs < 20, `${runs} runs`);
    assert.equal(scan.leaks.length, 1);
  });

  it('knows after any edits what a fresh look would find', () => {
    const line = fc.constantFrom('', 'x', TOKEN, `"${TOKEN}" ${TOKEN}`);
    const text = fc.array(line, { minLength: 1, maxLength: 6 });
    const step = fc.record({ at: fc.nat(20), length: fc.nat(4), text, finishes: fc.boolean() });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), fc.array(step), (start, steps) => {
        const document = new TextLines(start.join('\n'));
        const scan = new DocumentScan<string>(document);
        finish(scan);
        for (const { at, length, text: inserted, finishes } of steps) {
          const first = at % document.lineCount;
          const last = Math.min(first + length, document.lineCount - 1);
          edit(document, scan, [[first, last, inserted.join('\n')]]);
          if (finishes) finish(scan);
        }
        finish(scan);
        const fresh = new DocumentScan<string>(document);
        finish(fresh);
        const sorted = [...scan.leaks].sort((a, b) => a.line - b.line || a.start - b.start);
        assert.deepEqual(sorted, fresh.leaks);
      }),
    );
  });

  it('begins anew where other values are looked for than the last time, however far that came', () => {
    const other = deriveToken('test', 'scan', 1);
    const both = new Fingerprints<string>();
    for (const value of [TOKEN, other]) both.add(value, 'saved');
    const document = new TextLines([other, TOKEN, ...Array.from({ length: 3_000 }, () => 'x')].join('\n'));
    for (const steps of [1, 20]) {
      const scan = new DocumentScan<string>(document);
      const older = scan.run(fingerprints);
      for (let step = 0; step < steps; step += 1) older.next();
      for (const run = scan.run(both); run.next().done !== true;);
      const known = scan.leaks.filter(({ what }) => what !== undefined);
      assert.deepEqual(
        known.map(({ line }) => line),
        [0, 1],
      );
    }
  });

  it('follows several edits at once', () => {
    const document = new TextLines(['a', TOKEN, 'b', TOKEN, 'c'].join('\n'));
    const scan = new DocumentScan<string>(document);
    finish(scan);
    edit(document, scan, [
      [0, 0, 'a\na\na'],
      [3, 3, 'gone'],
    ]);
    finish(scan);
    assert.deepEqual(
      scan.leaks.map((leak) => leak.line),
      [3],
    );
  });
});

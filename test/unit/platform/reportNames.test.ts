import assert from 'node:assert/strict';
import { Presentation } from '../../../src/platform/presentation.ts';
import { hasReportName, ReportNames } from '../../../src/platform/reportNames.ts';
import { memoryMemento } from '../../support/memento.ts';

/** As VS Code titles the page that it makes of a file, and one that is locked. */
const pagesOf = (name: string): string[] => [`Preview ${name}`, `[Preview] ${name}`];

describe('the names of reports', () => {
  it('are known in titles of pages, also in those that an earlier window left open, and look like any other', () => {
    const earlier = new ReportNames(new Presentation(memoryMemento()));
    const name = earlier.make('Olivia Clarke');
    assert.equal(name.replaceAll(/\p{Cf}/gu, ''), 'Olivia Clarke.md');
    for (const title of pagesOf(name)) assert.ok(hasReportName(title), title);
    for (const title of pagesOf('Olivia Clarke.md')) assert.ok(!hasReportName(title), title);
    for (const odd of ['', 'a/b: 50%?', '\u2063', 'x'.repeat(200)])
      assert.ok(hasReportName(`Preview ${earlier.make(odd)}`), odd);
  });

  it('tell those that were made before presentation mode was turned on, however late their pages show', async () => {
    const presentation = new Presentation(memoryMemento());
    const names = new ReportNames(presentation);
    presentation.learn('Member', 'Olivia Clarke');
    const before = ['Olivia Clarke', 'Token Activity', 'Diagnostics'].map((title) => names.make(title));
    await presentation.set(true);
    for (const title of before.flatMap(pagesOf)) assert.ok(names.isPlain(title), title);
    const masked = names.make('Olivia Clarke');
    assert.match(masked, /^Member [A-Z2-9]{4}/);
    const again = names.make('Token Activity');
    for (const title of [masked, again, 'Olivia Clarke.md'].flatMap(pagesOf))
      assert.ok(!names.isPlain(title), title);
    assert.ok(names.isPlain(pagesOf(before[2] ?? '').join()), 'of the others it stays so');
  });
});

import assert from 'node:assert/strict';
import type { Step } from '../../../src/connections/doctor.ts';
import { doctorReport, summary, type Examined } from '../../../src/connections/doctorReport.ts';

const passed: Step = { id: 'proxy', title: 'Proxy', result: 'passed', says: 'None.', milliseconds: 0 };
const warning: Step = { ...passed, title: 'Certificate', result: 'warning', fix: 'Renew it.' };
const failed: Step = { ...passed, title: 'Reaching it', result: 'failed', says: 'a.example did not.' };
const about = { name: 'Acme', origin: 'https://a.example', began: '2030-01-02T03:04:05.000Z' };

describe('the report of the Connection Doctor', () => {
  it('is a table of steps with result, time and fix, and says what it came to', () => {
    const skipped: Step = { ...passed, title: 'Customers', result: 'skipped', milliseconds: undefined };
    assert.equal(
      doctorReport({ ...about, steps: [passed, warning, skipped], end: 'complete' }),
      `# Connection Doctor: Acme

Asked at https://a.example on 2030-01-02 at 03:04 UTC.

| Step | Result | Time | What was found |
| --- | --- | ---: | --- |
| Proxy | ✓\u00a0passed | 0\u00a0ms | None. |
| Certificate | ⚠\u00a0**warning** | 0\u00a0ms | None.<br>**To do:** Renew it. |
| Customers | ○\u00a0skipped |  | None. |

**It works, with a warning.** No key or token is in this report.
`,
    );
  });

  it('says in a sentence what the steps came to', () => {
    assert.equal(summary([passed]), 'All is well.');
    assert.equal(summary([warning, warning]), 'It works, with 2 warnings.');
    assert.equal(summary([warning, failed]), '“Reaching it” failed: a.example did not.');
  });

  it('says that it is not complete', () => {
    const ended = (end: Examined['end']) => doctorReport({ ...about, steps: [passed], end });
    assert.match(ended('cancelled'), /You cancelled the rest/);
    assert.match(ended('changed'), /the connection was changed or removed/);
    assert.match(ended('failed'), /something unexpected went wrong/);
  });

  it('takes what a stranger wrote for text, whatever Markdown would make of it', () => {
    const says = 'issued by “<img src=x> | [click](command:evil) &lt; `a` **b**\n| c”.';
    const report = doctorReport({ ...about, steps: [{ ...passed, says }], end: 'complete' });
    assert.match(
      report,
      /issued by “\\<img src=x\\> \\\| \\\[click\\\]\(command:evil\) &amp;lt; \\`a\\` \\\*\\\*b\\\*\\\* \\\| c”\./,
    );
  });
});

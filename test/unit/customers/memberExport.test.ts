import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { TeamMember } from '../../../src/api/teamMembers.ts';
import { filled, translateWith } from '../../../src/base/l10n.ts';
import {
  CSV,
  EXPORT_FORMATS,
  JSON_ROWS,
  MARKDOWN,
  textOf,
  type ExportFormat,
  type ExportRow,
} from '../../../src/customers/memberExport.ts';

const HARBOUR = { id: 'c'.repeat(24), name: 'Harbour Bakery' };

function member(changes: Partial<TeamMember> = {}): TeamMember {
  return {
    id: 'a'.repeat(24),
    name: 'Ada',
    email: 'ada@harbour.example',
    phone: '+91 9876543210',
    availability: 'ONLINE',
    status: 'ACTIVE',
    leadsVisibility: 'ALL',
    chatTransfer: 'ALL',
    masked: '',
    roleId: 'role',
    description: undefined,
    bots: 2,
    aiAgents: 0,
    departments: undefined,
    unreadMessages: 3,
    createdAt: '2026-01-02T03:04:05.678Z',
    updatedAt: undefined,
    ...changes,
  };
}

async function exported(format: ExportFormat, ...rows: Partial<TeamMember>[]): Promise<string> {
  async function* all(): AsyncGenerator<ExportRow> {
    for (const row of rows) yield await Promise.resolve({ customer: HARBOUR, member: member(row) });
  }
  let text = '';
  for await (const piece of textOf(all(), format)) text += piece;
  return text;
}

/** As another program reads it: by names of columns. */
async function reread(...rows: Partial<TeamMember>[]): Promise<Record<string, string>[]> {
  const text = await exported(CSV, ...rows);
  return parse(text, { bom: true, columns: true, record_delimiter: '\r\n' });
}

describe('members as CSV', () => {
  it('has a byte order mark, a heading, and a column for each that is known', async () => {
    const text = await exported(CSV, {});
    assert.ok(text.startsWith('\uFEFFCustomer ID,Customer,Member ID,Name,E-mail,Phone,'));
    assert.ok(text.endsWith('\r\n'));
    const [row = {}] = await reread({});
    assert.equal(Object.keys(row).length, 19);
    assert.equal(row['Customer'], 'Harbour Bakery');
    assert.equal(row['Phone'], '+91 9876543210');
    assert.equal(row['Assigned AI agents'], '0');
    assert.equal(row['Departments'], '');
  });

  const hostile = [
    '=HYPERLINK("http://evil.example","x")',
    '+1+1',
    "-2+3+cmd|' /C calc'!A0",
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
    '  =1+1',
    '\u202E=1+1',
    '\uFEFF=1+1',
    '＝1+1',
    '+1 2-3',
    '+91 98765\n=1',
  ];
  for (const name of hostile) {
    it(`makes no formula of ${JSON.stringify(name)}`, async () => {
      const [row] = await reread({ name });
      assert.match(row?.['Name'] ?? '', /^'/);
      assert.equal(row?.['Name']?.replaceAll("'", ''), name.replaceAll("'", ''));
    });
  }

  it('makes none where a spreadsheet takes something else for what separates fields', async () => {
    const [row] = await reread({ description: 'hours;=cmd()', name: 'a\t+b' });
    assert.equal(row?.['Description'], "hours;'=cmd()");
    assert.equal(row['Name'], "a\t'+b");
  });

  /** The fields of a line as a spreadsheet has them that splits at another character: quotes count where a field begins. */
  function fieldsOf(text: string, separator: string): string[] {
    const fields = [''];
    let begins = true;
    let quoted = false;
    for (let at = 0; at < text.length; at += 1) {
      const character = text.charAt(at);
      if (quoted && character === '"') {
        if (text.charAt(at + 1) === '"') fields.push(`${fields.pop() ?? ''}${text.charAt((at += 1))}`);
        else quoted = false;
      } else if (!quoted && begins && character === '"') {
        [quoted, begins] = [true, false];
      } else if (!quoted && [separator, '\r', '\n'].includes(character)) {
        fields.push('');
        begins = true;
      } else {
        fields.push(`${fields.pop() ?? ''}${character}`);
        begins = false;
      }
    }
    return fields;
  }

  for (const separator of [',', ';', '\t']) {
    it(`makes none, whatever the text, where ${JSON.stringify(separator)} separates fields`, async () => {
      const [row] = await reread({ description: 'hours;"=cmd()', name: 'a, ""@b' });
      assert.equal(row?.['Description'], 'hours;\'"=cmd()');
      assert.equal(row['Name'], 'a,\' ""@b');
      const unit = fc.constantFrom(...Array.from('=+-@\t\r\n ",;a1'));
      await fc.assert(
        fc.asyncProperty(fc.array(fc.string({ unit }), { minLength: 1, maxLength: 4 }), async (texts) => {
          const text = await exported(CSV, ...texts.map((name) => ({ name, phone: undefined })));
          for (const field of fieldsOf(text, separator)) assert.doesNotMatch(field, /^[\s\p{C}]*[=+\-@]/u);
        }),
      );
    });
  }

  it('leaves what is harmless as it is, so that it reads the same elsewhere', async () => {
    const harmless = [
      'O\'Neil "Ada", Countess',
      'line one\r\nline two\nthree',
      'Zoë 👩‍💻 ألِف',
      'עדה',
      'a=b+c-d@e',
      '007',
      ' both ends ',
      '',
    ];
    const rows = await reread(...harmless.map((name) => ({ name })));
    assert.deepEqual(
      rows.map((row) => row['Name']),
      harmless,
    );
    for (const phone of ['+91 9876543210', '+1 555 010 9999', '0711 1234', '+44 20 7946 0000']) {
      assert.equal((await reread({ phone }))[0]?.['Phone'], phone);
    }
  });

  it('is the same text again for any names, but for apostrophes before what could be a formula', async () => {
    const unit = fc.constantFrom(...Array.from('=+-@\t\r\n ",;\'a1é👍א'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit }), { maxLength: 5 }), async (names) => {
        const rows = await reread(...names.map((name) => ({ name })));
        assert.deepEqual(
          rows.map((row) => row['Name']?.replaceAll("'", '')),
          names.map((name) => name.replaceAll("'", '')),
        );
        for (const row of rows) assert.doesNotMatch(row['Name'] ?? '', /^\s*[=+\-@]/);
      }),
    );
  });
});

describe('members as JSON and Markdown', () => {
  it('is JSON with the same names in each object, also of nobody', async () => {
    assert.deepEqual(JSON.parse(await exported(JSON_ROWS)), []);
    const rows = JSON.parse(await exported(JSON_ROWS, { name: '=1+1\u2028"' }, {})) as Record<
      string,
      unknown
    >[];
    assert.equal(rows.length, 2);
    assert.equal(rows[0]?.['name'], '=1+1\u2028"');
    assert.equal(rows[0]['customerName'], 'Harbour Bakery');
    assert.equal(rows[0]['departments'], null);
    assert.deepEqual(Object.keys(rows[0]), Object.keys(rows[1] ?? {}));
  });

  it('is a table in which no value is more than text', async () => {
    const name = '![x](http://evil.example/a.png) <img src=x> `a|b`\n| next |';
    const text = await exported(MARKDOWN, { name }, {});
    const lines = text.trimEnd().split('\n');
    assert.equal(lines.length, 4);
    const columns = lines.map((line) => line.replaceAll(/\\./g, '').split('|').length);
    assert.deepEqual(new Set(columns).size, 1);
    assert.doesNotMatch(text, /<img|[^\\]\[x|http:\/\/|[^\\]`/);
  });
});

describe('any export of members', () => {
  const token = `${'aB3'.repeat(76)}x_0123456789abcdef01234567_c`;
  it('never has a token in it, whatever the format', async () => {
    for (const format of EXPORT_FORMATS) {
      const text = await exported(format, { description: `mine: ${token}` }, { name: token });
      assert.ok(!text.includes(token.slice(0, 40)), format.label);
      assert.match(text, /token removed/);
    }
  });

  it('has the same columns in every language, but for a table that people read', async () => {
    const before = [await exported(CSV, {}), await exported(JSON_ROWS, {}), await exported(MARKDOWN, {})];
    try {
      translateWith((message) => `«${message}»`);
      assert.equal(await exported(CSV, {}), before[0]);
      assert.equal(await exported(JSON_ROWS, {}), before[1]);
      const [heading = ''] = (await exported(MARKDOWN, {})).split('\n');
      assert.equal(heading.replaceAll(/[«»]/g, ''), before[2]?.split('\n')[0]);
      assert.equal(heading.match(/«/g)?.length, 19);
    } finally {
      translateWith(filled);
    }
  });

  it('comes in pieces, and counts its rows', async () => {
    async function* many(): AsyncGenerator<ExportRow> {
      for (let n = 0; n < 2_000; n += 1)
        yield await Promise.resolve({ customer: HARBOUR, member: member({ name: `Member ${n}` }) });
    }
    const counts: number[] = [];
    const pieces: string[] = [];
    for await (const piece of textOf(many(), CSV, ['name'], (count) => counts.push(count)))
      pieces.push(piece);
    assert.ok(pieces.length > 1);
    assert.equal(counts.at(-1), 2_000);
    assert.equal(parse(pieces.join(''), { bom: true }).length, 2_001);
  });
});

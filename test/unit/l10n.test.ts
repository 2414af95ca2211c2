import assert from 'node:assert/strict';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { filled, messageLanguage, numeral, t, translateWith } from '../../src/base/l10n.ts';
import { manifestText, manifestTexts } from '../support/manifest.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const LANGUAGES = ['es'];

interface Message {
  readonly text: string;
  /** How many values the call brings. */
  readonly values: number;
  readonly place: string;
}

/** Whether what is called is called in a function, and not while its module loads. */
function isLate(node: ts.Node): boolean {
  return ts.isFunctionLike(node) || ((node.parent as ts.Node | undefined) ? isLate(node.parent) : false);
}

/** What the code has translated. */
function messages(): readonly Message[] {
  const found: Message[] = [];
  for (const file of globSync('src/**/*.ts', { cwd: root })) {
    const source = ts.createSourceFile(file, readFileSync(root + file, 'utf8'), ts.ScriptTarget.Latest, true);
    const look = (node: ts.Node): void => {
      ts.forEachChild(node, look);
      if (!ts.isCallExpression(node) || node.expression.getText() !== 't') return;
      const [message, ...values] = node.arguments;
      const place = `${file}:${String(source.getLineAndCharacterOfPosition(node.pos).line + 1)}`;
      assert.ok(message && ts.isStringLiteralLike(message), `${place}: a message is written out in the call`);
      assert.ok(!values.some((value) => ts.isSpreadElement(value)), place);
      assert.ok(isLate(node), `${place}: a constant of a module may be made before VS Code translates`);
      found.push({ text: message.text, values: values.length, place });
    };
    if (/import \{[^}]*\bt\b[^}]*\} from '[^']*base\/l10n\.ts'/.test(source.text)) look(source);
  }
  return found;
}

/** Where every message is translated. Not so `api/`, whose words are names of facts: see `describeDetail`. */
const ROOMS = [
  'extension.ts',
  'commands.ts',
  'base/',
  'connections/',
  'customers/',
  'leaks/',
  'platform/',
  'tokens/',
];

/** Words that nobody reads who does not read code, too. */
const UNTRANSLATED = [
  'platform/log.ts',
  // What a user sends to whoever can mend things, and what of it says what runs there.
  'connections/diagnostics.ts',
  'platform/versions.ts',
  // By which programs find a column.
  'customers/csvColumns.ts',
  // Code and lines for programs and shells; what cannot be written as such is told in messages that are translated.
  'tokens/requestText.ts',
  'tokens/shellLine.ts',
];

/** Names, which are the same in every language, a word between functions, and one that is stored. */
const NAMES = [
  'Partner Console',
  'BotPenguin',
  'Flowmatix',
  'Markdown',
  'Python',
  'bash, zsh',
  'and the mark',
  'handed over',
];

/** Whether a text is there to be compared with, or to be told from others. */
function isId({ parent }: ts.Node): boolean {
  if (ts.isBinaryExpression(parent))
    return parent.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken;
  return ts.isCaseClause(parent) || (ts.isCallExpression(parent) && parent.expression.getText() === 'Symbol');
}

/** Literals that look like a sentence or a label and are not translated. */
function prose(): readonly string[] {
  const found: string[] = [];
  for (const file of globSync('src/**/*.ts', { cwd: root }).map((each) => each.replaceAll('\\', '/'))) {
    const room = ROOMS.some((each) => file.startsWith(`src/${each}`));
    if (!room || UNTRANSLATED.some((each) => file === `src/${each}`)) continue;
    const source = ts.createSourceFile(file, readFileSync(root + file, 'utf8'), ts.ScriptTarget.Latest, true);
    const look = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node) || ts.isLiteralTypeNode(node)) return;
      if (ts.isCallExpression(node) && node.expression.getText() === 't') return;
      // Where something failed, for the log; whose name it is.
      if (ts.isCallExpression(node) && /^log\.failure|\.learn$/.test(node.expression.getText())) return;
      if (ts.isNewExpression(node) && /^(Type|Range)?Error$/.test(node.expression.getText())) return;
      const text = ts.isStringLiteralLike(node)
        ? node.text
        : ts.isTemplateExpression(node)
          ? [node.head, ...node.templateSpans.map(({ literal }) => literal)]
              .map((part) => part.text)
              .join('x')
          : '';
      if (/[A-Za-z]{2,},? [A-Za-z]{2,}|^[A-Z][a-z]{2,}…?$/.test(text) && !NAMES.includes(text) && !isId(node))
        found.push(`${file}:${String(source.getLineAndCharacterOfPosition(node.pos).line + 1)}: ${text}`);
      ts.forEachChild(node, look);
    };
    look(source);
  }
  return found;
}

const gapsOf = (text: string) => (text.match(/\{\d+\}/g) ?? []).sort();

/** What must come through a translation as it is: commands, settings and code. */
const keptOf = (text: string) =>
  (text.match(/\(command:[\w.]+\)|`[^`]+`|partnerConsole\.[\w.]+|\$\([\w-]+\)/g) ?? []).sort();

describe('messages in the code', () => {
  it('have a value for each of their gaps, and no other', () => {
    const found = messages();
    assert.ok(found.length > 0);
    for (const { text, values, place } of found) {
      const wanted = Array.from({ length: values }, (_, nth) => `{${String(nth)}}`);
      assert.deepEqual([...new Set(gapsOf(text))], wanted, `${place}: ${text}`);
      assert.ok(text.trim() === text && text !== '', `${place}: a message is whole`);
    }
  });

  it('are all translated', () => {
    assert.deepEqual(prose(), []);
  });

  it('are in English until VS Code translates', () => {
    assert.equal(t('{1} of {0}', 'a {1}', 2), '2 of a {1}');
    try {
      translateWith((message, ...values) => [message, ...values].join('|'));
      assert.equal(t('{1} of {0}', 'a', 2), '{1} of {0}|a|2');
    } finally {
      translateWith(filled);
    }
  });

  it('have numbers as their language writes them', () => {
    assert.equal(numeral(12_345), '12,345');
    try {
      translateWith(filled, () => 'es');
      assert.equal(messageLanguage(), 'es');
      assert.equal(numeral(12_345), '12.345');
    } finally {
      translateWith(filled);
    }
    assert.equal(messageLanguage(), 'en');
  });

  for (const language of LANGUAGES)
    it(`are translated, all of them and nothing else: ${language}`, () => {
      const path = `${root}l10n/bundle.l10n.${language}.json`;
      const bundle = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
      const wanted = [...new Set(messages().map(({ text }) => text))].sort();
      if (process.env['UPDATE_L10N']) {
        // What is new is there to be filled in.
        const next = Object.fromEntries(wanted.map((text) => [text, bundle[text] ?? '']));
        writeFileSync(path, `${JSON.stringify(next, null, 2)}\n`);
      }
      assert.deepEqual(Object.keys(bundle).sort(), wanted);
      agree(bundle);
    });

  for (const language of LANGUAGES)
    it(`call a command as the manifest does: ${language}`, () => {
      const path = `${root}l10n/bundle.l10n.${language}.json`;
      const bundle = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
      const [english, other] = [manifestTexts(), manifestTexts(language)];
      const titles = Object.keys(english).filter((key) => key.startsWith('command.'));
      const called = titles.filter((key) => bundle[english[key] ?? ''] !== undefined);
      assert.ok(called.length > 0);
      for (const key of called) assert.equal(bundle[english[key] ?? ''], other[key], key);
    });
});

describe('texts of the manifest', () => {
  it('all come from its table, which has no other', () => {
    const used = [...readFileSync(`${root}package.json`, 'utf8').matchAll(/"%([\w.]+)%"/g)].map(
      ([, key]) => key,
    );
    assert.deepEqual([...new Set(used)].sort(), Object.keys(manifestTexts()).sort());
    const { contributes } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
      contributes: unknown;
    };
    const written = JSON.stringify(contributes).match(
      /"(title|name|description|markdownDescription|contents|category|altText)":"[^%][^"]*"/g,
    );
    assert.equal(written, null);
  });

  for (const language of LANGUAGES)
    it(`are translated, all of them and nothing else: ${language}`, () => {
      const [english, other] = [manifestTexts(), manifestTexts(language)];
      assert.deepEqual(Object.keys(other), Object.keys(english));
      agree(Object.fromEntries(Object.entries(english).map(([key, text]) => [text, other[key] ?? ''])));
      JSON.parse(manifestText(language));
    });
});

/** The Connection Doctor takes the first sentence for what is wrong, and the next ones for what to do. */
const SAYS_AND_FIX = /^((?:“[^”]*”|[^“])*?\.) (\p{Lu}.*)$/su;

/** Holds translations against what they translate: gaps, commands, settings, code, sentences, and how it ends. */
function agree(translations: Readonly<Record<string, string>>): void {
  for (const [text, translation] of Object.entries(translations)) {
    assert.deepEqual(gapsOf(translation), gapsOf(text), text);
    assert.deepEqual(keptOf(translation), keptOf(text), text);
    assert.equal(translation.endsWith('…'), text.endsWith('…'), text);
    assert.equal(/[.?!]$/.test(translation), /[.?!]$/.test(text), text);
    assert.equal(translation.split('\n').length, text.split('\n').length, text);
    assert.equal(SAYS_AND_FIX.test(translation), SAYS_AND_FIX.test(text), text);
    assert.ok(translation.trim() === translation && translation !== '', text);
  }
}

import assert from 'node:assert/strict';
import { referenceIn, replaceByReference } from '../../../src/tokens/reference.ts';

/** Replaces the word SECRET in a line. */
function replaced(language: string, line: string): string {
  const start = line.indexOf('SECRET');
  const { start: from, end, text } = replaceByReference(language, line, { start, end: start + 6 }, 'T');
  return line.slice(0, from) + text + line.slice(end);
}

describe('a reference', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['typescript', `const a = 'SECRET';`, `const a = process.env.T;`],
    ['javascript', `f("Bearer SECRET")`, `f("Bearer " + process.env.T)`],
    ['javascript', `f("SECRET.")`, `f(process.env.T + ".")`],
    ['javascript', `f("a SECRET b")`, `f("a " + process.env.T + " b")`],
    ['javascript', 'f(`Bearer SECRET`)', 'f(`Bearer ${process.env.T}`)'],
    ['typescriptreact', 'x = `SECRET`', 'x = process.env.T'],
    ['javascript', `f("it's", 'SECRET')`, `f("it's", process.env.T)`],
    ['javascript', `f("\\"SECRET")`, `f("\\"" + process.env.T)`],
    ['javascript', '// SECRET', '// process.env.T'],
    ['python', `t = "SECRET"`, `t = os.environ["T"]`],
    ['python', `h = {"A": "Bearer SECRET"}`, `h = {"A": "Bearer " + os.environ["T"]}`],
    ['php', `$t = 'Bearer SECRET';`, `$t = 'Bearer ' . getenv("T");`],
    ['go', `t := "SECRET"`, `t := os.Getenv("T")`],
    ['csharp', `var t = "SECRET";`, `var t = Environment.GetEnvironmentVariable("T");`],
    ['java', `t = "SECRET";`, `t = System.getenv("T");`],
    ['ruby', `t = 'SECRET'`, `t = ENV.fetch("T")`],
    ['javascriptreact', `<Api token="SECRET" />`, `<Api token={process.env.T} />`],
    ['javascript', `<Api a={b} auth='Bearer SECRET'>`, `<Api a={b} auth={'Bearer ' + process.env.T}>`],
    ['typescriptreact', `  token="SECRET"`, '  token="${process.env.T}"'],
    ['typescriptreact', `<A a={() => b} token="SECRET">`, '<A a={() => b} token="${process.env.T}">'],
    ['typescriptreact', `<p>SECRET</p>`, `<p>process.env.T</p>`],
    ['vue', `<api token="SECRET" />`, '<api token="${T}" />'],
    ['typescript', `import a from "SECRET";`, 'import a from "${process.env.T}";'],
    ['typescript', `type A = "SECRET";`, 'type A = "${process.env.T}";'],
    ['typescript', `case 'SECRET':`, "case '${process.env.T}':"],
    ['typescript', `a = { "SECRET": 1 }`, 'a = { "${process.env.T}": 1 }'],
    ['typescript', `a = "Bearer SECRET".trim()`, `a = ("Bearer " + process.env.T).trim()`],
    ['typescript', 'a = tag`SECRET`', 'a = tag`${process.env.T}`'],
    ['typescript', 'a = `Bearer SECRET', 'a = `Bearer ${process.env.T}'],
    ['typescript', `// don't use SECRET`, "// don't use ${process.env.T}"],
    ['python', `a = f"Bearer {b} SECRET"`, `a = f"Bearer {b} " + os.environ["T"]`],
    ['python', `a = f"SECRET {b}"`, `a = os.environ["T"] + f" {b}"`],
    ['python', `a = r'SECRET'`, `a = os.environ["T"]`],
    ['python', `a = b"SECRET"`, `a = b"$T"`],
    ['python', `a = """SECRET"""`, `a = """$T"""`],
    ['python', `  SECRET`, `  $T`],
    ['python', `    "SECRET"`, `    "$T"`],
    ['python', `a = f("SECRET"`, `a = f("$T"`],
    ['python', `a = "b" "SECRET"`, `a = "b" "$T"`],
    ['python', `a = "Bearer SECRET %s" % b`, `a = "Bearer $T %s" % b`],
    [
      'csharp',
      `a = $"Bearer SECRET {b}";`,
      `a = $"Bearer " + Environment.GetEnvironmentVariable("T") + $" {b}";`,
    ],
    ['csharp', `a = @"SECRET";`, `a = Environment.GetEnvironmentVariable("T");`],
    ['csharp', `a = """SECRET""";`, `a = """$T""";`],
    ['csharp', `const string A = "SECRET";`, `const string A = "$T";`],
    ['csharp', `[Auth("SECRET")]`, `[Auth("$T")]`],
    ['csharp', `case "SECRET":`, `case "$T":`],
    ['csharp', `  SECRET`, `  $T`],
    ['java', `@Value("SECRET")`, `@Value("$T")`],
    ['go', `const t = "SECRET"`, `const t = "$T"`],
    ['go', 't := `Bearer SECRET`', 't := `Bearer ` + os.Getenv("T")'],
    ['kotlin', `const val A = "SECRET"`, 'const val A = "${System.getenv("T")}"'],
    ['rust', `let t = "SECRET";`, 'let t = "$T";'],
    ['rust', `format!("Bearer SECRET {}", a)`, 'format!("Bearer $T {}", a)'],
    ['shellscript', `TOKEN=SECRET`, 'TOKEN=${T}'],
    ['shellscript', `curl -H "Authorization: Bearer SECRET"`, 'curl -H "Authorization: Bearer ${T}"'],
    ['shellscript', `curl -H 'SECRET'`, 'curl -H "${T}"'],
    ['shellscript', `curl -H 'Bearer SECRET'`, `curl -H 'Bearer '"\${T}"''`],
    ['powershell', `$t = 'SECRET'`, '$t = "${env:T}"'],
    ['bat', `set H=Bearer SECRET`, 'set H=Bearer %T%'],
    ['http', `Authorization: Bearer SECRET`, 'Authorization: Bearer {{$processEnv T}}'],
    ['json', `{ "token": "SECRET" }`, '{ "token": "${T}" }'],
    ['yaml', `token: 'SECRET'`, "token: '${T}'"],
    ['plaintext', `SECRET`, '${T}'],
  ];
  for (const [language, before, after] of cases) {
    it(`takes the place of a value in ${language}: ${before}`, () => {
      assert.equal(replaced(language, before), after);
    });
  }

  it('stands by itself as each language writes it', () => {
    assert.equal(referenceIn('typescript', 'T'), 'process.env.T');
    assert.equal(referenceIn('shellscript', 'T'), '${T}');
    assert.equal(referenceIn('whatever', 'T'), '${T}');
  });
});

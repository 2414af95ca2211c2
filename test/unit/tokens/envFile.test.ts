import assert from 'node:assert/strict';
import { envValuesOf, problemWithName, setEnvValue } from '../../../src/tokens/envFile.ts';

describe('a .env file', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['an empty file', '', 'KEY=new\n'],
    ['another line', 'A=1\n', 'A=1\nKEY=new\n'],
    ['a file without a last line end', 'A=1', 'A=1\nKEY=new\n'],
    ['CRLF', 'A=1\r\nKEY=old\r\nB=2\r\n', 'A=1\r\nKEY=new\r\nB=2\r\n'],
    ['CRLF, added', 'A=1\r\nB=2', 'A=1\r\nB=2\r\nKEY=new\r\n'],
    ['CR', 'A=1\rKEY=old\rB=2\r', 'A=1\rKEY=new\rB=2\r'],
    ['a byte order mark', '\uFEFFKEY=old\n', '\uFEFFKEY=new\n'],
    ['only a byte order mark', '\uFEFF', '\uFEFFKEY=new\n'],
    ['an empty value', 'KEY=\nB=2\n', 'KEY=new\nB=2\n'],
    ['an empty value before a comment', 'KEY= # none yet\nB=2', 'KEY=new # none yet\nB=2'],
    ['a comment behind', 'KEY=old # of Ada\n', 'KEY=new # of Ada\n'],
    ['a hash in the value', 'KEY=a#b\nB=2\n', 'KEY=new\nB=2\n'],
    ['blanks', '  KEY  =  old  \nB=2', '  KEY  =  new  \nB=2'],
    ['export', 'export KEY=old\n', 'export KEY=new\n'],
    ['double quotes', 'KEY="old # value" # note\n', 'KEY=new # note\n'],
    ['single quotes', "KEY='old'\n", 'KEY=new\n'],
    ['a value of several lines', 'KEY="one\ntwo \\" KEY=x\n"\nB=2\n', 'KEY=new\nB=2\n'],
    ['a quote that is not closed', 'KEY="old\nB="2"\n', 'KEY=new\nB="2"\n'],
    ['a name that only ends alike', 'MY_KEY=1\nKEY2=2\n', 'MY_KEY=1\nKEY2=2\nKEY=new\n'],
    ['a comment with the name', '# KEY=old\n', '# KEY=old\nKEY=new\n'],
    ['a name that is set twice', 'KEY=a\nB=2\nKEY=b\n', 'KEY=new\nB=2\nKEY=new\n'],
  ];
  for (const [what, before, after] of cases) {
    it(`keeps everything but the value: ${what}`, () => {
      assert.equal(setEnvValue(before, 'KEY', 'new'), after);
      assert.equal(setEnvValue(after, 'KEY', 'new'), after, 'setting it again changes nothing');
    });
  }

  it('says what is set, whatever its quotes, as it would be read', () => {
    const text = 'KEY=a # b\nexport KEY="it\\"s"\nKEY=\'c d\'\nKEY=\nKEY2=x\n# KEY=y\n';
    assert.deepEqual(envValuesOf(text, 'KEY'), ['a', 'it"s', 'c d', '']);
    for (const value of ['a b#c', "it's $1", 'plain'])
      assert.deepEqual(envValuesOf(setEnvValue('A=1\n', 'KEY', value), 'KEY'), [value]);
  });

  it('quotes what needs it', () => {
    assert.equal(setEnvValue('', 'KEY', 'a b#c'), "KEY='a b#c'\n");
    assert.equal(setEnvValue('', 'KEY', '$HOME'), "KEY='$HOME'\n");
    assert.equal(setEnvValue('', 'KEY', "it's $1"), 'KEY="it\'s \\$1"\n');
    assert.equal(setEnvValue('KEY=x\n', 'KEY', '$& $1'), "KEY='$& $1'\n");
  });

  it('takes names that every shell takes', () => {
    for (const name of ['A', '_a1', 'BOTPENGUIN_TOKEN']) assert.equal(problemWithName(name), undefined);
    for (const name of ['', '1A', 'A-B', 'A B', 'Ä', 'A=']) assert.ok(problemWithName(name), name);
  });
});

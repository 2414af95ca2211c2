import assert from 'node:assert/strict';
import { askInSteps, type AskStep, type StepAnswer } from '../../../src/platform/steps.ts';

interface Draft {
  readonly name: string;
  readonly kind: string;
  readonly size: string;
}

const EMPTY: Draft = { name: '', kind: '', size: '' };

/** Answers from a script, and notes what each question was asked with. */
function scripted(...answers: (StepAnswer<string> | undefined)[]) {
  const asked: string[] = [];
  const ask =
    (key: keyof Draft): AskStep<Draft> =>
    (draft, { number, of }) => {
      asked.push(`${number}/${of} ${key}=${draft[key]}`);
      const answer = answers.shift();
      return Promise.resolve(answer && { back: answer.back, value: { [key]: answer.value } });
    };
  return { asked, ask };
}
const on = (value: string) => ({ value, back: false });
const back = (value: string) => ({ value, back: true });

describe('questions in steps', () => {
  it('lose nothing by going back, not even what was half typed', async () => {
    const { asked, ask } = scripted(
      on('Ada'),
      on('big'),
      back('hal'),
      back('bi'),
      on('Ada L'),
      on('big'),
      on('half'),
    );
    const draft = await askInSteps(EMPTY, () => [ask('name'), ask('kind'), ask('size')]);
    assert.deepEqual(draft, { name: 'Ada L', kind: 'big', size: 'half' });
    assert.deepEqual(asked, [
      '1/3 name=',
      '2/3 kind=',
      '3/3 size=',
      '2/3 kind=big',
      '1/3 name=Ada',
      '2/3 kind=bi',
      '3/3 size=hal',
    ]);
  });

  it('follow what was answered', async () => {
    const { asked, ask } = scripted(on('short'), on('Ada'));
    const questions = ({ kind }: Draft) =>
      kind === 'short' ? [ask('kind'), ask('name')] : [ask('kind'), ask('size'), ask('name')];
    assert.equal((await askInSteps(EMPTY, questions))?.name, 'Ada');
    assert.deepEqual(asked, ['1/3 kind=', '2/2 name=']);
  });

  it('end with the first that is dismissed, and do not go back behind the first', async () => {
    const { asked, ask } = scripted(back('A'), on('Ada'), undefined);
    assert.equal(await askInSteps(EMPTY, () => [ask('name'), ask('kind')]), undefined);
    assert.deepEqual(asked, ['1/2 name=', '1/2 name=A', '2/2 kind=']);
  });
});

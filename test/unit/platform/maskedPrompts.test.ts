import assert from 'node:assert/strict';
import { Presentation } from '../../../src/platform/presentation.ts';
import { presentedPrompts, type Prompts } from '../../../src/platform/prompts.ts';
import { memoryMemento } from '../../support/memento.ts';

const NAME = 'Ada King';
const EMAIL = 'ada@harbour.example';

/** Prompts of which every method keeps what it is asked and then calls what it was given, as VS Code would. */
function recording() {
  const asked: unknown[] = [];
  const given: Record<string, (...args: never[]) => unknown> = {
    pickLive: (question: unknown, search: (text: string) => Promise<unknown>) =>
      search(EMAIL).then((found) => asked.push(question, found)),
    find: (question: { watch: (text: string, show: (found: unknown) => void) => void }) => {
      asked.push(question);
      question.watch(EMAIL, (found) => asked.push(found));
    },
    progress: (title: string, task: (signal: unknown, report: (text: string) => void) => unknown) => {
      asked.push(title);
      return task(undefined, (text) => asked.push(text));
    },
  };
  const prompts = new Proxy({} as Prompts, {
    get: (_, name: string) => given[name] ?? ((...args: unknown[]) => void asked.push(...args)),
  });
  return { asked, prompts };
}

function setUp() {
  const presentation = new Presentation(memoryMemento());
  presentation.learn('Member', NAME);
  presentation.learn('Customer', 'Retry');
  const { asked, prompts } = recording();
  return { presentation, asked, shown: presentedPrompts(prompts, presentation) };
}

/** Asks everything that can be asked, with a name and an address wherever text goes. */
async function askAll(shown: Prompts): Promise<void> {
  const text = `${NAME} <${EMAIL}>`;
  const question = { title: text, placeholder: text };
  const input = { ...question, prompt: text, value: text };
  const choices = [{ label: text, description: text, detail: text, value: 7 }];
  const step = { number: 1, of: 2 };
  await shown.pick(question, choices);
  await shown.pickLive(question, () => Promise.resolve(choices));
  await shown.find({
    ...{ placeholder: text, text },
    watch(_typed, show) {
      show({ title: text, rows: [{ ...choices[0], key: 'k', label: text, value: 7 }] });
    },
  });
  await shown.input(input);
  await shown.stepInput({ ...input, step });
  await shown.stepPick({ ...question, step }, choices);
  await shown.confirm(text, text, 'Retry');
  await shown.openFile(text, {});
  await shown.saveFile(text, text, {});
  await shown.info(text, 'Retry');
  await shown.error(text, 'Retry');
  await shown.progress(text, (_signal, report) => {
    report(text);
    return Promise.resolve();
  });
}

describe('prompts while presenting', () => {
  it('show no name and no address, wherever it stands', async () => {
    const { presentation, asked, shown } = setUp();
    await presentation.set(true);
    await askAll(shown);
    const all = JSON.stringify(asked);
    assert.doesNotMatch(all, /Ada|King|harbour/);
    assert.equal(all.match(/Member [A-Z2-9]{4} <••••@••••>/g)?.length, 35);
  });

  it('show everything as it is while not', async () => {
    const { asked, shown } = setUp();
    await askAll(shown);
    assert.doesNotMatch(JSON.stringify(asked), /••••/);
  });

  it('leave buttons alone, by whose titles answers are told', async () => {
    const { presentation, asked, shown } = setUp();
    await presentation.set(true);
    await shown.error('Retry failed.', 'Retry');
    assert.match(asked[0] as string, /^Customer .... failed\.$/);
    assert.equal(asked[1], 'Retry');
  });

  it('hide what was searched for behind a choice', async () => {
    const { presentation, asked, shown } = setUp();
    await presentation.set(true);
    await shown.pick({ title: 'T' }, [{ label: 'Name…', description: 'now “ad”', value: 1 }]);
    assert.deepEqual(
      (asked[1] as { description: string }[]).map(({ description }) => description),
      ['now “••••”'],
    );
  });

  it('mask what a box says of what is typed, and begin with an empty one where it would tell of somebody', async () => {
    const { presentation, asked, shown } = setUp();
    await presentation.set(true);
    const validate = (text: string): string => `${NAME} is not ${text}.`;
    await shown.input({ title: 'T', prompt: 'P', value: '3', validate });
    await shown.input({ title: 'T', prompt: 'P', value: 'ad', personal: true });
    await shown.stepInput({ title: 'T', prompt: 'P', value: EMAIL, step: { number: 1, of: 1 } });
    const password = { password: true, value: '9876543210' };
    await shown.stepInput({ title: 'T', prompt: 'P', ...password, step: { number: 1, of: 1 } });
    assert.equal((asked.at(-1) as { value: string }).value, password.value, 'shows as dots anyway');
    const [plain, personal, address] = asked as Parameters<Prompts['input']>[0][];
    assert.match(plain?.validate?.('it') ?? '', /^Member .... is not it\.$/);
    assert.deepEqual([plain?.value, personal?.value, address?.value], ['3', '', '']);
  });
});

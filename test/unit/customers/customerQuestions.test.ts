import assert from 'node:assert/strict';
import { EMPTY_DRAFT } from '../../../src/customers/customerDraft.ts';
import { askForNewCustomer } from '../../../src/customers/customerQuestions.ts';
import { Presentation } from '../../../src/platform/presentation.ts';
import { presentedPrompts, type StepInputQuestion } from '../../../src/platform/prompts.ts';
import { memoryMemento } from '../../support/memento.ts';
import { ScriptedPrompts } from '../../support/prompts.ts';

describe('a generated password', () => {
  async function ask(presenting: boolean): Promise<{ copied: string[]; shown: StepInputQuestion[] }> {
    const presentation = new Presentation(memoryMemento());
    await presentation.set(presenting);
    const scripted = new ScriptedPrompts(
      { type: 'Harbour' },
      { type: 'info@harbour.example' },
      { pick: 'Generate a Strong Password' },
      { press: 'Copy Password' },
    );
    const shown: StepInputQuestion[] = [];
    const stepInput = scripted.stepInput.bind(scripted);
    scripted.stepInput = (question) => {
      shown.push(question);
      return stepInput(question);
    };
    const copied: string[] = [];
    const asking = { prompts: presentedPrompts(scripted, presentation), title: 'Create Customer' };
    const how = { withLimit: false, copy: (text: string) => copied.push(text), hides: () => presentation.on };
    const draft = await askForNewCustomer(asking, EMPTY_DRAFT, how);
    assert.equal(draft?.generated.length, 20);
    assert.deepEqual(copied, [draft.generated]);
    return { copied, shown };
  }

  const buttons = (question: StepInputQuestion | undefined) => question?.buttons?.map(({ title }) => title);

  it('is in a masked box, to be copied or shown', async () => {
    const { copied, shown } = await ask(false);
    const box = shown.at(-1);
    assert.deepEqual([box?.password, box?.value], [true, copied[0]]);
    assert.deepEqual(buttons(box), ['Copy Password', 'Show Password', 'Generate Another']);
    assert.deepEqual(box?.buttons?.[1]?.press(box.value ?? ''), { says: copied[0] });
  });

  it('cannot be shown in presentation mode, and is copied all the same', async () => {
    const { copied, shown } = await ask(true);
    assert.deepEqual([shown.at(-1)?.password, shown.at(-1)?.value], [true, copied[0]]);
    assert.deepEqual(buttons(shown.at(-1)), ['Copy Password', 'Generate Another']);
  });
});

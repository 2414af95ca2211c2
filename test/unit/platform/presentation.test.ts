import assert from 'node:assert/strict';
import { plainMarkdown } from '../../../src/platform/plainMarkdown.ts';
import { Presentation, type NameKind } from '../../../src/platform/presentation.ts';
import { presentedItem } from '../../../src/platform/presentedItem.ts';
import { memoryMemento } from '../../support/memento.ts';

const CODE = '[A-Z2-9]{4}';

/** A presentation that is on and knows these people. */
async function presenting(...names: (readonly [NameKind, string])[]): Promise<Presentation> {
  const presentation = new Presentation(memoryMemento());
  for (const name of names) presentation.learn(...name);
  await presentation.set(true);
  return presentation;
}

/** Fails unless a text becomes this one, in which <Customer> and <Member> stand for masks. */
function assertMasked(presentation: Presentation, text: string, expected: string): void {
  const source = expected
    .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/<(Customer|Member)>/g, `$1 ${CODE}`)
    .replaceAll('<code>', CODE);
  assert.match(presentation.mask(text), new RegExp(`^${source}$`, 'u'));
}

describe('presentation mode', () => {
  it('shows everything while it is off', () => {
    const presentation = new Presentation(memoryMemento());
    presentation.learn('Customer', 'Harbour Bakery');
    const text = 'Harbour Bakery, info@harbour.example, +49 5550123456, 66f0a1b2c3d4e5f601234567';
    assert.equal(presentation.mask(text), text);
  });

  it('masks names, e-mail addresses, phone numbers and ids, and nothing else', async () => {
    const presentation = await presenting(['Customer', 'Harbour Bakery'], ['Member', 'Ada King']);
    assertMasked(
      presentation,
      'Ada King of Harbour Bakery · 3 members',
      '<Member> of <Customer> · 3 members',
    );
    assertMasked(presentation, 'Write to ada.king+x@harbour.example.', 'Write to ••••@••••.');
    assertMasked(presentation, 'Call +49 (0)5550-123456 now', 'Call +•• •••• now');
    assertMasked(presentation, 'user 66f0a1b2c3d4e5f601234567, 20', 'user ••••, 20');
    assertMasked(presentation, 'Adam Kingsley, Ada Kingston', 'Adam Kingsley, Ada Kingston');
  });

  it('tells people apart, the same way each time, and another way in another window', async () => {
    const names = Array.from({ length: 40 }, (_, number) => ['Member', `Ada ${number}`] as const);
    const presentation = await presenting(...names);
    const masks = names.map(([, name]) => presentation.mask(name));
    assert.ok(new Set(masks).size >= 39);
    assert.deepEqual(
      names.map(([, name]) => presentation.mask(`the token of ${name}`)),
      masks.map((mask) => `the token of ${mask}`),
    );
    const other = await presenting(...names);
    assert.notDeepEqual(
      names.map(([, name]) => other.mask(name)),
      masks,
    );
  });

  it('takes the longest of names within names', async () => {
    const presentation = await presenting(
      ...([
        ['Member', 'Ann'],
        ['Member', 'Mary Ann Smith'],
        ['Customer', 'Ann Smith'],
        ['Customer', 'Ann Smith & Sons'],
      ] as const),
    );
    assertMasked(presentation, 'Ann, Ann Smith & Sons', '<Member>, <Customer>');
    assertMasked(presentation, 'Mary Ann Smith', '<Member>');
    assertMasked(presentation, 'Ann Smith, Annual', '<Customer>, Annual');
  });

  it('masks possessives, and says once whose name it is', async () => {
    const presentation = await presenting(['Customer', "O'Neil"], ['Member', 'Zoë']);
    assertMasked(presentation, "O'Neil's team, Zoë’s token", "<Customer>'s team, <Member>’s token");
    assertMasked(presentation, "Customer O'Neil, Team member Zoë", 'Customer <code>, Team member <code>');
  });

  it('masks names with signs that mean something elsewhere', async () => {
    const names = [
      '(Test) A.*',
      '[x](y)_z',
      '$(key) Ltd',
      '$& Co',
      'C++',
      '@home',
      '+49 Studio',
      '🦄',
      'a\u0007b',
    ];
    const presentation = await presenting(...names.map((name) => ['Customer', name] as const));
    for (const name of names) {
      assertMasked(presentation, name, '<Customer>');
      assertMasked(presentation, `- ${plainMarkdown(name)} |`, '- <Customer> |');
      assertMasked(presentation, `“${name}” is gone`, '“<Customer>” is gone');
    }
    for (const address of ['a_b-c@d_e.example', 'a&b@c.example'])
      assertMasked(presentation, plainMarkdown(address), '••••@••••');
  });

  it('masks names in every script', async () => {
    const names = ['ليلى حداد', 'יעל כהן', 'अनन्या शर्मा', '山田太郎', 'Ólafur Þór', 'می‌خواهم'];
    const presentation = await presenting(...names.map((name) => ['Member', name] as const));
    for (const name of names) {
      assertMasked(presentation, `Fetching the token of ${name}…`, 'Fetching the token of <Member>…');
      assertMasked(presentation, plainMarkdown(name), '<Member>');
    }
  });

  it('masks names that are no different from other words, but no icons and no parts of addresses', async () => {
    const names = ['Retry', 'A', 'key', 'office'];
    const presentation = await presenting(...names.map((name) => ['Customer', name] as const));
    assertMasked(presentation, '$(key) Retry', '$(key) <Customer>');
    assertMasked(presentation, 'A: key', '<Customer>: <Customer>');
    assertMasked(presentation, 'office@a.example', '••••@••••');
  });

  it('learns while it is on', async () => {
    const presentation = await presenting();
    assertMasked(presentation, 'Ada', 'Ada');
    presentation.learn('Member', ' Ada ');
    assertMasked(presentation, 'Ada', '<Member>');
    presentation.learn('Member', ' ');
    assertMasked(presentation, 'a  b', 'a  b');
  });

  it('is on again after a reload, and hides all it shows until it knows how to mask', async () => {
    const memento = memoryMemento();
    await new Presentation(memento).set(true);
    const next = new Presentation(memento);
    next.learn('Member', 'Ada');
    assert.equal(next.on, true);
    assert.equal(next.mask('Ada is here'), '••••');
    await next.ready();
    assertMasked(next, 'Ada is here', '<Member> is here');
    await next.set(false);
    assert.equal(next.mask('Ada is here'), 'Ada is here');
    assert.equal(new Presentation(memento).on, false);
  });

  it('masks a row, and hides what was searched for', async () => {
    const presentation = await presenting(['Customer', 'Harbour Bakery']);
    const item = () => ({
      label: 'Harbour Bakery',
      description: 'search: “ada” · info@harbour.example',
      tooltip: 'Harbour Bakery, born in 1970',
      accessibilityInformation: { label: 'Customer Harbour Bakery, search: “ada”', role: 'treeitem' },
      contextValue: 'customer',
    });
    const shown = presentedItem(item(), presentation);
    const mask = presentation.mask('Harbour Bakery');
    const description = 'search: “••••” · ••••@••••';
    assert.deepEqual(shown, {
      ...{ label: mask, description, tooltip: `${mask}\n${description}`, contextValue: 'customer' },
      accessibilityInformation: { label: `${mask}, search: “••••”`, role: 'treeitem' },
    });
    await presentation.set(false);
    assert.deepEqual(presentedItem(item(), presentation), item());
  });
});

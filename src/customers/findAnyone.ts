import { t } from '../base/l10n.ts';
import type { ActiveConnection } from '../connections/activeConnection.ts';
import type { Session } from '../connections/session.ts';
import { describeError } from '../platform/describeError.ts';
import type { FindButton, FindRow, Findings } from '../platform/findBox.ts';
import type { Presentation } from '../platform/presentation.ts';
import type { Choice, Prompts } from '../platform/prompts.ts';
import type { AnyoneIndex } from './anyoneIndex.ts';
import type { CustomersTree } from './customersTree.ts';
import type { CustomerStore } from './customerStore.ts';
import type { IndexReader } from './indexReader.ts';
import { TokensAreReplaced } from './readingFailures.ts';
import type { memberActions, Person } from './memberActionsCommands.ts';
import { ConnectionChanged } from './otherConnection.ts';
import { pauseReason, stateLine, titleLine } from './readingState.ts';

/** Results that show at once; whoever needs more types more. */
const MOST = 50;
/** Milliseconds between two looks at a reading that goes on. */
const REDRAW = 250;

const ICONS = {
  pause: 'debug-pause',
  resume: 'debug-continue',
  cancel: 'close',
  refresh: 'refresh',
  export: 'export',
  skipped: 'warning',
} as const;
type Control = keyof typeof ICONS;

function buttonFor(id: Control): FindButton {
  const tooltips: Readonly<Record<Control, string>> = {
    pause: t('Pause'),
    resume: t('Resume'),
    cancel: t('Cancel Reading'),
    refresh: t('Refresh Index'),
    export: t('Export Index…'),
    skipped: t('Show Skipped Customers'),
  };
  return { id, icon: ICONS[id], tooltip: tooltips[id] };
}

/** A result, or the line that says how far the index is. */
type Found = Person | 'state';

export interface FindAnyoneOptions {
  readonly active: ActiveConnection;
  readonly anyone: AnyoneIndex;
  readonly session: Session;
  readonly store: CustomerStore;
  readonly tree: CustomersTree;
  readonly prompts: Prompts;
  readonly presentation: Pick<Presentation, 'learn'>;
  readonly actions: ReturnType<typeof memberActions>;
  readonly onFailure: (error: unknown) => void;
  /** Asks and reads anew; false when the user does not want it. */
  readonly read: (session: Session) => Promise<boolean>;
  /** Asks where to and writes the index there; false when dismissed. */
  readonly exportIndex: (session: Session) => Promise<boolean>;
}

/** Searches the index as the user types, while it is read and after. */
export async function findAnyone(options: FindAnyoneOptions): Promise<void> {
  const { anyone, session, prompts, actions, onFailure } = options;
  for (let text = ''; ;) {
    const choice = await prompts.find<Found>({
      placeholder: t('Part of a name, e-mail address, phone number or customer'),
      text,
      watch(typed, show, signal) {
        watchReading(anyone, signal, () => {
          show(findings(typed, options));
        });
      },
      stays({ value, button }) {
        if (value === undefined || value === 'state')
          return isControl(button) && controlAtOnce(button, anyone.reading);
        if (button !== 'copyEmail') return false;
        void actions.perform('copyEmail', value, session).catch(onFailure);
        return true;
      },
    });
    if (!choice) return;
    text = choice.text;
    const { value, button } = choice;
    if (value !== undefined && value !== 'state') {
      if (actions.isAction(button)) return actions.perform(button, value, session);
      if (await actions.ask(value, session)) return;
      continue;
    }
    const control = isControl(button) ? button : await askForControl(options);
    if (control === 'refresh') await options.read(session);
    else if (control === 'skipped' && (await showSkipped(options))) return;
    else if (control === 'export' && (await options.exportIndex(session))) return;
    else if (control === 'resume') await resume(options);
    else if (control) controlAtOnce(control, anyone.reading);
  }
}

function findings(text: string, { anyone, actions }: FindAnyoneOptions): Findings<Found> {
  const { reading, searched } = anyone;
  if (!reading || !searched) return { title: t('Find Anyone: the connection has changed'), rows: [] };
  const line = stateLine(reading, Date.now(), searched);
  const icon = { reading: 'sync~spin', paused: 'debug-pause', cancelled: 'circle-slash', done: 'check' }[
    reading.state
  ];
  const state: FindRow<Found> = {
    key: 'state',
    label: `$(${icon}) ${line}`,
    detail: pauseReason(reading) ?? (text.trim() === '' ? hint() : undefined),
    buttons: controlsOf(reading, searched),
    value: 'state',
  };
  const people = searched.index.search(text, MOST).map((person) => actions.rowOf<Found>(person, person));
  const none: FindRow<Found>[] =
    people.length > 0 || text.trim() === ''
      ? []
      : [
          {
            key: 'none',
            label: searched.state === 'reading' ? t('Nobody yet') : t('Nobody was found'),
            value: 'state',
          },
        ];
  return {
    // In sight however many rows there are.
    title: t('Find Anyone: {0}', titleLine(reading, Date.now(), searched)),
    // The state is last: the first row is what Enter chooses, and Up leads from it to the last.
    rows: [...people, ...none, state],
    busy: reading.state === 'reading',
    buttons: controlsOf(reading, searched),
  };
}

function hint(): string {
  return t(
    'Type part of a name, e-mail address, phone number or customer. Choose this line for what can be done with the index.',
  );
}

function controlsOf({ state, skipped }: IndexReader, searched: IndexReader | undefined): FindButton[] {
  const controls: Control[] =
    state === 'reading' ? ['pause', 'cancel'] : state === 'paused' ? ['resume', 'cancel'] : ['refresh'];
  if (searched && searched.index.size > 0) controls.push('export');
  if (skipped.length > 0) controls.push('skipped');
  return controls.map(buttonFor);
}

function isControl(id: string | undefined): id is Control {
  return id !== undefined && id in ICONS;
}

/** Does what needs no question; false for the rest. */
function controlAtOnce(control: Control, reading: IndexReader | undefined): boolean {
  if (control === 'pause') reading?.pause();
  else if (control === 'cancel') reading?.cancel();
  else if (control === 'resume' && !(reading?.pausedBy instanceof TokensAreReplaced)) reading?.resume();
  else return false;
  return true;
}

async function askForControl({ anyone, prompts }: FindAnyoneOptions): Promise<Control | undefined> {
  const { reading, searched } = anyone;
  if (!reading) return undefined;
  const choices = controlsOf(reading, searched).map(({ id, icon, tooltip }): Choice<Control> => ({
    label: `$(${icon}) ${tooltip}`,
    value: id as Control,
  }));
  return prompts.pick(
    { title: t('Find Anyone'), placeholder: stateLine(reading, Date.now(), searched) },
    choices,
  );
}

async function resume({ anyone, session, prompts }: FindAnyoneOptions): Promise<void> {
  const { reading } = anyone;
  if (!(reading?.pausedBy instanceof TokensAreReplaced)) {
    reading?.resume();
    return;
  }
  const left = reading.progress.known - reading.progress.read;
  const sure = await prompts.confirm(
    left === 1
      ? t('Fetch a new token of the customer that is left?')
      : t('Fetch new tokens of the {0} customers that are left?', left),
    t(
      'On “{0}” a fetch has replaced the token before: what uses the old ones may stop working.',
      session.connection.name,
    ),
    t('Fetch and Resume'),
  );
  if (sure) reading.resume();
}

/** Lists who was passed over, and why; choosing one shows it in the tree. False when dismissed. */
async function showSkipped({
  active,
  anyone,
  session,
  presentation,
  prompts,
  store,
  tree,
}: FindAnyoneOptions): Promise<boolean> {
  const skipped = anyone.reading?.skipped ?? [];
  for (const { customer } of skipped) presentation.learn('Customer', customer.name);
  const choices = skipped.map(({ customer, why }) => ({
    label: customer.name,
    description: customer.email,
    detail: describeError(why).message,
    value: customer,
  }));
  const title = t('Skipped Customers: their teams are not in the index');
  const customer = await prompts.pick(
    { title, placeholder: t('Choose one to show it in the tree') },
    choices,
  );
  if (!customer) return false;
  await store.open();
  // Whoever was skipped there may be nobody here.
  if (active.session !== session) throw new ConnectionChanged(t('Find the person again.'));
  await tree.reveal(store.customer(customer.id) ?? store.put(customer));
  return true;
}

/** Looks at once, and then as often as there is something new, but not with every page. */
function watchReading(anyone: AnyoneIndex, signal: AbortSignal, look: () => void): void {
  look();
  let due: NodeJS.Timeout | undefined;
  const later = (milliseconds: number): void => {
    due ??= setTimeout(() => {
      due = undefined;
      look();
      // A countdown goes on without anything being read.
      if (anyone.reading?.state === 'reading') later(1000);
    }, milliseconds);
  };
  const subscription = anyone.reading?.onDidChange(() => {
    later(REDRAW);
  });
  if (anyone.reading?.state === 'reading') later(REDRAW);
  signal.addEventListener('abort', () => {
    clearTimeout(due);
    subscription?.dispose();
  });
}

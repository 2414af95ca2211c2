import { numeral, t } from '../base/l10n.ts';
import { describeError } from '../platform/describeError.ts';
import type { IndexReader } from './indexReader.ts';

/** What of a reading its state line tells. */
export type Told = Pick<
  IndexReader,
  'state' | 'progress' | 'expectedMembers' | 'leftMs' | 'waitMs' | 'pausedBy' | 'finishedAt'
> & { readonly index: { readonly size: number }; readonly skipped: { readonly length: number } };

/** How far a reading is, in one line; `searched` is the one before it, where that is searched meanwhile. */
export function stateLine(reading: Told, nowMs: number, searched: Told = reading): string {
  const { state, index, progress, skipped, waitMs, leftMs } = reading;
  const members = membersOf(index.size);
  const customers = progress.listed ? customersRead(reading) : customersSoFar(progress.read);
  const left = leftMs !== undefined && t('{0} left', duration(leftMs));
  const passed = skipped.length > 0 && t('{0} skipped', numeral(skipped.length));
  if (searched !== reading)
    return joined(
      searching(searched.index.size),
      readAt(searched, nowMs),
      `${again(reading)}: ${customers}`,
      left,
    );
  switch (state) {
    case 'reading': {
      if (waitMs > 0)
        return joined(t('Rate limited, continuing in {0}', duration(waitMs)), members, customers, passed);
      const about = expected(reading);
      const all =
        about === undefined
          ? searching(index.size)
          : t('Searching {0} of about {1} members', numeral(index.size), numeral(about));
      return joined(all, customers, left, passed);
    }
    case 'paused':
      return joined(t('Paused'), members, customers, passed);
    case 'cancelled':
      return joined(t('Stopped'), members, customers, passed);
    case 'done':
      return joined(searching(index.size), customersOf(progress.known), readAt(reading, nowMs), passed);
  }
}

/** The most important of it, which has to fit beside buttons. */
export function titleLine(reading: Told, nowMs: number, searched: Told = reading): string {
  const { state, index, waitMs, leftMs } = reading;
  if (searched !== reading)
    return joined(membersOf(searched.index.size), readAt(searched, nowMs), again(reading));
  const about = state === 'done' ? undefined : expected(reading);
  const members =
    about === undefined
      ? membersOf(index.size)
      : t('{0} of about {1} members', numeral(index.size), numeral(about));
  if (waitMs > 0) return joined(t('rate limited, continuing in {0}', duration(waitMs)), members);
  if (state === 'done') return joined(members, readAt(reading, nowMs));
  if (state === 'reading') return joined(members, leftMs !== undefined && t('{0} left', duration(leftMs)));
  return joined(state === 'paused' ? t('paused') : t('stopped'), members);
}

/** How many customers were read, for the status bar. */
export function shortLine(reading: Told): string {
  const { state, progress } = reading;
  return joined(
    progress.listed ? customersRead(reading) : customersOf(progress.read),
    state === 'paused' && t('paused'),
  );
}

/** Why a reading paused by itself, if it did. */
export function pauseReason({ state, pausedBy }: Told): string | undefined {
  return state === 'paused' && pausedBy !== undefined ? describeError(pausedBy).message : undefined;
}

/** How many members there will be, where that is more than there are. */
function expected({ expectedMembers, index }: Told): number | undefined {
  return expectedMembers !== undefined && expectedMembers > index.size ? expectedMembers : undefined;
}

function searching(members: number): string {
  return members === 1 ? t('Searching 1 member') : t('Searching {0} members', numeral(members));
}

function membersOf(count: number): string {
  return count === 1 ? t('1 member') : t('{0} members', numeral(count));
}

function customersOf(count: number): string {
  return count === 1 ? t('1 customer') : t('{0} customers', numeral(count));
}

function customersRead({ progress: { read, known } }: Told): string {
  return known === 1
    ? t('{0} of 1 customer', numeral(read))
    : t('{0} of {1} customers', numeral(read), numeral(known));
}

function customersSoFar(read: number): string {
  return read === 1 ? t('1 customer so far') : t('{0} customers so far', numeral(read));
}

/** How a reading fares while what was read before it is searched. */
function again({ state, waitMs }: Told): string {
  if (waitMs > 0) return t('rate limited, reading anew in {0}', duration(waitMs));
  if (state === 'reading') return t('reading anew');
  return state === 'paused' ? t('reading anew paused') : t('reading anew stopped');
}

function joined(...parts: (string | false)[]): string {
  return parts.filter(Boolean).join(' · ');
}

function duration(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  if (seconds < 90) return t('{0} s', seconds);
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? t('{0} min', minutes) : t('{0} h', Math.ceil(minutes / 60));
}

function readAt({ finishedAt }: Told, nowMs: number): string {
  const minutes = Math.floor((nowMs - (finishedAt ?? nowMs)) / 60_000);
  if (minutes < 1) return t('read just now');
  return minutes < 90 ? t('read {0} min ago', minutes) : t('read {0} h ago', Math.round(minutes / 60));
}

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
  const { read, known, listed } = progress;
  const members = counted(index.size, 'member');
  const customers = listed
    ? `${number(read)} of ${counted(known, 'customer')}`
    : `${counted(read, 'customer')} so far`;
  const passed = skipped.length > 0 && `${number(skipped.length)} skipped`;
  if (searched !== reading)
    return joined(
      `Searching ${counted(searched.index.size, 'member')}`,
      readAt(searched, nowMs),
      `${again(reading)}: ${customers}`,
      leftMs !== undefined && `${duration(leftMs)} left`,
    );
  switch (state) {
    case 'reading': {
      if (waitMs > 0)
        return joined(`Rate limited, continuing in ${duration(waitMs)}`, members, customers, passed);
      const about = reading.expectedMembers;
      const of =
        about === undefined || about <= index.size
          ? members
          : `${number(index.size)} of about ${counted(about, 'member')}`;
      return joined(`Searching ${of}`, customers, leftMs !== undefined && `${duration(leftMs)} left`, passed);
    }
    case 'paused':
      return joined('Paused', members, customers, passed);
    case 'cancelled':
      return joined('Stopped', members, customers, passed);
    case 'done':
      return joined(`Searching ${members} of ${counted(known, 'customer')}`, readAt(reading, nowMs), passed);
  }
}

/** The most important of it, which has to fit beside buttons. */
export function titleLine(reading: Told, nowMs: number, searched: Told = reading): string {
  const { state, index, waitMs, leftMs } = reading;
  if (searched !== reading)
    return joined(counted(searched.index.size, 'member'), readAt(searched, nowMs), again(reading));
  const about = reading.expectedMembers;
  const members =
    state === 'done' || about === undefined || about <= index.size
      ? counted(index.size, 'member')
      : `${number(index.size)} of about ${counted(about, 'member')}`;
  if (waitMs > 0) return joined(`rate limited, continuing in ${duration(waitMs)}`, members);
  if (state === 'done') return joined(members, readAt(reading, nowMs));
  if (state === 'reading') return joined(members, leftMs !== undefined && `${duration(leftMs)} left`);
  return joined(state === 'paused' ? 'paused' : 'stopped', members);
}

/** How many customers were read, for the status bar. */
export function shortLine({ state, progress: { read, known, listed } }: Told): string {
  const paused = state === 'paused' && 'paused';
  return joined(
    listed ? `${number(read)} of ${counted(known, 'customer')}` : counted(read, 'customer'),
    paused,
  );
}

/** Why a reading paused by itself, if it did. */
export function pauseReason({ state, pausedBy }: Told): string | undefined {
  return state === 'paused' && pausedBy !== undefined ? describeError(pausedBy).message : undefined;
}

function readAt({ finishedAt }: Told, nowMs: number): string {
  return `read ${age(nowMs - (finishedAt ?? nowMs))}`;
}

/** How a reading fares while what was read before it is searched. */
function again({ state, waitMs }: Told): string {
  if (waitMs > 0) return `rate limited, reading anew in ${duration(waitMs)}`;
  return state === 'reading' ? 'reading anew' : `reading anew ${state === 'paused' ? 'paused' : 'stopped'}`;
}

function joined(...parts: (string | false)[]): string {
  return parts.filter(Boolean).join(' · ');
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

function counted(value: number, what: string): string {
  return `${number(value)} ${what}${value === 1 ? '' : 's'}`;
}

function duration(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}

function age(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return 'just now';
  return minutes < 90 ? `${minutes} min ago` : `${Math.round(minutes / 60)} h ago`;
}

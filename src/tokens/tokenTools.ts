import type { Memento } from 'vscode';
import { SYSTEM_CLOCK } from '../api/clock.ts';
import { Activity } from './activity.ts';
import { LearnedTypes } from './learnedTypes.ts';
import { SavedTokens, type SavedTokensOptions } from './savedTokens.ts';
import { SecretClipboard, type SystemClipboard } from './secretClipboard.ts';

export interface TokenToolsOptions extends Omit<SavedTokensOptions, 'clipboard' | 'activity'> {
  readonly memento: Memento;
  readonly systemClipboard: SystemClipboard;
  /** The user's settings, as they are now. */
  readonly clearAfter: () => unknown;
  readonly recordActivity: () => unknown;
  readonly onFailure: (error: unknown) => void;
}

export interface TokenTools {
  readonly saved: SavedTokens;
  readonly clipboard: SecretClipboard;
  readonly activity: Activity;
  readonly learned: LearnedTypes;
}

/** Seconds that a token stays on the clipboard where the setting has no number. */
const USUAL = 30;

/** What the commands on tokens share. */
export function tokenTools(options: TokenToolsOptions): TokenTools {
  const { memento, systemClipboard, clearAfter, recordActivity, connections, onFailure } = options;
  const clipboard = new SecretClipboard({
    clipboard: systemClipboard,
    clock: SYSTEM_CLOCK,
    clearAfter: () => {
      const seconds = clearAfter();
      return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds : USUAL;
    },
  });
  const activity = new Activity(memento, () => recordActivity() !== false, onFailure);
  const learned = new LearnedTypes(memento, (id) => connections.get(id) !== undefined);
  return { saved: new SavedTokens({ ...options, clipboard, activity }), clipboard, activity, learned };
}

import type { Rounds } from './compare.ts';

/** What using the extension in a real extension host took. */
export interface Used {
  readonly tokens: Rounds;
  readonly index: { readonly bytes: number; readonly members: number };
}

export const ROUNDS = 40;
export const BARE = 'bare request';
export const WITH_CLIPBOARD = 'bare request and clipboard';
export const OURS = 'the command';

/** What VS Code's `inspect` says of a setting; the two marked are there, but not in its published types. */
export interface Inspected {
  readonly defaultValue?: unknown;
  readonly globalValue?: unknown;
  /** Unpublished: of `globalValue` the part from this machine's settings, and from those of a remote one. */
  readonly globalLocalValue?: unknown;
  readonly globalRemoteValue?: unknown;
}

/**
 * The user's own value of a setting or the default, never a workspace's: a folder must not decide where a key goes. As in
 * VS Code, a remote machine's settings count for extensions that run there, and not for those that run here.
 */
export function userValue(inspected: Inspected | undefined, runsRemotely: boolean): unknown {
  const { globalValue, globalLocalValue, globalRemoteValue, defaultValue } = inspected ?? {};
  const own = runsRemotely || globalRemoteValue === undefined ? globalValue : globalLocalValue;
  return own ?? defaultValue;
}

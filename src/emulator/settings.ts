/** What the documentation leaves open, and can therefore be switched, at the start and at run time. */
export interface EmulatorSettings {
  /** Rows on a page of either list; UNKNOWN. */
  pageSize: number;
  /** Whose credential authorises `get-user-token?email=…&type=…`; UNKNOWN. The other one is refused. */
  memberTokenAuthorization: 'customer' | 'partner';
  /** Whether a customer's token with `active: false` still lists the team; UNKNOWN. */
  inactiveTokens: 'refused' | 'accepted';
  /** What `ispagination=false` does: everything on one page, or nothing at all; UNKNOWN. */
  withoutPagination: 'all' | 'ignored';
  /** Which of the two documented paths creates a customer; UNKNOWN. The other one gives 404. */
  createPath: 'both' | 'newer' | 'older';
  /** Milliseconds every answer waits. */
  delayMs: number;
}

export const DEFAULT_SETTINGS: Readonly<EmulatorSettings> = {
  pageSize: 20,
  memberTokenAuthorization: 'customer',
  inactiveTokens: 'refused',
  withoutPagination: 'all',
  createPath: 'both',
  delayMs: 0,
};

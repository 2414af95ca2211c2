/** Each question that has a few possible answers: what is UNKNOWN is a switch. README.md has them in one table. */
export const CHOICES = {
  /** The answer to a page after the last: no rows, 404, or the last page again. */
  pastTheEnd: ['empty', 'notFound', 'lastPage'],
  /** `meta` of the lists; published is `''` for team members and none for customers. What totals look like is made up. */
  meta: ['asPublished', 'absent', 'emptyString', 'totals'],
  /** What `ispagination=false` does: everything on one page, or nothing at all. */
  withoutPagination: ['all', 'ignored'],
  /** A refusal as an HTTP status, or as HTTP 200 with `success: false` and the code in the envelope. */
  errors: ['status', 'envelope'],
  /** For a bearer that counts for nothing, or not for this call; 400 has the published body. */
  wrongToken: [401, 403, 400],
  /** Whose credential authorises `get-user-token?email=…&type=…`. The other one is refused. */
  memberTokenAuthorization: ['customer', 'partner'],
  /** Whether fetching a token kills it and makes a new one: never, if asked by `email` and `type`, or always. */
  tokenFetch: ['standing', 'newForMembers', 'newForAll'],
  /** Whether a customer's token with `active: false` still lists the team. */
  inactiveTokens: ['refused', 'accepted'],
  /** Which of the published samples members look like; mixed has one in ten in the older shape. */
  memberShape: ['mixed', 'newer', 'older'],
  /** Attributes that nobody has documented, of every JSON type, in every object. */
  extraAttributes: [false, true],
  /** Words outside the documented lists, wherever a list of words is open. */
  words: ['documented', 'others'],
  /** Which of the two documented paths creates a customer. The other one gives 404. */
  createPath: ['both', 'newer', 'older'],
} as const;

type Choices = { -readonly [Name in keyof typeof CHOICES]: (typeof CHOICES)[Name][number] };

/** What the documentation leaves open, and can therefore be switched, at the start and at run time. */
export interface EmulatorSettings extends Choices {
  /** Rows on a page of either list; UNKNOWN. */
  pageSize: number;
  /** Milliseconds every answer waits. */
  delayMs: number;
}

export const DEFAULT_SETTINGS: Readonly<EmulatorSettings> = {
  pageSize: 20,
  pastTheEnd: 'empty',
  meta: 'asPublished',
  withoutPagination: 'all',
  errors: 'status',
  wrongToken: 401,
  memberTokenAuthorization: 'customer',
  tokenFetch: 'standing',
  inactiveTokens: 'refused',
  memberShape: 'mixed',
  extraAttributes: false,
  words: 'documented',
  createPath: 'both',
  delayMs: 0,
};

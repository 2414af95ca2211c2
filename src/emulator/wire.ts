/** The shapes that go over the wire, as this emulator reads the documentation. */

/** What every answer is wrapped in [DOC]. Refusals are the same without `data`. */
export interface Envelope {
  readonly success: boolean;
  readonly message: string;
  readonly data?: unknown;
  /** Repeats the HTTP status [DOC, seen with 200 and 400 only]. */
  readonly code: number;
  /** `""` in the only published sample that has it; absent from the others [DOC]. */
  readonly meta?: unknown;
}

/** `meta`, if the service should ever tell totals; the attributes are made up: UNKNOWN. */
export interface Totals {
  readonly total: number;
  readonly page: number;
  readonly limit: number;
  readonly totalPages: number;
}

/** One element of `data` of `GET /customer/list` [DOC]. Mutable: tests change what the service holds. */
export interface CustomerRecord {
  /** 24 lower-case hex digits. */
  _id: string;
  name: string;
  contact: { email: string };
  verified: boolean;
  /** An open list of words: `ACTIVE`, `INACTIVE`, … */
  status: string;
  /** For example `v2`. */
  subscriptionType: string;
  /** ISO 8601, UTC, milliseconds; so are all times here. */
  createdAt: string;
  updatedAt: string;
  /** Absent for a customer who was just created: our choice, UNKNOWN. */
  lastLogin?: string;
}

/** One element of `data` of `GET /custom-user` [DOC]; what is optional is absent from the older published sample. */
export interface MemberRecord {
  _id: string;
  whitelabel: boolean;
  name: string;
  /** `phone.prefix` has no `+` [DOC]. A missing phone is our choice: no sample shows one. */
  contact: { _id: string; email: string; phone?: { prefix: string; number: string } };
  picture: string;
  /** `ONLINE` or `OFFLINE`. */
  liveAvailability: string;
  /** `ALL` or `ASSIGNED`. */
  leadsVisibility: string;
  assignedBots?: string[];
  assignedAiAgents?: string[];
  /** `ALL` or `ASSIGNED`. */
  chatTransferPermission?: string;
  /** `ACTIVE` or `INACTIVE`, treated as an open list. */
  status: string;
  description: string;
  /** `CUSTOMER` in every sample; not the `type` parameter of the token call [DOC]. */
  type: string;
  unreadMessages: number;
  maskedAttributes?: string[];
  _department?: string[];
  /** An opaque role id [DOC]. */
  _role: string;
  /** Missing even from one of the newer samples [DOC]. */
  _businessHours?: string;
  /** The agency on one page, the customer on another [DOC]: here in the older and the newer shape respectively. */
  _parent: string;
  createdAt: string;
  updatedAt: string;
  __v: number;
}

/** `data.permanentToken` of `GET /ext/get-user-token` [DOC]. */
export interface PermanentToken {
  readonly key: string;
  readonly active: boolean;
}

import { objectId } from './random.ts';
import { agentRoleOf, createSeed, type Seed, type SeedOptions } from './seed.ts';
import type { EmulatorSettings } from './settings.ts';
import { deriveToken } from './tokens.ts';
import type { CustomerRecord, MemberRecord, PermanentToken } from './wire.ts';

interface TokenState {
  generation: number;
  active: boolean;
  key: string;
}

/** Everything the emulated service knows. Tests read it and change it while the emulator runs. */
export class EmulatorState {
  readonly settings: EmulatorSettings;
  /** The id of the agency whose key is the partner key. */
  readonly agencyId: string;
  /** The agency's customers, oldest first. */
  readonly customers: CustomerRecord[];
  /** Makes the partner key count as wrong, as if it had been revoked. */
  partnerKeyRejected = false;

  readonly #seed: Seed;
  readonly #teams = new Map<string, MemberRecord[]>();
  readonly #tokens = new Map<string, TokenState>();
  /** The account of each standing token made so far. */
  readonly #accounts = new Map<string, string>();
  #writes = 0;

  constructor(settings: EmulatorSettings, seedOptions: SeedOptions) {
    this.settings = settings;
    this.#seed = createSeed(seedOptions);
    this.agencyId = this.#seed.agencyId;
    this.customers = [...this.#seed.customers];
  }

  findCustomer(id: string): CustomerRecord | undefined {
    return this.customers.find((customer) => customer._id === id);
  }

  /** Creates a customer, who has no team yet, at the end of the list. */
  addCustomer(name: string, email: string): CustomerRecord {
    const createdMs = this.#nextWriteMs();
    const createdAt = new Date(createdMs).toISOString();
    const customer: CustomerRecord = {
      _id: objectId(createdMs, this.#seed.name, 'created'),
      name,
      contact: { email },
      verified: false,
      status: 'ACTIVE',
      subscriptionType: 'v2',
      createdAt,
      updatedAt: createdAt,
    };
    this.customers.push(customer);
    this.#teams.set(customer._id, []);
    return customer;
  }

  changeCustomer(customer: CustomerRecord, changes: Partial<CustomerRecord>): CustomerRecord {
    return Object.assign(customer, changes, { updatedAt: new Date(this.#nextWriteMs()).toISOString() });
  }

  /** Removes a customer with the whole team; all their tokens are dead at once. */
  removeCustomer(customer: CustomerRecord): void {
    for (const { _id } of [customer, ...this.teamOf(customer._id)]) this.replaceToken(_id);
    this.#teams.set(customer._id, []);
    this.customers.splice(this.customers.indexOf(customer), 1);
  }

  /** The team of a customer, oldest member first; made when first asked for, and the same array ever after. */
  teamOf(customerId: string): MemberRecord[] {
    let team = this.#teams.get(customerId);
    if (!team) {
      team = this.#seed.teamOf(customerId);
      this.#teams.set(customerId, team);
    }
    return team;
  }

  /** The word for `type` that fits a member: `AGENT` with the default agent role, else `CUSTOM_USER` [DOC]. */
  tokenTypeOf(customerId: string, member: MemberRecord): 'AGENT' | 'CUSTOM_USER' {
    return member._role === agentRoleOf(customerId) ? 'AGENT' : 'CUSTOM_USER';
  }

  /** The standing token of a customer or team member. Looking here never replaces it. */
  tokenOf(accountId: string): PermanentToken {
    const { key, active } = this.#token(accountId);
    return { key, active };
  }

  setTokenActive(accountId: string, active: boolean): void {
    this.#token(accountId).active = active;
  }

  /** Regenerates a token: one is active per account, so the old one is dead at once [DOC]. */
  replaceToken(accountId: string): void {
    const token = this.#token(accountId);
    this.#accounts.delete(token.key);
    token.generation += 1;
    token.key = deriveToken(this.#seed.name, accountId, token.generation);
    this.#accounts.set(token.key, accountId);
  }

  /** The customer whose standing token this is. Members' tokens are nobody's here; our choice: UNKNOWN. */
  findCustomerByToken(key: string): CustomerRecord | undefined {
    // It may have been handed out by an earlier run: of the same seed come the same tokens.
    if (!this.#accounts.has(key)) for (const { _id } of this.customers) this.#token(_id);
    return this.findCustomer(this.#accounts.get(key) ?? '');
  }

  /** The sample's day goes on by a second with each write, so that runs repeat. */
  #nextWriteMs(): number {
    this.#writes += 1;
    return this.#seed.todayMs + this.#writes * 1000;
  }

  #token(accountId: string): TokenState {
    let token = this.#tokens.get(accountId);
    if (!token) {
      const active = !this.#seed.hasInactiveToken(accountId);
      token = { generation: 0, active, key: deriveToken(this.#seed.name, accountId, 0) };
      this.#tokens.set(accountId, token);
      this.#accounts.set(token.key, accountId);
    }
    return token;
  }
}

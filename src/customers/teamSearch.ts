import { setTimeout as wait } from 'node:timers/promises';
import type { Customer } from '../api/customers.ts';
import { takeIn } from '../api/pages.ts';
import { isCancellation } from '../base/userError.ts';
import type { TeamMember } from '../api/teamMembers.ts';
import type { Session } from '../connections/session.ts';

/** Milliseconds of quiet before what was typed is searched for. */
const TYPING_PAUSE = 250;

/** What was found in a team so far. */
export interface TeamFindings {
  readonly members: readonly TeamMember[];
  readonly complete: boolean;
  readonly busy: boolean;
  readonly error?: unknown;
  /** The session is over: nothing more will be found in it. */
  readonly ended?: boolean;
}

/** Asks the server for members of one team by a text, page by page. */
export class TeamSearch {
  readonly #session: Pick<Session, 'withCustomerToken'>;
  readonly #customer: Customer;
  readonly #pause: (signal: AbortSignal) => Promise<unknown>;
  #next: (() => Promise<void>) | undefined;

  /** `pause` is waited for after each change of the text, but for the first. */
  constructor(
    session: Pick<Session, 'withCustomerToken'>,
    customer: Customer,
    pause = (signal: AbortSignal): Promise<unknown> => wait(TYPING_PAUSE, undefined, { signal }),
  ) {
    this.#session = session;
    this.#customer = customer;
    this.#pause = pause;
  }

  /** Reads the first page of what a text finds; older answers are dropped once the signal is aborted. */
  async search(text: string, show: (findings: TeamFindings) => void, signal: AbortSignal): Promise<void> {
    const first = this.#next === undefined;
    const members: TeamMember[] = [];
    const seen = new Set<string>();
    let page = 1;
    let reading = false;
    const tell = (findings: Omit<TeamFindings, 'members'>): void => {
      if (!signal.aborted) show({ members, ...findings });
    };
    const next = async (): Promise<void> => {
      if (reading) return;
      reading = true;
      if (page > 1) tell({ complete: true, busy: true });
      try {
        const found = await this.#session.withCustomerToken(
          this.#customer,
          (client, customerToken, either) =>
            client.listTeamMembers({
              ...{ customerToken, page, signal: either },
              searchText: text.trim() === '' ? undefined : text.trim(),
            }),
          signal,
        );
        const { fresh, complete } = takeIn(seen, found);
        members.push(...fresh);
        page += 1;
        reading = false;
        tell({ complete, busy: false });
      } catch (error) {
        reading = false;
        tell({ complete: true, busy: false, ...(isCancellation(error) ? { ended: true } : { error }) });
      }
    };
    this.#next = next;
    try {
      if (!first) await this.#pause(signal);
    } catch {
      return;
    }
    await next();
  }

  /** Reads the next page of the latest search, or again the one that failed. */
  async more(): Promise<void> {
    await this.#next?.();
  }
}

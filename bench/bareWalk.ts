import type { Pool } from 'undici';
import { AT_ONCE } from '../src/customers/indexReader.ts';
import type { Server } from './processes.ts';

interface Account {
  readonly _id: string;
}

/** What was read, to hold it against what the index has. */
export interface Walked {
  readonly requests: number;
  readonly members: number;
}

/**
 * Asks for everything that an index is made of and parses it, no more: the least that anybody could do. Closes the
 * connections, of which there may be {@link AT_ONCE}.
 */
export async function bareWalk({ origin, partnerKey }: Server, pool: Pool): Promise<Walked> {
  let requests = 0;
  let members = 0;
  const get = async <T>(path: string, bearer: string): Promise<T> => {
    requests += 1;
    const headers = {
      authorization: `Bearer ${bearer}`,
      authtype: 'Key',
      accept: 'application/json',
      'accept-encoding': 'gzip, br',
    };
    const { body } = await pool.request({ origin, path, method: 'GET', headers });
    return ((await body.json()) as { data: T }).data;
  };
  // A list ends with a page that has nothing: nobody says how long it is.
  const rest = async (path: string, bearer: string, take: (rows: readonly Account[]) => void) => {
    for (let page = 1; ; page += 1) {
      const rows = await get<readonly Account[]>(`${path}page=${page}`, bearer);
      if (rows.length === 0) return;
      take(rows);
    }
  };

  const customers: Account[] = [];
  await rest('/customer/list?', partnerKey, (rows) => customers.push(...rows));
  const queue = customers.values();
  const worker = async () => {
    for (const { _id } of queue) {
      const path = `/ext/get-user-token?userId=${_id}`;
      const { permanentToken } = await get<{ permanentToken: { key: string; active: boolean } }>(
        path,
        partnerKey,
      );
      const team = '/custom-user?ispagination=true&';
      // The sample has one customer whose token opens nothing; whoever reads asks once, and is refused.
      if (!permanentToken.active) await get(`${team}page=1`, permanentToken.key);
      else await rest(team, permanentToken.key, (rows) => (members += rows.length));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await pool.close();
  return { requests, members };
}

import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { startEmulator, type Emulator, type EmulatorOptions } from './server.ts';

const USAGE = `Runs an emulator of the Partner API over made-up customers, on 127.0.0.1 only.

  --port N           TCP port (a free one)
  --key KEY          the partner key to accept (a random one)
  --page-size N      rows on a page (20)
  --customers N      how many customers (64)
  --members N        how many team members in all (1600)
  --seed WORD        another word makes other people, ids and tokens (sample)
  --delay MS         how long every answer waits (0)
  --partner-tokens   members' tokens take the partner key, not the customer's token
  --help             this text`;

/** Reads the command line; `undefined` means that help is wanted. Throws with a sentence on a wrong option. */
function optionsFrom(args: readonly string[]): EmulatorOptions | undefined {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{
        port: text,
        key: text,
        seed: text,
        delay: text,
        customers: text,
        members: text,
        'page-size': text,
      },
      ...{ help: flag, 'partner-tokens': flag },
    },
  });
  if (values.help) return undefined;
  const number = (name: 'port' | 'page-size' | 'customers' | 'members' | 'delay', least: number) => {
    const given = values[name];
    if (given === undefined) return undefined;
    if (!/^\d+$/.test(given) || Number(given) < least)
      throw new Error(`--${name} takes a number from ${least}.`);
    return Number(given);
  };
  return {
    port: number('port', 0) ?? 0,
    customers: number('customers', 0),
    members: number('members', 0),
    seed: values.seed,
    pageSize: number('page-size', 1) ?? 20,
    delayMs: number('delay', 0) ?? 0,
    memberTokenAuthorization: values['partner-tokens'] ? 'partner' : 'customer',
    ...(values.key !== undefined && { partnerKey: values.key }),
  };
}

/** The key may be shown: it opens nothing but made-up data, on this machine, until the emulator stops. */
function greet({ url, partnerKey, state }: Emulator): void {
  console.log(`Partner API emulator: ${url} (${state.customers.length} made-up customers)

  export PARTNER_KEY=${partnerKey}
  curl -H "Authorization: Bearer $PARTNER_KEY" -H "authtype: Key" "${url}/customer/list?page=1"

Ctrl+C stops it.`);
}

try {
  const options = optionsFrom(process.argv.slice(2));
  if (options) {
    const emulator = await startEmulator(options);
    greet(emulator);
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    await emulator.stop();
  } else {
    console.log(USAGE);
  }
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\nTry --help.`);
  process.exitCode = 1;
}

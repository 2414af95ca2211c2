import { once } from 'node:events';
import { read, USAGE } from './commandLine.ts';
import { fault } from './faults.ts';
import { startEmulator, type Emulator } from './server.ts';

/** The key may be shown: it opens nothing but made-up data, on this machine, until the emulator stops. */
function greet({ url, partnerKey, state }: Emulator): void {
  console.log(`Partner API emulator: ${url} (${state.customers.length} made-up customers)

  export PARTNER_KEY=${partnerKey}
  curl -H "Authorization: Bearer $PARTNER_KEY" -H "authtype: Key" "${url}/customer/list?page=1"

Ctrl+C stops it.`);
}

try {
  const commandLine = read(process.argv.slice(2));
  if (commandLine) {
    const { options, faults, faultRate } = commandLine;
    const emulator = await startEmulator(options);
    if (faults.length > 0) emulator.intercept(fault(faults, { rate: faultRate }));
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

import * as vscode from 'vscode';
import { Command } from '../manifest.ts';
import type { CommandHandlers } from '../platform/commands.ts';
import type { CallHistory } from '../platform/callHistory.ts';
import type { NetworkSettings } from '../platform/network.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { Reports } from '../platform/reports.ts';
import { versions } from '../platform/versions.ts';
import type { ActiveConnection } from './activeConnection.ts';
import type { ConnectionStore } from './connectionStore.ts';
import { diagnosticsReport } from './diagnostics.ts';
import { examine, type Step } from './doctor.ts';
import { doctorReport, summary, type Examined } from './doctorReport.ts';

export interface DiagnosisCommandsOptions {
  readonly active: ActiveConnection;
  readonly network: Pick<NetworkSettings, 'forOrigin' | 'words'>;
  readonly prompts: Prompts;
  readonly reports: Reports;
  readonly store: Pick<ConnectionStore, 'all'>;
  readonly calls: CallHistory;
  readonly extension: Parameters<typeof versions>[0];
}

const COPY_REPORT = 'Copy Report';
const COPY = 'Copy to Clipboard';

/** The commands that find out what is wrong, and tell others of it. */
export function diagnosisCommands(options: DiagnosisCommandsOptions) {
  const { active, network, prompts, reports } = options;

  let lastSteps: readonly Step[] | undefined;

  const runDoctor = async (signal: AbortSignal): Promise<Examined> => {
    const session = active.requireSession();
    const origin = await session.origin();
    const steps: Step[] = (lastSteps = []);
    const { name } = session.connection;
    const began = new Date().toISOString();
    const examined = (state: Examined['state']): Examined => ({ name, origin, began, steps, state });
    const report = reports.make('Connection Doctor', doctorReport(examined('running')));
    const tell = (state: Examined['state']): Examined => {
      report.write(doctorReport(examined(state)));
      return examined(state);
    };
    await report.preview();
    try {
      for await (const step of examine({ session, origin, network: network.forOrigin(origin), signal })) {
        steps.push(step);
        tell('running');
      }
      return tell('done');
    } catch (error) {
      tell('ended');
      throw error;
    }
  };

  return {
    async [Command.diagnoseConnection]() {
      const { name } = active.requireSession().connection;
      const examined = await prompts.progress(`Examining the connection “${name}”…`, runDoctor);
      const chosen = await prompts.info(`“${name}”: ${summary(examined.steps)}`, COPY_REPORT);
      if (chosen === COPY_REPORT) await vscode.env.clipboard.writeText(doctorReport(examined));
    },

    async [Command.copyDiagnostics]() {
      const { state, session } = active;
      const report = diagnosticsReport({
        versions: versions(options.extension),
        settings: network.words(),
        connections: options.store.all(),
        active: { state, connection: session?.connection },
        calls: options.calls.all(),
        steps: lastSteps,
      });
      await reports.make('Diagnostics', report).open();
      // What was read is what is copied, whatever happened meanwhile.
      const chosen = await prompts.info('This is what would be copied. Read it first.', COPY);
      if (chosen === COPY) await vscode.env.clipboard.writeText(report);
    },
  } satisfies CommandHandlers;
}

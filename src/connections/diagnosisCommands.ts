import * as vscode from 'vscode';
import type { Network } from '../api/network.ts';
import { Command } from '../manifest.ts';
import type { CommandHandlers } from '../platform/commands.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { Reports } from '../platform/reports.ts';
import type { ActiveConnection } from './activeConnection.ts';
import { examine, type Step } from './doctor.ts';
import { doctorReport, summary, type Examined } from './doctorReport.ts';

export interface DiagnosisCommandsOptions {
  readonly active: ActiveConnection;
  readonly networkFor: (origin: string) => Network;
  readonly prompts: Prompts;
  readonly reports: Reports;
}

const DOCTOR = 'Connection Doctor';
const COPY_REPORT = 'Copy Report';

/** The commands that find out what is wrong, and tell others of it. */
export function diagnosisCommands(options: DiagnosisCommandsOptions): CommandHandlers {
  const { active, networkFor, prompts, reports } = options;

  const runDoctor = async (signal: AbortSignal): Promise<Examined> => {
    const session = active.requireSession();
    const origin = await session.origin();
    const steps: Step[] = [];
    const { name } = session.connection;
    const began = new Date().toISOString();
    const tell = (state: Examined['state']): Examined => {
      const examined = { name, origin, began, steps, state };
      reports.write(DOCTOR, doctorReport(examined));
      return examined;
    };
    tell('running');
    await reports.preview(DOCTOR);
    try {
      for await (const step of examine({ session, origin, network: networkFor(origin), signal })) {
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
  };
}

import * as vscode from 'vscode';
import { t } from '../base/l10n.ts';
import { isCancellation } from '../base/userError.ts';
import { Command } from '../manifest.ts';
import type { CommandHandlers } from '../platform/commands.ts';
import type { CallHistory } from '../platform/callHistory.ts';
import type { NetworkSettings } from '../platform/network.ts';
import type { Prompts } from '../platform/prompts.ts';
import type { Reports } from '../platform/reports.ts';
import { versions } from '../platform/versions.ts';
import type { ActiveConnection } from './activeConnection.ts';
import type { ConnectionStore } from './connectionStore.ts';
import type { Connection } from './connection.ts';
import { hostOf, marksOf } from './connectionMarks.ts';
import { diagnosticsReport, type DiagnosticsFacts } from './diagnostics.ts';
import { examine, type Step } from './doctor.ts';
import { doctorReport, summary, type Examined } from './doctorReport.ts';
import type { Session } from './session.ts';

export interface DiagnosisCommandsOptions {
  readonly active: ActiveConnection;
  readonly network: () => Promise<Pick<NetworkSettings, 'forOrigin' | 'words'>>;
  readonly prompts: Prompts;
  readonly reports: Reports;
  readonly store: Pick<ConnectionStore, 'all' | 'recover'>;
  readonly calls: CallHistory;
  readonly extension: Parameters<typeof versions>[0];
}

/** The commands that find out what is wrong, and tell others of it. */
export function diagnosisCommands(options: DiagnosisCommandsOptions) {
  const { active, network, prompts, reports, store } = options;

  let lastExamined: DiagnosticsFacts['examined'];

  const runDoctor = async (
    session: Session,
    signal: AbortSignal,
    onStep: (title: string) => void,
  ): Promise<Examined> => {
    const origin = await session.origin();
    const steps: Step[] = [];
    lastExamined = { steps, ofOther: session !== active.session };
    const about = { name: session.connection.name, origin, began: new Date().toISOString(), steps };
    // At the end and not as it goes: a page that is slow to load drops changes, and would show the first ones for good.
    const show = (report: Examined): Promise<void> =>
      reports.make(t('Connection Doctor'), doctorReport(report)).preview();
    try {
      const way = (await network()).forOrigin(origin);
      for await (const step of examine({ session, origin, network: way, signal, onStep })) steps.push(step);
    } catch (error) {
      const end = signal.aborted ? 'cancelled' : isCancellation(error) ? 'changed' : 'failed';
      if (steps.length > 0) await show({ ...about, end });
      throw error;
    }
    const examined: Examined = { ...about, end: 'complete' };
    await show(examined);
    return examined;
  };

  const diagnose = async (connection: Connection): Promise<void> => {
    const { id, name } = connection;
    const inUse = active.session?.connection.id === id ? active.session : undefined;
    const session = inUse ?? active.sessionFor(connection);
    const examined = await prompts
      .progress(t('Examining the connection “{0}”…', name), (signal, report) =>
        runDoctor(session, signal, report),
      )
      .finally(() => {
        if (!inUse) session.dispose();
      });
    const copy = t('Copy Report');
    const failed = examined.steps.some(({ result }) => result === 'failed');
    const said = `“${name}”: ${summary(examined.steps)}`;
    const chosen = await (failed ? prompts.error(said, copy) : prompts.info(said, copy));
    if (chosen === copy) await vscode.env.clipboard.writeText(doctorReport(examined));
  };

  /** The one in use first; without a question where there is no other. */
  const pickConnection = async (): Promise<Connection | undefined> => {
    await store.recover();
    const { connection: current } = active.requireSession();
    const others = store.all().filter(({ id }) => id !== current.id);
    if (others.length === 0) return current;
    const question = {
      title: t('Diagnose Connection'),
      placeholder: t('Which connection to examine? The one in use stays in use.'),
    };
    return prompts.pick(
      question,
      [current, ...others].map((connection) => ({
        label: connection.name,
        description: [connection === current && t('in use'), ...marksOf(connection), hostOf(connection)]
          .filter(Boolean)
          .join(' · '),
        value: connection,
      })),
    );
  };

  return {
    [Command.diagnoseConnection]: () => diagnose(active.requireSession().connection),

    async [Command.diagnoseAnyConnection]() {
      const connection = await pickConnection();
      if (connection) await diagnose(connection);
    },

    async [Command.copyDiagnostics]() {
      const { state, session } = active;
      const report = diagnosticsReport({
        versions: versions(options.extension),
        settings: (await network()).words(),
        connections: store.all(),
        active: { state, connection: session?.connection },
        calls: options.calls.all(),
        examined: lastExamined,
      });
      await reports.make(t('Diagnostics'), report).open();
      // What was read is what is copied, whatever happened meanwhile.
      const copy = t('Copy to Clipboard');
      const chosen = await prompts.info(t('This is what would be copied. Read it first.'), copy);
      if (chosen === copy) await vscode.env.clipboard.writeText(report);
    },
  } satisfies CommandHandlers;
}

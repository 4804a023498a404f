import * as vscode from 'vscode';
import { folderUri } from '../runs/run-files';
import type { WatchedRun } from '../runs/watched-run';
import type { ReportMaker } from './report-maker';
import { reportRequest } from './report-request';
import { percentAt, stageText } from './report-stage-text';
import type { ReportSubject } from './report-subject';

export interface ReportServices {
  readonly maker: ReportMaker;
  readonly experimentOf: (run: WatchedRun) => vscode.Uri;
}

/** Asks where to, writes everything that is known into one HTML file under a notification that can cancel, and offers to open it. */
export async function exportReport(subject: ReportSubject, services: ReportServices): Promise<void> {
  const { title, file } = namesOf(subject);
  const target = await vscode.window.showSaveDialog({
    title,
    saveLabel: vscode.l10n.t('Export'),
    filters: { HTML: ['html'] },
    defaultUri: file,
  });
  if (!target) return;
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (progress, token) => {
      let shown = 0;
      const cancelled = new AbortController();
      token.onCancellationRequested(() => cancelled.abort(new vscode.CancellationError()));
      return writeReport(subject, services, target, cancelled.signal, (stage) => {
        progress.report({ message: stageText(stage), increment: Math.max(0, percentAt(stage) - shown) });
        shown = Math.max(shown, percentAt(stage));
      });
    },
  );
  const open = vscode.l10n.t('Open');
  const text = vscode.l10n.t('Exported the report to {0}', vscode.workspace.asRelativePath(target));
  if ((await vscode.window.showInformationMessage(text, open)) === open)
    await vscode.env.openExternal(target);
}

/** Rejects with the reason of `signal` when it aborts before the report is there; then nothing was written. */
export async function writeReport(
  subject: ReportSubject,
  { maker, experimentOf }: ReportServices,
  target: vscode.Uri,
  signal: AbortSignal,
  show: Parameters<ReportMaker['make']>[2],
): Promise<void> {
  show('reading');
  const request = await reportRequest(subject, experimentOf);
  const html = await maker.make(request, signal, show);
  signal.throwIfAborted();
  await vscode.workspace.fs.writeFile(target, html);
}

/** What is said of a report, and where it is to be unless a person says otherwise: beside the experiment. */
function namesOf(subject: ReportSubject): { readonly title: string; readonly file: vscode.Uri } {
  switch (subject.kind) {
    case 'run': {
      const { folder, experimentName, runId } = subject.run;
      return {
        title: vscode.l10n.t('Export a report of {0}', experimentName),
        file: vscode.Uri.joinPath(folderUri(folder), '../../..', `${experimentName}-${runId}.html`),
      };
    }
    case 'runs':
      return {
        title: vscode.l10n.t('Export a report of {0} runs side by side', subject.runs.length),
        file: vscode.Uri.joinPath(folderUri(subject.runs[0]!.folder), '../../..', 'runs.html'),
      };
    case 'comparison': {
      const { folder, experimentName } = subject.comparison;
      return {
        title: vscode.l10n.t('Export a report of the strategies on {0}', experimentName),
        file: vscode.Uri.joinPath(folderUri(folder), '../../..', `${experimentName}-strategies.html`),
      };
    }
  }
}

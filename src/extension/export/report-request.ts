import * as vscode from 'vscode';
import { InputError } from '../../core/base/errors';
import { RESULT_FILE } from '../../core/comparison/read-result';
import type { JournalBytes, ReportedRun } from '../../protocol/report-protocol';
import { folderUri } from '../runs/run-files';
import type { WatchedRun } from '../runs/watched-run';
import type { ReportRequest } from './report-maker';
import type { ReportSubject } from './report-subject';

/**
 * Reads what a report is made of, and asks for it. Files are read here, so that they may lie on a virtual file system.
 *
 * @param experimentOf the experiment file of a run, which may be gone
 */
export async function reportRequest(
  subject: ReportSubject,
  experimentOf: (run: WatchedRun) => vscode.Uri,
): Promise<ReportRequest> {
  switch (subject.kind) {
    case 'run': {
      const journal = await journalOf(subject.run);
      const written = await writtenIn(experimentOf(subject.run));
      return (peer) => peer.request('report/run', { journal, ...(written ? { written } : {}) });
    }
    case 'runs': {
      const runs = await Promise.all(subject.runs.map(reportedRun));
      return (peer) => peer.request('report/runs', { runs });
    }
    case 'comparison': {
      const file = vscode.Uri.joinPath(folderUri(subject.comparison.folder), RESULT_FILE);
      const result = await textIn(file);
      if (result === undefined) {
        throw new InputError(
          '',
          vscode.l10n.t(
            'this comparison is not finished: compare the same strategies again to go on, and export its report then',
          ),
        );
      }
      return (peer) => peer.request('report/comparison', { result, place: file.fsPath });
    }
  }
}

async function reportedRun(run: WatchedRun): Promise<ReportedRun> {
  const { runId, experimentName } = run;
  return { runId, experimentName, journal: await journalOf(run) };
}

async function journalOf({ folder }: WatchedRun): Promise<JournalBytes> {
  const journal = vscode.Uri.joinPath(folderUri(folder), 'journal.jsonl');
  return { bytes: await vscode.workspace.fs.readFile(journal), place: journal.fsPath };
}

async function writtenIn(experiment: vscode.Uri): Promise<{ file: string; text: string } | undefined> {
  const text = await textIn(experiment);
  return text === undefined ? undefined : { file: experiment.path.split('/').at(-1)!, text };
}

/** `undefined` where there is no such file. */
async function textIn(uri: vscode.Uri): Promise<string | undefined> {
  return vscode.workspace.fs.readFile(uri).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => undefined,
  );
}

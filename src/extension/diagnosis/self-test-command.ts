import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { runChecks } from '../../core/diagnosis/check';
import type { CheckResult } from '../../core/diagnosis/check';
import { selfTestChecks } from '../../core/diagnosis/self-test';
import type { SelfTestPorts } from '../../core/diagnosis/self-test';
import { selfTestMarkdown } from '../../core/diagnosis/self-test-report';
import { nativeFolders } from '../backend/execution-settings';
import { checkTrust } from '../search/conditions';
import type { DiagnosisServices } from './copy-diagnostics';
import { machineFacts } from './machine-facts';
import { checkWatching } from './watching-check';

/** Tries everything that a search needs, and shows what came of it. */
export async function selfTest(services: DiagnosisServices): Promise<void> {
  checkTrust();
  const results = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('NAS: self-test'),
      cancellable: true,
    },
    (progress, token) => tested(services, progress, token),
  );
  const uri = services.reports.write(
    'Self-Test.md',
    selfTestMarkdown(results, machineFacts(services.context)),
  );
  await vscode.commands.executeCommand('markdown.showPreview', uri);
}

async function tested(
  services: DiagnosisServices,
  progress: vscode.Progress<{ message: string; increment: number }>,
  token: vscode.CancellationToken,
): Promise<CheckResult[]> {
  const draft = mkdtempSync(path.join(os.tmpdir(), 'nas-self-test-'));
  try {
    const checks = selfTestChecks(portsOf(services, draft, token));
    return await runChecks(checks, {
      now: () => performance.now(),
      isCancelled: () => token.isCancellationRequested,
      begins: (title, position) =>
        progress.report({ message: title, increment: position === 0 ? 0 : 100 / checks.length }),
    });
  } finally {
    rmSync(draft, { recursive: true, force: true, maxRetries: 3 });
  }
}

function portsOf(
  { searches, storage }: DiagnosisServices,
  draft: string,
  token: vscode.CancellationToken,
): SelfTestPorts {
  const experimentPath = path.join(draft, 'self-test.nas.json');
  const uri = vscode.Uri.file(experimentPath);
  const work: typeof searches.withProcess = (about, act) =>
    cancellable(
      token,
      searches.withProcess(about, (peer, settings) => cancellable(token, act(peer, settings))),
    );
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  // Where runs would lie; without a folder there is none but this.
  const stored = workspace?.uri.scheme === 'file' ? workspace.uri.fsPath : draft;
  return {
    process: () => work(uri, () => Promise.resolve()),
    storage: () => work(uri, (peer) => peer.request('storage/check', { folder: stored })),
    watching: () => cancellable(token, checkWatching(draft)),
    backend: (backend) =>
      cancellable(
        token,
        searches.checkBackend({
          backend,
          nativeBackendFolders: nativeFolders(undefined, storage),
          cacheFolder: storage.folder,
        }),
      ),
    search(experiment) {
      writeFileSync(experimentPath, experiment);
      return work(uri, async (peer, settings) => {
        const done = new Promise((resolve) => peer.on('run/done', resolve));
        const { runFolder } = await peer.request('run/start', { experimentPath, ...settings });
        await done;
        return readFileSync(path.join(runFolder, 'journal.jsonl'), 'utf8');
      });
    },
  };
}

/** What is waited for, until it is cancelled. */
async function cancellable<T>(token: vscode.CancellationToken, work: Promise<T>): Promise<T> {
  let listening: vscode.Disposable | undefined;
  const cancelled = new Promise<never>((_resolve, reject) => {
    listening = token.onCancellationRequested(() => reject(new vscode.CancellationError()));
  });
  try {
    return await Promise.race([work, cancelled]);
  } finally {
    listening?.dispose();
  }
}

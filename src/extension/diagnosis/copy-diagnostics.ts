import * as os from 'node:os';
import * as vscode from 'vscode';
import { BACKEND_NAMES } from '../../core/experiment/backends';
import { diagnosticsMarkdown } from '../../core/diagnosis/diagnostics';
import type { Diagnostics } from '../../core/diagnosis/diagnostics';
import { shortenedPaths } from '../../core/diagnosis/shortened-paths';
import { messageOf } from '../../core/base/errors';
import { nativeFolders } from '../backend/execution-settings';
import type { Storage } from '../backend/execution-settings';
import { ownerOf } from '../runs/lease-facts';
import type { RunStore } from '../runs/run-store';
import type { SearchClient } from '../search/search-client';
import { SETTING_DEFAULTS } from '../settings';
import { lastLogLines } from './log-lines';
import { machineFacts } from './machine-facts';
import type { ReportDocuments } from './report-documents';

export interface DiagnosisServices {
  readonly searches: SearchClient;
  readonly store: RunStore;
  readonly storage: Storage;
  readonly context: vscode.ExtensionContext;
  readonly reports: ReportDocuments;
}

const LOG_LINES = 50;

/** Copies what helps to find out why something does not work, and shows what was copied. Asks whether paths may be in it. */
export async function copyDiagnostics(services: DiagnosisServices): Promise<void> {
  const withPaths = await askPaths();
  if (withPaths === undefined) return;
  const text = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('NAS: collecting diagnostics') },
    async () => diagnosticsMarkdown(await collected(services)),
  );
  const shown = withPaths ? text : shortenedPaths(text, knownFolders(services));
  await vscode.env.clipboard.writeText(shown);
  const document = await vscode.workspace.openTextDocument(services.reports.write('Diagnostics.md', shown));
  await vscode.window.showTextDocument(document);
  vscode.window.setStatusBarMessage(`$(clippy) ${vscode.l10n.t('Diagnostics copied')}`, 8_000);
}

/** `undefined` when the person left. */
async function askPaths(): Promise<boolean | undefined> {
  const choices = [
    {
      label: vscode.l10n.t('Without paths'),
      detail: vscode.l10n.t(
        'Folders become ~, <workspace> and the like; of other paths only the last part stays.',
      ),
      withPaths: false,
    },
    {
      label: vscode.l10n.t('With paths'),
      detail: vscode.l10n.t('Paths stay as they are in settings and log.'),
      withPaths: true,
    },
  ];
  const choice = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('NAS: Copy Diagnostics'),
    placeHolder: vscode.l10n.t('May the paths of files and folders be in it?'),
    ignoreFocusOut: true,
  });
  return choice?.withPaths;
}

async function collected({ searches, store, storage, context }: DiagnosisServices): Promise<Diagnostics> {
  await store.ready();
  return {
    machine: machineFacts(context),
    backends: await backends(searches, storage),
    settings: changedSettings(),
    owned: await ownedRuns(store),
    processes: searches.processes().map(({ pid, work }) => `search process ${pid ?? '?'}: ${work}`),
    log: lastLogLines(context.logUri.fsPath, LOG_LINES),
  };
}

function backends(searches: SearchClient, storage: Storage): Promise<Diagnostics['backends']> {
  if (!vscode.workspace.isTrusted) {
    const text = 'not tried, because the workspace is not trusted';
    return Promise.resolve(BACKEND_NAMES.map((name) => ({ name, available: false, text })));
  }
  const nativeBackendFolders = nativeFolders(undefined, storage);
  return Promise.all(
    BACKEND_NAMES.map(async (name) => {
      try {
        const request = { backend: name, nativeBackendFolders, cacheFolder: storage.folder };
        const report = await searches.checkBackend(request);
        return report.available
          ? { name, available: true, text: report.version }
          : { name, available: false, text: report.reason };
      } catch (error) {
        return { name, available: false, text: messageOf(error) };
      }
    }),
  );
}

function changedSettings(): Diagnostics['settings'] {
  const configuration = vscode.workspace.getConfiguration('nas');
  return Object.entries(SETTING_DEFAULTS).flatMap(([name, standard]) => {
    const value: unknown = configuration.get(name);
    return value === standard || value === undefined
      ? []
      : [{ name: `nas.${name}`, value: JSON.stringify(value) }];
  });
}

async function ownedRuns(store: RunStore): Promise<Diagnostics['owned']> {
  const now = Date.now();
  const found = await Promise.all(
    store.runs().map(async ({ folder, experimentName, runId }) => {
      const owner = await ownerOf(folder, now);
      const where = owner && (owner.host === os.hostname() ? 'this machine' : 'another machine');
      return owner ? [{ run: `${experimentName}/${runId}`, owner: `process ${owner.pid} on ${where}` }] : [];
    }),
  );
  return found.flat();
}

function knownFolders({ storage, context }: DiagnosisServices): { path: string; name: string }[] {
  const workspace = vscode.workspace.workspaceFolders ?? [];
  return [
    ...workspace.map(({ uri }, i) => ({
      path: uri.fsPath,
      name: workspace.length === 1 ? '<workspace>' : `<workspace ${i + 1}>`,
    })),
    { path: context.extensionUri.fsPath, name: '<extension>' },
    { path: storage.folder, name: '<storage>' },
    { path: os.tmpdir(), name: '<temporary>' },
    { path: os.homedir(), name: '~' },
  ];
}

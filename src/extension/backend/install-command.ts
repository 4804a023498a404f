import * as vscode from 'vscode';
import { InputError } from '../../core/base/errors';
import { cleanEnvironment } from '../processes/owned-process';
import { checkTrust } from '../search/conditions';
import type { SearchClient } from '../search/search-client';
import { setting } from '../settings';
import { installedNativeFolder } from './execution-settings';
import type { Storage } from './execution-settings';
import { findNpm } from './find-npm';
import { installAdvice, noNpmText } from './install-advice';
import { installNative } from './native-install';
import type { InstallEnd } from './native-install';

export interface InstallServices {
  readonly searches: SearchClient;
  readonly storage: Storage;
  readonly log: vscode.LogOutputChannel;
  /** Aborted when the window closes. */
  readonly closing: AbortSignal;
}

/** Installs tfjs-node into the extension's storage, with progress and Cancel, and says what came of it. */
export async function installNativeBackend(services: InstallServices): Promise<void> {
  checkTrust();
  const npm = findNpm({ env: process.env, platform: process.platform, execPath: process.execPath });
  if (!npm) throw new InputError('', noNpmText());
  services.log.info(`installing the native backend with ${npm.command}`);
  const end = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('NAS: installing the native backend'),
      cancellable: true,
    },
    (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      return installNative({
        npm,
        folder: installedNativeFolder(services.storage),
        mirror: setting('nativeBackend.mirror').trim(),
        env: { ...proxyEnvironment(), ...cleanEnvironment(process.env) },
        signal: AbortSignal.any([abort.signal, services.closing]),
        // Remembers nothing: what is new is tested.
        check: (folder) =>
          services.searches.checkBackend({
            backend: 'tensorflow',
            nativeBackendFolders: [folder],
            cacheFolder: folder,
          }),
        onStage: (message) => {
          services.log.info(`native backend: ${message}`);
          progress.report({ message });
        },
        onLine: (line) => services.log.info(`npm: ${line}`),
      });
    },
  );
  // Whoever installs does not wait for an answer to what it says.
  void tell(end, services.log);
}

/** npm and the install script take a proxy from the environment; the editor's own counts where that has none. */
function proxyEnvironment(): NodeJS.ProcessEnv {
  const proxy = vscode.workspace.getConfiguration('http').get<string>('proxy', '');
  return proxy === '' ? {} : { HTTPS_PROXY: proxy, HTTP_PROXY: proxy };
}

async function tell(end: InstallEnd, log: vscode.LogOutputChannel): Promise<void> {
  switch (end.kind) {
    case 'cancelled':
      vscode.window.setStatusBarMessage(
        `$(circle-slash) ${vscode.l10n.t('Native backend: cancelled, nothing was changed')}`,
        8_000,
      );
      return;
    case 'installed': {
      log.info(`native backend installed: ${end.version}`);
      const select = vscode.l10n.t('Select Backend');
      const choice = await vscode.window.showInformationMessage(
        vscode.l10n.t('The native backend is installed and its gradients are right: {0}.', end.version),
        select,
      );
      if (choice === select) await vscode.commands.executeCommand('nas.selectBackend');
      return;
    }
    case 'failed': {
      log.error(`the native backend could not be installed: ${end.reason}`);
      const advice = vscode.l10n.t('What to Do');
      const showLog = vscode.l10n.t('Show Log');
      const choice = await vscode.window.showErrorMessage(
        vscode.l10n.t('The native backend could not be installed: {0}', end.reason),
        advice,
        showLog,
      );
      if (choice === showLog) log.show();
      if (choice === advice) await advise(end.reason, end.download);
    }
  }
}

async function advise(reason: string, download: boolean): Promise<void> {
  const settings = vscode.l10n.t('Open Settings');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('Native backend'),
    { modal: true, detail: installAdvice(reason, download) },
    settings,
  );
  if (choice === settings) {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'nas.nativeBackend');
  }
}

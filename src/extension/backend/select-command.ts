import * as vscode from 'vscode';
import { messageOf } from '../../core/base/errors';
import { BACKEND_NAMES } from '../../core/experiment/backends';
import type { BackendChoice, BackendName } from '../../core/experiment/backends';
import type { BackendReport } from '../../protocol/run-protocol';
import { checkTrust } from '../search/conditions';
import { setting } from '../settings';
import { backendItems } from './backend-items';
import type { BackendItem } from './backend-items';
import { nativeFolders } from './execution-settings';
import type { InstallServices } from './install-command';

type Item = BackendItem & vscode.QuickPickItem;

/** Asks which backend computes where an experiment says `auto`, and writes the setting. */
export async function selectBackend(services: InstallServices): Promise<void> {
  checkTrust();
  const picked = await pick(services);
  if (!picked) return;
  const { choice, report } = picked;
  if (report?.available === false && !(await takeAnyway(choice, report.reason))) return;
  await writeChoice(choice);
  vscode.window.setStatusBarMessage(`$(server-process) ${vscode.l10n.t('NAS backend: {0}', choice)}`, 8_000);
}

/** Shows the list at once and fills in what each backend's process finds out. */
function pick({ searches, storage, log }: InstallServices): Promise<Item | undefined> {
  const reports: Partial<Record<BackendName, BackendReport>> = {};
  const list = vscode.window.createQuickPick<Item>();
  list.title = vscode.l10n.t('NAS: Select Backend');
  list.placeholder = vscode.l10n.t('What computes where an experiment says "backend": "auto"');
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.busy = true;
  const chosen = setting('execution.backend');
  const show = (): void => {
    const active = list.activeItems[0]?.choice ?? chosen;
    list.items = backendItems(chosen, reports);
    list.activeItems = list.items.filter(({ choice }) => choice === active);
  };
  show();
  const folders = nativeFolders(undefined, storage);
  const look = async (backend: BackendName): Promise<void> => {
    try {
      reports[backend] = await searches.checkBackend({
        backend,
        nativeBackendFolders: folders,
        cacheFolder: storage.folder,
      });
    } catch (error) {
      log.error(`the backend ${backend} could not be tried: ${messageOf(error)}`);
      reports[backend] = { available: false, reason: messageOf(error) };
    }
    show();
  };
  void Promise.all(BACKEND_NAMES.map(look)).then(() => (list.busy = false));
  return new Promise<Item | undefined>((resolve) => {
    list.onDidAccept(() => resolve(list.selectedItems[0]));
    list.onDidHide(() => resolve(undefined));
    list.show();
  }).finally(() => list.dispose());
}

/** Asks about a backend that cannot be used; answers whether the setting shall name it all the same. */
async function takeAnyway(choice: BackendChoice, reason: string): Promise<boolean> {
  const install = vscode.l10n.t('Install Native Backend');
  const anyway = vscode.l10n.t('Select Anyway');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('The backend {0} cannot be used here: {1}', choice, reason),
    ...(choice === 'tensorflow' ? [install, anyway] : [anyway]),
  );
  if (answer === install) await vscode.commands.executeCommand('nas.installNativeBackend');
  return answer === anyway;
}

/** Where it is set already, else for the person. */
async function writeChoice(choice: BackendChoice): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('nas');
  const isOfWorkspace = configuration.inspect('execution.backend')?.workspaceValue !== undefined;
  await configuration.update(
    'execution.backend',
    choice,
    isOfWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global,
  );
}

import * as path from 'node:path';
import { l10n } from 'vscode';
import type * as vscode from 'vscode';
import * as z from 'zod';
import type { RunStore } from '../runs/run-store';
import { ComparePage } from './compare-page';
import type { Compared } from './compare-page';
import { loadedRun } from './loaded-run';
import type { PanelKind } from './panel-kind';

const stateSchema = z.union([
  z.object({ runFolders: z.array(z.string()).max(500) }),
  /** The folder of a comparison of strategies. */
  z.object({ comparison: z.string() }),
]);

export type CompareState = z.output<typeof stateSchema>;

export interface CompareServices {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly store: RunStore;
}

/** Runs side by side, or the searches of a comparison of strategies. */
export function compareKind({
  extensionUri,
  log,
  store,
}: CompareServices): PanelKind<CompareState, ComparePage> {
  return {
    viewType: 'nas.compare',
    icon: 'compare',
    parse: (state) => stateSchema.parse(state),
    key: (state) => ('comparison' in state ? state.comparison : [...state.runFolders].sort().join('\n')),
    title: (state) =>
      'comparison' in state
        ? l10n.t('Strategies on {0}', comparedName(state.comparison))
        : state.runFolders.length === 1
          ? l10n.t('Compare 1 run')
          : l10n.t('Compare {0} runs', state.runFolders.length),
    moved: (state, to) =>
      'comparison' in state ? state : { runFolders: state.runFolders.map((folder) => to(folder)) },
    create: async (panel, state) => {
      const compared: Compared =
        'comparison' in state
          ? { kind: 'comparison', folder: state.comparison, experimentName: comparedName(state.comparison) }
          : {
              kind: 'runs',
              runs: await Promise.all(state.runFolders.map((folder) => loadedRun(store, folder))),
            };
      return new ComparePage(panel, extensionUri, log, compared, store, state);
    },
  };
}

/** `digits` of `.nas/compare/digits-1a2b3c4d`. */
export function comparedName(folder: string): string {
  return path.posix.basename(folder.replaceAll('\\', '/')).replace(/-[0-9a-f]{8}$/, '');
}

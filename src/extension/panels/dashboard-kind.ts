import { l10n } from 'vscode';
import type * as vscode from 'vscode';
import * as z from 'zod';
import type { RunStore } from '../runs/run-store';
import { ColumnMemory } from './column-memory';
import { DashboardPage } from './dashboard-page';
import type { RunActions } from './dashboard-requests';
import { loadedRun, movedRun } from './loaded-run';
import type { PanelKind } from './panel-kind';

const stateSchema = z.object({
  runFolder: z.string(),
  /** For the title alone. */
  experimentName: z.string().optional(),
});

export type DashboardState = z.output<typeof stateSchema>;

export interface DashboardServices {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly store: RunStore;
  readonly actions: RunActions;
  readonly memory: vscode.Memento;
}

/** The dashboard of one run. */
export function dashboardKind(services: DashboardServices): PanelKind<DashboardState, DashboardPage> {
  const columns = new ColumnMemory(services.memory);
  return {
    viewType: 'nas.dashboard',
    icon: 'dashboard',
    parse: (state) => stateSchema.parse(state),
    key: ({ runFolder }) => runFolder,
    title: ({ experimentName = 'NAS' }) => l10n.t('{0}: run', experimentName),
    moved: ({ runFolder }, to) => movedRun(to(runFolder)),
    create: async (panel, { runFolder }) => {
      const { extensionUri, log, store, actions } = services;
      const run = await loadedRun(store, runFolder);
      return new DashboardPage(panel, extensionUri, log, run, store, actions, columns);
    },
  };
}

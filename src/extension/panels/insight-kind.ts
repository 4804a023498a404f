import { l10n } from 'vscode';
import type * as vscode from 'vscode';
import * as z from 'zod';
import type { RunStore } from '../runs/run-store';
import { InsightPage } from './insight-page';
import type { InsightActions } from './insight-page';
import { loadedRun, movedRun } from './loaded-run';
import type { PanelKind } from './panel-kind';

const stateSchema = z.object({
  runFolder: z.string(),
  /** For the title alone. */
  experimentName: z.string().optional(),
});

export type InsightState = z.output<typeof stateSchema>;

export interface InsightServices {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly store: RunStore;
  readonly actions: InsightActions;
}

/** What the trials of one run say together. */
export function insightKind(services: InsightServices): PanelKind<InsightState, InsightPage> {
  return {
    viewType: 'nas.insight',
    icon: 'insight',
    parse: (state) => stateSchema.parse(state),
    key: ({ runFolder }) => runFolder,
    title: ({ experimentName = 'NAS' }) => l10n.t('{0}: insight', experimentName),
    moved: ({ runFolder }, to) => movedRun(to(runFolder)),
    create: async (panel, { runFolder }) => {
      const { extensionUri, log, store, actions } = services;
      return new InsightPage(panel, extensionUri, log, await loadedRun(store, runFolder), store, actions);
    },
  };
}

import type * as vscode from 'vscode';
import * as z from 'zod';
import { parseArchitecture } from '../../core/graph/architecture-json';
import type { ArchitecturePicture } from '../../protocol/panel-protocol';
import { benchmarkArchitecture } from '../language/notations/nas-bench-201';
import { architecturePicture, runArchitecture } from '../runs/run-architecture';
import type { RunStore } from '../runs/run-store';
import { ArchitecturePage } from './architecture-page';
import { loadedRun } from './loaded-run';
import type { PanelKind } from './panel-kind';

const stateSchema = z.union([
  z.object({ runFolder: z.string(), trial: z.number().int().nonnegative() }),
  /** `architecture` as compact JSON; without it the notation is a NAS-Bench-201 cell. */
  z.object({ notation: z.string(), architecture: z.string().optional(), title: z.string().optional() }),
]);

export type ArchitectureState = z.output<typeof stateSchema>;

export interface ArchitectureServices {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly store: RunStore;
}

/** The viewer of one architecture: a trial's, a sampled one, or a cell written in a text. */
export function architectureKind(
  services: ArchitectureServices,
): PanelKind<ArchitectureState, ArchitecturePage> {
  const { extensionUri, log, store } = services;
  return {
    viewType: 'nas.architecture',
    icon: 'architecture',
    parse: (state) => stateSchema.parse(state),
    key: (state) =>
      'runFolder' in state ? `${state.runFolder} ${state.trial}` : `${titleOf(state)} ${state.notation}`,
    title: titleOf,
    create: (panel, state) =>
      Promise.resolve(new ArchitecturePage(panel, extensionUri, log, pictureOf(store, state), state)),
  };
}

function titleOf(state: ArchitectureState): string {
  if ('runFolder' in state) return `Trial ${state.trial}`;
  return state.title ?? 'NAS-Bench-201 cell';
}

async function pictureOf(store: RunStore, state: ArchitectureState): Promise<ArchitecturePicture> {
  if ('runFolder' in state) {
    const run = await loadedRun(store, state.runFolder);
    const record = run.state.trials[state.trial];
    if (!record) throw new Error(run.problem ?? `The run has no trial ${state.trial} (any more)`);
    return runArchitecture(run, record);
  }
  const architecture =
    state.architecture === undefined
      ? benchmarkArchitecture(state.notation)
      : parseArchitecture(state.architecture);
  return architecturePicture(architecture, titleOf(state), state.notation);
}

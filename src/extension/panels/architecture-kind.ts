import type * as vscode from 'vscode';
import type { RunStore } from '../runs/run-store';
import { ArchitecturePage } from './architecture-page';
import {
  architectureKey,
  architectureStateSchema,
  architectureTitle,
  movedArchitecture,
  pictureOf,
} from './architecture-state';
import type { ArchitectureState } from './architecture-state';
import type { PanelKind } from './panel-kind';

export interface ArchitectureServices {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly store: RunStore;
}

/** The viewer of one architecture: a trial's, a sampled one, a file's, or a cell written in a text. */
export function architectureKind(
  services: ArchitectureServices,
): PanelKind<ArchitectureState, ArchitecturePage> {
  const { extensionUri, log, store } = services;
  return {
    viewType: 'nas.architecture',
    icon: 'architecture',
    parse: (state) => architectureStateSchema.parse(state),
    key: architectureKey,
    title: architectureTitle,
    moved: movedArchitecture,
    create: (panel, state) =>
      Promise.resolve(
        new ArchitecturePage(panel, {
          extensionUri,
          log,
          state,
          isEditor: false,
          picture: () => pictureOf(store, state),
        }),
      ),
  };
}

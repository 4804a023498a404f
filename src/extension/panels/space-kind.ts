import * as vscode from 'vscode';
import * as z from 'zod';
import type { SpaceSample } from '../../core/space/space-picture';
import { experimentNameOf } from '../runs/run-files';
import type { RunStore } from '../runs/run-store';
import type { SearchClient } from '../search/search-client';
import type { PanelKind } from './panel-kind';
import { SpacePage } from './space-page';

const stateSchema = z.object({ experiment: z.string() });

export type SpaceState = z.output<typeof stateSchema>;

export interface SpaceServices {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly searches: SearchClient;
  readonly store: RunStore;
  readonly showSample: (sample: SpaceSample, title: string) => void;
}

/** The search space of one experiment file. */
export function spaceKind(services: SpaceServices): PanelKind<SpaceState, SpacePage> {
  const { extensionUri, log, searches, store, showSample } = services;
  const uriOf = ({ experiment }: SpaceState): vscode.Uri => vscode.Uri.parse(experiment, true);
  return {
    viewType: 'nas.space',
    icon: 'space',
    parse: (state) => stateSchema.parse(state),
    key: ({ experiment }) => experiment,
    title: (state) => vscode.l10n.t('{0}: space', experimentNameOf(uriOf(state))),
    create: (panel, state) => {
      const experiment = uriOf(state);
      return Promise.resolve(
        new SpacePage(panel, extensionUri, log, experiment, searches, store, (sample) =>
          showSample(sample, vscode.l10n.t('{0} · sample', experimentNameOf(experiment))),
        ),
      );
    },
  };
}

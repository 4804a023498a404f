import * as vscode from 'vscode';
import { z } from 'zod';
import { messageOf } from '../../core/base/errors';
import { createArchitecture } from '../../core/graph/architecture';
import { formatArchitecture, parseArchitecture } from '../../core/graph/architecture-json';
import { Disposable } from '../disposable';
import { benchmarkArchitecture } from '../language/cell-facts';
import { architecturePicture, runArchitecture } from '../runs/run-architecture';
import { experimentNameOf } from '../runs/run-files';
import type { RunStore } from '../runs/run-store';
import type { WatchedRun } from '../runs/watched-run';
import type { SearchClient } from '../search/search-client';
import type { ArchitecturePicture, SpaceSample } from '../../protocol/panel-protocol';
import { ArchitecturePage } from './architecture-page';
import { DashboardPage } from './dashboard-page';
import type { RunActions } from './dashboard-page';
import { SpacePage } from './space-page';

export const VIEW_TYPES = {
  dashboard: 'nas.dashboard',
  architecture: 'nas.architecture',
  space: 'nas.space',
} as const;

const dashboardState = z.object({ runFolder: z.string() });
const spaceState = z.object({ experiment: z.string() });
const architectureState = z.union([
  z.object({ runFolder: z.string(), trial: z.number().int().nonnegative() }),
  /** `architecture` as compact JSON; without it the notation is a NAS-Bench-201 cell. */
  z.object({ notation: z.string(), architecture: z.string().optional(), title: z.string().optional() }),
]);

type ArchitectureState = z.output<typeof architectureState>;

type Page = DashboardPage | ArchitecturePage | SpacePage;

/** What else the panels need; set by whoever makes them. */
export interface PanelServices {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly store: RunStore;
  readonly searches: SearchClient;
  readonly actions: Omit<RunActions, 'showTrials'>;
}

/** Opens the panels, one per thing, and brings them back after a reload. */
export class Panels extends Disposable {
  /** By view type and what is shown. */
  readonly #open = new Map<string, { readonly panel: vscode.WebviewPanel; readonly page: Page }>();

  constructor(private readonly services: PanelServices) {
    super();
    this.#restores(VIEW_TYPES.dashboard, async (panel, state) => {
      const { runFolder } = dashboardState.parse(state);
      this.#dashboardPage(panel, await this.#run(runFolder));
    });
    this.#restores(VIEW_TYPES.architecture, (panel, state) => {
      this.#architecturePage(panel, architectureState.parse(state));
      return Promise.resolve();
    });
    this.#restores(VIEW_TYPES.space, (panel, state) => {
      this.#spacePage(panel, vscode.Uri.parse(spaceState.parse(state).experiment, true));
      return Promise.resolve();
    });
  }

  dashboard(run: WatchedRun, select: readonly number[] = []): void {
    const page = this.#reveal(dashboardKey(run), () =>
      this.#dashboardPage(createPanel(VIEW_TYPES.dashboard, `${run.experimentName}: run`), run),
    );
    if (select.length > 0 && page instanceof DashboardPage) page.select(select);
  }

  trial(run: WatchedRun, trial: number): void {
    this.#architecture({ runFolder: run.folder, trial });
  }

  /** The network of a NAS-Bench-201 cell in the benchmark's skeleton. */
  notation(notation: string): void {
    this.#architecture({ notation });
  }

  /** A sampled candidate of an experiment's space. */
  sample({ notation, nodes }: SpaceSample, title: string): void {
    this.#architecture({
      notation,
      architecture: formatArchitecture(createArchitecture(nodes)),
      title,
    });
  }

  space(experiment: vscode.Uri): void {
    this.#reveal(`${VIEW_TYPES.space} ${experiment.toString()}`, () =>
      this.#spacePage(createPanel(VIEW_TYPES.space, `${experimentNameOf(experiment)}: space`), experiment),
    );
  }

  override dispose(): void {
    for (const { page } of this.#open.values()) page.dispose();
    super.dispose();
  }

  #architecture(state: ArchitectureState): void {
    this.#reveal(architectureKey(state), () =>
      this.#architecturePage(createPanel(VIEW_TYPES.architecture, architectureTitle(state)), state),
    );
  }

  #dashboardPage(panel: vscode.WebviewPanel, run: WatchedRun): DashboardPage {
    const { extensionUri, log, store, actions } = this.services;
    panel.iconPath = icon(extensionUri, 'dashboard');
    const page = new DashboardPage(panel, extensionUri, log, run, store, {
      ...actions,
      showTrials: (of, trials) => {
        for (const trial of trials) this.trial(of, trial);
      },
    });
    return this.#keep(dashboardKey(run), panel, page);
  }

  #architecturePage(panel: vscode.WebviewPanel, state: ArchitectureState): ArchitecturePage {
    const { extensionUri, log } = this.services;
    panel.iconPath = icon(extensionUri, 'architecture');
    const page = new ArchitecturePage(panel, extensionUri, log, this.#picture(state), state);
    return this.#keep(architectureKey(state), panel, page);
  }

  #spacePage(panel: vscode.WebviewPanel, experiment: vscode.Uri): SpacePage {
    const { extensionUri, log, searches } = this.services;
    panel.iconPath = icon(extensionUri, 'space');
    const page = new SpacePage(panel, extensionUri, log, experiment, searches, (sample) =>
      this.sample(sample, `${experimentNameOf(experiment)} · sample`),
    );
    return this.#keep(`${VIEW_TYPES.space} ${experiment.toString()}`, panel, page);
  }

  /** The run in a folder, read. */
  async #run(folder: string): Promise<WatchedRun> {
    const { store } = this.services;
    await store.ready();
    const run = store.run(folder) ?? (await store.open(folder));
    if (!run.loaded) await run.look();
    return run;
  }

  async #picture(state: ArchitectureState): Promise<ArchitecturePicture> {
    if ('runFolder' in state) {
      const run = await this.#run(state.runFolder);
      const record = run.state.trials[state.trial];
      if (!record) throw new Error(run.problem ?? `The run has no trial ${state.trial} (any more)`);
      return runArchitecture(run, record);
    }
    const title = architectureTitle(state);
    const architecture =
      state.architecture === undefined
        ? benchmarkArchitecture(state.notation)
        : parseArchitecture(state.architecture);
    return architecturePicture(architecture, title, state.notation);
  }

  #reveal(key: string, create: () => Page): Page {
    const known = this.#open.get(key);
    if (!known) return create();
    known.panel.reveal();
    return known.page;
  }

  #keep<P extends Page>(key: string, panel: vscode.WebviewPanel, page: P): P {
    this.#open.set(key, { panel, page });
    panel.onDidDispose(() => {
      if (this.#open.get(key)?.panel === panel) this.#open.delete(key);
    });
    return page;
  }

  #restores(viewType: string, restore: (panel: vscode.WebviewPanel, state: unknown) => Promise<void>): void {
    this.register(
      vscode.window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: async (panel, state: unknown) => {
          try {
            await restore(panel, state);
          } catch (error) {
            this.services.log.warn(`${viewType} could not be restored: ${messageOf(error)}`);
            panel.dispose();
          }
        },
      }),
    );
  }
}

function createPanel(viewType: string, title: string): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active, {
    enableScripts: true,
    retainContextWhenHidden: false,
    enableFindWidget: true,
  });
}

function icon(extensionUri: vscode.Uri, name: string): { light: vscode.Uri; dark: vscode.Uri } {
  const file = (theme: string): vscode.Uri =>
    vscode.Uri.joinPath(extensionUri, 'media', 'icons', `${name}-${theme}.svg`);
  return { light: file('light'), dark: file('dark') };
}

function dashboardKey(run: WatchedRun): string {
  return `${VIEW_TYPES.dashboard} ${run.folder}`;
}

function architectureKey(state: ArchitectureState): string {
  const what = 'runFolder' in state ? `${state.runFolder} ${state.trial}` : state.notation;
  return `${VIEW_TYPES.architecture} ${what}`;
}

function architectureTitle(state: ArchitectureState): string {
  if ('runFolder' in state) return `Trial ${state.trial}`;
  return state.title ?? 'NAS-Bench-201 cell';
}

import type * as vscode from 'vscode';
import { createArchitecture } from '../../core/graph/architecture';
import { formatArchitecture } from '../../core/graph/architecture-json';
import type { SpaceSample } from '../../core/space/space-picture';
import { Disposable } from '../disposable';
import type { Written } from '../language/notations/notation';
import type { RunStore } from '../runs/run-store';
import type { WatchedRun } from '../runs/watched-run';
import type { SearchClient } from '../search/search-client';
import { architectureKind } from './architecture-kind';
import { compareKind } from './compare-kind';
import type { CompareState } from './compare-kind';
import { writtenState } from './architecture-state';
import type { ArchitectureState } from './architecture-state';
import { architecturesKind, MOST_COMPARED } from './architectures-kind';
import type { ArchitecturesState } from './architectures-kind';
import { dashboardKind } from './dashboard-kind';
import type { DashboardState } from './dashboard-kind';
import type { DashboardPage } from './dashboard-page';
import type { RunActions } from './dashboard-requests';
import { insightKind } from './insight-kind';
import type { InsightPage } from './insight-page';
import { OpenPanels } from './open-panels';
import type { PanelKind } from './panel-kind';
import { spaceKind } from './space-kind';
import type { SpaceState } from './space-kind';

/** What else the panels need; set by whoever makes them. */
export interface PanelServices {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly store: RunStore;
  readonly searches: SearchClient;
  /** Of the workspace. */
  readonly memory: vscode.Memento;
  readonly actions: Omit<RunActions, 'showTrials' | 'selected'>;
}

/** Every sort of panel, by what a person asks to see. */
export class Panels extends Disposable {
  readonly #open: OpenPanels;
  readonly #dashboard: PanelKind<DashboardState, DashboardPage>;
  readonly #architecture: PanelKind<ArchitectureState>;
  readonly #architectures: PanelKind<ArchitecturesState>;
  readonly #space: PanelKind<SpaceState>;
  readonly #compare: PanelKind<CompareState>;
  readonly #insight: PanelKind<DashboardState, InsightPage>;

  constructor(services: PanelServices) {
    super();
    this.#open = this.register(new OpenPanels(services.extensionUri, services.log));
    this.#dashboard = dashboardKind({
      ...services,
      actions: {
        ...services.actions,
        showTrials: (run, trials) => this.#trials(run, trials),
        selected: (run, trials) => this.#select(this.#insight, run, trials),
      },
    });
    this.#insight = insightKind({
      ...services,
      actions: {
        showTrials: (run, trials) => this.#trials(run, trials),
        selected: (run, trials) => this.#select(this.#dashboard, run, trials),
      },
    });
    this.#architecture = architectureKind(services);
    this.#architectures = architecturesKind({
      ...services,
      showOne: (state) => void this.#open.show(this.#architecture, state),
    });
    this.#space = spaceKind({ ...services, showSample: (sample, title) => this.sample(sample, title) });
    this.#compare = compareKind(services);
    this.#open.restores(this.#dashboard);
    this.#open.restores(this.#architecture);
    this.#open.restores(this.#architectures);
    this.#open.restores(this.#space);
    this.#open.restores(this.#compare);
    this.#open.restores(this.#insight);
  }

  dashboard(run: WatchedRun, select: readonly number[] = []): void {
    const state = { runFolder: run.folder, experimentName: run.experimentName };
    void this.#open.show(this.#dashboard, state).then((page) => {
      if (select.length > 0) page?.select(select);
    });
  }

  /** What a run's trials say of its metrics, its knobs and its strategy. */
  insight(run: WatchedRun): void {
    void this.#open.show(this.#insight, { runFolder: run.folder, experimentName: run.experimentName });
  }

  trial(run: WatchedRun, trial: number): void {
    void this.#open.show(this.#architecture, { runFolder: run.folder, trial });
  }

  /** The network of a NAS-Bench-201 cell in the benchmark's skeleton. */
  notation(notation: string): void {
    void this.#open.show(this.#architecture, { notation });
  }

  /** An architecture that stands in a text. Throws `InputError` when it cannot be built. */
  written(written: Written): void {
    void this.#open.show(this.#architecture, writtenState(written));
  }

  /** A sampled candidate of an experiment's space. */
  sample({ notation, nodes }: SpaceSample, title: string): void {
    const architecture = formatArchitecture(createArchitecture(nodes));
    void this.#open.show(this.#architecture, { notation, architecture, title });
  }

  /** Runs side by side, or the searches of a comparison of strategies. */
  compare(state: CompareState): void {
    void this.#open.show(this.#compare, state);
  }

  /** Two or three side by side. */
  compared(states: readonly ArchitectureState[]): void {
    void this.#open.show(this.#architectures, { compared: [...states] });
  }

  space(experiment: vscode.Uri): void {
    void this.#open.show(this.#space, { experiment: experiment.toString() });
  }

  /** Runs have moved. @param to where a run's folder is now */
  moved(to: (runFolder: string) => string): void {
    this.#open.moved(to);
  }

  #trials(run: WatchedRun, trials: readonly number[]): void {
    const states = trials.map((trial) => ({ runFolder: run.folder, trial }));
    if (states.length >= 2 && states.length <= MOST_COMPARED) this.compared(states);
    else for (const trial of trials) this.trial(run, trial);
  }

  /** A selection in one panel of a run is that of the other, where it is open. */
  #select(
    kind: PanelKind<DashboardState, DashboardPage | InsightPage>,
    run: WatchedRun,
    trials: readonly number[],
  ): void {
    // A panel that could not be filled has said so.
    this.#open.shown(kind, { runFolder: run.folder }).then(
      (page) => page?.select(trials),
      () => undefined,
    );
  }
}

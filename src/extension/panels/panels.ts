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
import type { ArchitectureState } from './architecture-kind';
import { dashboardKind } from './dashboard-kind';
import type { DashboardState } from './dashboard-kind';
import type { DashboardPage, RunActions } from './dashboard-page';
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
  readonly actions: Omit<RunActions, 'showTrials'>;
}

/** Every sort of panel, by what a person asks to see. */
export class Panels extends Disposable {
  readonly #open: OpenPanels;
  readonly #dashboard: PanelKind<DashboardState, DashboardPage>;
  readonly #architecture: PanelKind<ArchitectureState>;
  readonly #space: PanelKind<SpaceState>;

  constructor(services: PanelServices) {
    super();
    this.#open = this.register(new OpenPanels(services.extensionUri, services.log));
    this.#dashboard = dashboardKind({
      ...services,
      actions: {
        ...services.actions,
        showTrials: (run, trials) => {
          for (const trial of trials) this.trial(run, trial);
        },
      },
    });
    this.#architecture = architectureKind(services);
    this.#space = spaceKind({ ...services, showSample: (sample, title) => this.sample(sample, title) });
    this.#open.restores(this.#dashboard);
    this.#open.restores(this.#architecture);
    this.#open.restores(this.#space);
  }

  dashboard(run: WatchedRun, select: readonly number[] = []): void {
    const state = { runFolder: run.folder, experimentName: run.experimentName };
    void this.#open.show(this.#dashboard, state).then((page) => {
      if (select.length > 0) page?.select(select);
    });
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
    const { notation, near, text } = written;
    void this.#open.show(this.#architecture, {
      notation: text,
      architecture: formatArchitecture(notation.architecture(written)),
      title: near ? `${near.owner} · ${notation.title}` : notation.title,
    });
  }

  /** A sampled candidate of an experiment's space. */
  sample({ notation, nodes }: SpaceSample, title: string): void {
    const architecture = formatArchitecture(createArchitecture(nodes));
    void this.#open.show(this.#architecture, { notation, architecture, title });
  }

  space(experiment: vscode.Uri): void {
    void this.#open.show(this.#space, { experiment: experiment.toString() });
  }
}

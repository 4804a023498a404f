import * as l10n from '@vscode/l10n';
import { messageOf } from '../../src/core/base/errors';
import { createArchitecture } from '../../src/core/graph/architecture';
import type { ArchitecturePicture } from '../../src/protocol/panel-protocol';
import { dagOf, initialCollapse } from '../../src/core/drawing/dag-model';
import { dagTools } from '../shared/dag/dag-tools';
import { DagView } from '../shared/dag/dag-view';
import { layoutDag } from '../shared/dag/layout-service';
import { el, setText } from '../shared/dom';
import type { Theme } from '../shared/theme';
import type { GraphPlace } from './ui-state';

/** The graph of the selected trial, or why it cannot be drawn. */
export class CandidateGraph {
  readonly element: HTMLElement;
  readonly #problem = el('p', { class: 'muted dag-problem', hidden: true });
  readonly #frame: HTMLElement;
  readonly #dag: DagView;
  /** Those that were looked at last, newest last. */
  readonly #pictures = new Map<number, Promise<ArchitecturePicture>>();
  /** Asked for last. */
  #drawn: number | undefined;
  /** In sight. */
  #shown: number | undefined;

  constructor(
    theme: Theme,
    private readonly options: {
      architecture(trial: number): Promise<ArchitecturePicture>;
      opened(): void;
      /** Where a graph was left, also before a reload of the window. */
      place(): GraphPlace | undefined;
      placed(place: GraphPlace): void;
    },
  ) {
    this.#dag = new DagView(theme, {
      label: l10n.t('Graph of the selected trial'),
      wheelZooms: false,
      picked: () => undefined,
      opened: () => options.opened(),
      viewportChanged: (viewport) => {
        if (this.#shown !== undefined) options.placed({ trial: this.#shown, viewport });
      },
    });
    this.#frame = el('div', { class: 'dag-frame' }, this.#dag.element, dagTools(this.#dag));
    this.element = el('div', { class: 'candidate-graph' }, this.#problem, this.#frame);
  }

  setTheme(theme: Theme): void {
    this.#dag.setTheme(theme);
  }

  async draw(trial: number): Promise<void> {
    if (this.#drawn === trial) return;
    this.#drawn = trial;
    try {
      const picture = await this.#picture(trial);
      const architecture = createArchitecture(picture.nodes);
      const layout = await layoutDag(dagOf(architecture, initialCollapse(architecture)), 'labelled');
      // Another trial may have been selected meanwhile.
      if (this.#drawn !== trial) return;
      this.#problem.hidden = true;
      this.#frame.hidden = false;
      this.#shown = trial;
      this.#dag.show(layout);
      const place = this.options.place();
      if (place?.trial === trial) this.#dag.setViewport(place.viewport);
    } catch (error) {
      this.#pictures.delete(trial);
      if (this.#drawn !== trial) return;
      this.#drawn = undefined;
      this.#problem.hidden = false;
      setText(this.#problem, l10n.t('The graph cannot be drawn: {0}', messageOf(error)));
      this.#frame.hidden = true;
    }
  }

  #picture(trial: number): Promise<ArchitecturePicture> {
    const picture = this.#pictures.get(trial) ?? this.options.architecture(trial);
    this.#pictures.delete(trial);
    this.#pictures.set(trial, picture);
    const [oldest] = this.#pictures.keys();
    if (this.#pictures.size > MOST_PICTURES && oldest !== undefined) this.#pictures.delete(oldest);
    return picture;
  }
}

/** Graphs are large, and whoever walks through a table looks at hundreds. */
const MOST_PICTURES = 50;

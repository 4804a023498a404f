import * as l10n from '@vscode/l10n';
import { createArchitecture } from '../../src/core/graph/architecture';
import type { Architecture } from '../../src/core/graph/architecture';
import type { SpaceSample } from '../../src/core/space/space-picture';
import { button, checkbox } from '../shared/controls';
import { dagOf, thumbnailCollapse } from '../../src/core/drawing/dag-model';
import type { DagGraph } from '../../src/core/drawing/dag-model';
import type { DagLayout } from '../../src/core/drawing/dag-layout';
import { layoutDag } from '../shared/dag/layout-service';
import { dagMarkup } from '../shared/dag/dag-svg';
import { foldedLayout } from './folded-layout';
import { el } from '../shared/dom';
import { formatCount } from '../../src/core/drawing/format';
import type { Theme } from '../shared/theme';

/** So many still fit a picture as they are. */
const FEW_NODES = 48;

/** Width by height of the place for a picture. */
const ASPECT = 2.4;

export interface SampleOptions {
  show(notation: string): void;
  copy(text: string): void;
  /** Takes it to a comparison, or back; absent where there is none. */
  readonly tick?: (isTicked: boolean) => void;
  readonly isTicked?: boolean;
}

/** A sampled candidate as a small drawing. */
export class SampleView {
  readonly element: HTMLElement;
  readonly #svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  #layout: DagLayout | undefined;
  #theme: Theme;
  /** A table of plain knobs has names only. */
  readonly #hasNetwork: boolean;

  constructor(
    theme: Theme,
    private readonly sample: SpaceSample,
    options: SampleOptions,
  ) {
    this.#theme = theme;
    this.#svg.setAttribute('class', 'drawing');
    this.#svg.setAttribute('aria-hidden', 'true');
    this.#hasNetwork = sample.nodes.length > 0;
    const numbers = this.#hasNetwork
      ? l10n.t('{0} params, {1} MACs', formatCount(sample.paramCount), formatCount(sample.macs))
      : l10n.t('its network is not known here');
    const picture = el('button', {
      class: 'sample-picture',
      type: 'button',
      title: l10n.t('Show this architecture'),
      'aria-label': l10n.t('Show the candidate {0}, {1}', sample.notation, numbers),
      on: { click: () => options.show(sample.notation) },
    });
    picture.append(this.#svg);
    this.element = el(
      'li',
      { class: 'sample' },
      ...(this.#hasNetwork ? [picture] : []),
      el(
        'div',
        { class: 'row sample-foot' },
        el(
          'div',
          { class: 'sample-words' },
          el('code', { class: 'sample-notation', title: sample.notation }, sample.notation),
          el('span', { class: 'muted numeric' }, numbers),
        ),
        ...(options.tick
          ? [
              checkbox({
                label: '',
                longLabel: l10n.t('Compare {0}', sample.notation),
                checked: options.isTicked ?? false,
                change: options.tick,
              }).element,
            ]
          : []),
        button({
          label: l10n.t('Copy notation'),
          icon: 'copy',
          look: 'icon',
          press: () => options.copy(sample.notation),
        }).element,
      ),
    );
  }

  /** Draws when the layout is there; throws `InputError` for a graph that is none. */
  async draw(): Promise<void> {
    if (!this.#hasNetwork) return;
    const architecture = createArchitecture(this.sample.nodes);
    const few = architecture.nodes.length <= FEW_NODES;
    const graph = few ? dagOf(architecture, new Set()) : thumbnailOf(architecture);
    this.#layout = foldedLayout(await layoutDag(graph, 'dots'), ASPECT);
    this.#paint();
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#paint();
  }

  #paint(): void {
    if (!this.#layout) return;
    const { width, height } = this.#layout;
    this.#svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    // Small graphs are not blown up, large ones shrink to fit.
    this.#svg.style.maxWidth = `${width * 1.3}px`;
    this.#svg.style.maxHeight = `${height * 1.3}px`;
    this.#svg.innerHTML = dagMarkup(this.#layout, { theme: this.#theme, heat: 'kind', labels: false });
  }
}

/** The graph with its repetitions collapsed; each group has the colour of its dearest layer. */
function thumbnailOf(architecture: Architecture): DagGraph {
  const { nodes, edges } = dagOf(architecture, thumbnailCollapse(architecture));
  const layers = dagOf(architecture, new Set()).nodes;
  return {
    edges,
    nodes: nodes.map((node) => {
      if (node.tone !== 'group') return node;
      const members = node.members.map((member) => layers[member]!);
      return { ...node, tone: members.reduce((a, b) => (b.cost.macs > a.cost.macs ? b : a)).tone };
    }),
  };
}

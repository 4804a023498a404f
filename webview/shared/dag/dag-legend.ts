import * as l10n from '@vscode/l10n';
import type { DagLayout } from '../../../src/core/drawing/dag-layout';
import { formatBytes, formatCount } from '../../../src/core/drawing/format';
import { select } from '../controls';
import type { SelectControl } from '../controls';
import { el } from '../dom';
import { legendOf, mostHeat, toneColor } from './dag-svg';
import type { Heat } from './dag-svg';

const HEATS: readonly { readonly value: Heat; readonly label: string }[] = [
  { value: 'kind', label: l10n.t('Colour by operation') },
  { value: 'paramCount', label: l10n.t('Colour by parameters') },
  { value: 'macs', label: l10n.t('Colour by MACs') },
  { value: 'activationBytes', label: l10n.t('Colour by memory') },
];

/** The choice of what colours mean. */
export function heatSelect(heat: Heat, change: (heat: Heat) => void): SelectControl {
  return select({
    label: l10n.t('Colour of the nodes'),
    choices: HEATS,
    value: heat,
    change: (value) => change(HEATS.find((choice) => choice.value === value)?.value ?? 'kind'),
  });
}

/** What the colours of some drawings mean; one scale for all of them. */
export function legendItems(layouts: readonly DagLayout[], heat: Heat): HTMLElement[] {
  if (heat === 'kind') {
    const nodes = layouts.flatMap((layout) => layout.nodes);
    return legendOf(nodes).map(({ tone, title }) =>
      el(
        'span',
        { class: 'legend-item' },
        el('span', { class: `swatch swatch-${toneColor(tone) ?? 'none'}` }),
        title,
      ),
    );
  }
  return [
    el(
      'span',
      { class: 'legend-item' },
      '0',
      el('span', { class: 'ramp' }),
      scaleEnd(heat, mostOf(layouts, heat)),
    ),
  ];
}

/** The largest cost in any of the drawings. */
export function mostOf(layouts: readonly DagLayout[], heat: Heat): number {
  return Math.max(0, ...layouts.map((layout) => mostHeat(layout, heat)));
}

/** The most that any node costs: the right end of the scale. */
function scaleEnd(heat: Exclude<Heat, 'kind'>, most: number): string {
  switch (heat) {
    case 'paramCount':
      return l10n.t('{0} parameters', formatCount(most));
    case 'macs':
      return l10n.t('{0} MACs', formatCount(most));
    case 'activationBytes':
      return formatBytes(most);
  }
}

import * as l10n from '@vscode/l10n';
import { button } from '../shared/controls';
import { el } from '../shared/dom';
import { rasterize } from '../shared/dag/rasterize';
import type { SectionTools } from './section';

/**
 * Buttons that save a chart as SVG and as PNG.
 *
 * @param toSvg a file of its own with the theme's colours; `undefined` while there is nothing to see
 */
export function picturesOf(toSvg: () => string | undefined, name: string, tools: SectionTools): HTMLElement {
  const save = async (kind: 'svg' | 'png'): Promise<void> => {
    const svg = toSvg();
    if (svg === undefined) tools.say(l10n.t('There is no chart to save yet'));
    else if (kind === 'svg') tools.save(`${name}.svg`, svg, 'utf8');
    else tools.save(`${name}.png`, await rasterize(svg), 'base64');
  };
  const buttons = (['svg', 'png'] as const).map(
    (kind) =>
      button({
        label: l10n.t('Save as {0}', kind.toUpperCase()),
        icon: kind === 'svg' ? 'export' : 'image',
        look: 'icon',
        press: () => tools.attempt(save(kind)),
      }).element,
  );
  return el('span', { class: 'together' }, ...buttons);
}

import * as l10n from '@vscode/l10n';
import { button } from '../controls';
import { el } from '../dom';
import type { DagView } from './dag-view';

/** Zoom and fit, in the corner of a drawing. */
export function dagTools(view: DagView): HTMLElement {
  return el(
    'div',
    { class: 'dag-tools', role: 'group', 'aria-label': l10n.t('Zoom') },
    button({ label: l10n.t('Zoom in'), icon: 'zoomIn', look: 'icon', press: () => view.zoom(1.25) }).element,
    button({ label: l10n.t('Zoom out'), icon: 'zoomOut', look: 'icon', press: () => view.zoom(0.8) }).element,
    button({ label: l10n.t('Show the whole graph'), icon: 'fit', look: 'icon', press: () => view.fitAll() })
      .element,
  );
}

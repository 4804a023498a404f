import * as l10n from '@vscode/l10n';
import type { ExperimentOutlook } from '../../src/protocol/space-protocol';
import { el } from '../shared/dom';
import { icon } from '../shared/icons';
import { warningText } from './outlook-model';

/** What is allowed in the experiment but unlikely to be meant. */
export class WarningsView {
  readonly element = el('ul', { class: 'warnings', 'aria-label': l10n.t('Warnings'), hidden: true });

  show(warnings: ExperimentOutlook['warnings']): void {
    this.element.hidden = warnings.length === 0;
    this.element.replaceChildren(
      ...warnings.map((warning) => el('li', {}, icon('warning'), el('span', {}, warningText(warning)))),
    );
  }
}

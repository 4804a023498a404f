import type { AnnotationChange, Annotations } from '../../src/core/journal/annotations';
import type { Choices } from './choices';
import type { DashboardViews } from './dashboard-views';
import { isPageKey } from '../shared/keys/page-key';
import { actionOf } from './keys';
import type { PageAction } from './keys';
import type { Selection } from './selection';

export interface PageKeysOptions {
  readonly views: DashboardViews;
  readonly choices: Choices;
  selected(): Selection;
  annotations(): Annotations;
  clear(): void;
  annotate(trials: Selection, change: AnnotationChange): void;
}

/** Keys that work wherever no text is being written. */
export class PageKeys {
  constructor(private readonly options: PageKeysOptions) {}

  listen(): void {
    document.addEventListener('keydown', (event) => {
      const action = actionOf(event.key);
      if (action === undefined || !isPageKey(event)) return;
      // Escape closes what is open, wherever the focus is, before it clears anything.
      if (action === 'clear' && document.querySelector(':popover-open')) return;
      if (!this.#act(action)) return;
      event.preventDefault();
    });
  }

  #act(action: PageAction): boolean {
    const { views } = this.options;
    const selected = this.options.selected();
    switch (action) {
      case 'filter':
        views.trials.focusFilter();
        return true;
      case 'table':
        views.trials.focus();
        return true;
      case 'clear':
        if (selected.length > 0) this.options.clear();
        return selected.length > 0;
      case 'selected-only':
        return this.#toggleSelectedOnly(selected);
      case 'star':
        return this.#toggle(selected, 'starred');
      case 'pin':
        return this.#toggle(selected, 'pinned');
      case 'note':
        if (selected.length > 0) views.candidate.focusNote();
        return selected.length > 0;
    }
  }

  /** As the button does it: of nothing selected there is no table. */
  #toggleSelectedOnly(selected: Selection): boolean {
    const { choices } = this.options;
    const { selectedOnly } = choices.ui;
    if (selected.length === 0 && !selectedOnly) return false;
    choices.choose({ selectedOnly: !selectedOnly });
    return true;
  }

  /** All get it, unless all have it. */
  #toggle(selected: Selection, what: 'starred' | 'pinned'): boolean {
    if (selected.length === 0) return false;
    const annotations = this.options.annotations();
    const all = selected.every((trial) => annotations.get(trial)?.[what] === true);
    this.options.annotate(selected, { [what]: !all });
    return true;
  }
}

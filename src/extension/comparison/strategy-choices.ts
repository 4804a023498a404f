import { l10n } from 'vscode';
import type { PlannedComparison } from '../../core/comparison/planned';
import { optionsKey } from '../../core/comparison/strategy-list';
import type { NamedStrategy } from '../../core/comparison/strategy-list';
import { STRATEGIES, strategySchema } from '../../core/strategy/catalog';
import type { StrategyKind } from '../../core/strategy/catalog';
import { strategyItems } from '../commands/strategy-items';

/** A strategy that can be compared, as it is offered. */
export interface StrategyChoice {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** Begins a group under this title. */
  readonly group?: string;
  /** Whether it is chosen to begin with. */
  readonly picked: boolean;
  /** With the experiment's own options, which are not the defaults. */
  readonly isOwn: boolean;
  readonly options: NamedStrategy['options'];
}

/** What most papers compare with. */
const BASELINE = 'random' satisfies StrategyKind;

/**
 * Every strategy of the catalog with its defaults; before them the experiment's own where its options are others. The
 * experiment's own and random search are chosen.
 *
 * @param own with every default filled in
 */
export function strategyChoices(own: NamedStrategy['options']): StrategyChoice[] {
  const isOwn = (kind: string): boolean => optionsKey(own) === optionsKey(strategySchema.parse({ kind }));
  const listed = strategyItems().map(({ value: kind, label, detail, group }): StrategyChoice => ({
    label,
    description: isOwn(kind) ? l10n.t("{0} · this experiment's", kind) : kind,
    detail: detail ?? '',
    ...(group === undefined ? {} : { group }),
    picked: kind === BASELINE || isOwn(kind),
    isOwn: false,
    options: { kind },
  }));
  if (listed.some(({ options: { kind } }) => isOwn(kind))) return listed;
  const { title, summary } = STRATEGIES[own.kind as StrategyKind];
  return [
    {
      label: title,
      description: l10n.t("{0} · with the experiment's options", own.kind),
      detail: summary,
      group: l10n.t('This experiment'),
      picked: true,
      isOwn: true,
      options: own,
    },
    ...listed,
  ];
}

/** Each called by its kind; the experiment's own says so where there is another of its kind. */
export function withNames(chosen: readonly StrategyChoice[]): PlannedComparison['strategies'] {
  return chosen.map(({ isOwn, options }) => {
    const isAlone = chosen.filter((other) => other.options.kind === options.kind).length === 1;
    return { name: isOwn && !isAlone ? `${options.kind} (this experiment)` : options.kind, options };
  });
}

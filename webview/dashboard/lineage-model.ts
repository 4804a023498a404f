import * as l10n from '@vscode/l10n';
import { objectivesOf } from '../../src/core/journal/query';
import type { RunState } from '../../src/core/journal/run-state';
import type { KnobDifference } from '../../src/core/space/knob-differences';
import { formatMetric, NOTHING } from '../../src/core/drawing/format';
import { statusWord } from './status-word';

/** A relative of the selected trial. */
export interface Relative {
  readonly trial: number;
  /** The first objective, or how it stands: `97.2 %`, `failed`. */
  readonly value: string;
}

export interface Family {
  readonly parents: readonly Relative[];
  readonly grandparents: readonly Relative[];
  readonly children: readonly Relative[];
  /** Children beyond those that are listed. */
  readonly moreChildren: number;
}

const MOST_CHILDREN = 12;

export function familyOf(state: RunState, trial: number): Family {
  const parents = state.trials[trial]?.parents ?? [];
  const grandparents = new Set(parents.flatMap((parent) => state.trials[parent]?.parents ?? []));
  const children: number[] = [];
  for (let i = trial + 1; i < state.trials.length; i++) {
    if (state.trials[i]!.parents.some((parent) => parent === trial)) children.push(i);
  }
  const relatives = (trials: readonly number[]) =>
    trials.map((other) => ({ trial: other, value: standing(state, other) }));
  return {
    parents: relatives(parents),
    grandparents: relatives([...grandparents]),
    children: relatives(children.slice(0, MOST_CHILDREN)),
    moreChildren: Math.max(0, children.length - MOST_CHILDREN),
  };
}

function standing(state: RunState, trial: number): string {
  const record = state.trials[trial];
  const metric = objectivesOf(state)[0]?.metric;
  if (record?.status !== 'measured' || metric === undefined) return record ? statusWord(record) : NOTHING;
  return formatMetric(metric, record.metrics[metric]);
}

/** `block2.kernel 3 → 5`, `block3.bias off → true`; most knobs are few, so the rest is counted. */
export function changesText(changes: readonly KnobDifference[]): string {
  if (changes.length === 0) return l10n.t('no difference');
  const most = 6;
  const unused = l10n.t({ message: 'unused', args: [], comment: ['A knob'] });
  const texts = changes
    .slice(0, most)
    .map(({ knob, from, to }) => `${knob} ${String(from ?? unused)} → ${String(to ?? unused)}`)
    .join(', ');
  return changes.length > most ? l10n.t('{0}, and {1} more', texts, changes.length - most) : texts;
}

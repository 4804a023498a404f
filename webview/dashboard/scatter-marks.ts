import * as l10n from '@vscode/l10n';
import type { EndedTrial } from '../../src/core/journal/ended-trials';
import { compareFidelity } from '../../src/core/journal/fidelity';
import { constraintsOf } from '../../src/core/journal/query';
import type { MeasuredTrial } from '../../src/core/journal/query';
import type { RunState } from '../../src/core/journal/run-state';
import { ParetoArchive } from '../../src/core/pareto/pareto-archive';
import { formatMetric } from '../../src/core/drawing/format';
import type { PlotPoint, XY } from '../shared/chart/picture';
import { epochsOfText } from './counts';
import { goalOf } from './scatter-axes';
import type { ScatterAxes } from './scatter-axes';

interface FrontPoint extends XY {
  readonly trial: number;
}

type Place = 'front' | 'dominated' | 'infeasible';

/**
 * The candidates by two metrics and the front of these two, of the trials of the highest fidelity; kept up as trials
 * end. Adding costs O(f), f being the front's size.
 */
export class ScatterMarks {
  /** By trial. */
  readonly #points: (PlotPoint | undefined)[] = [];
  readonly #signs: readonly [x: number, y: number];
  #front = new ParetoArchive<MeasuredTrial>();
  /** The first of the highest fidelity. */
  #highest: MeasuredTrial | undefined;
  #nInfeasible = 0;
  #nOffLog = 0;

  /** @param run what the trials are judged by, which its first line says for ever */
  constructor(
    private readonly run: RunState,
    private readonly axes: ScatterAxes,
  ) {
    const sign = (metric: string) => (goalOf(run, metric) === 'maximize' ? 1 : -1);
    this.#signs = [sign(axes.x), sign(axes.y)];
  }

  /** In the order in which they were asked. */
  get points(): readonly PlotPoint[] {
    return this.#points.filter((point) => point !== undefined);
  }

  /** By ascending x; of equal points all. */
  get front(): readonly FrontPoint[] {
    return this.#front.front
      .map(({ item: { trial, metrics } }) => ({ trial, ...this.#at(metrics) }))
      .sort((a, b) => a.x - b.x || a.trial - b.trial);
  }

  get nInfeasible(): number {
    return this.#nInfeasible;
  }

  /** Trials with a metric of zero or less, which a logarithmic axis has no place for. */
  get nOffLog(): number {
    return this.#nOffLog;
  }

  add(ended: readonly EndedTrial[]): void {
    const { x, y, logX, logY } = this.axes;
    for (const trial of ended) {
      if (trial.status !== 'measured') continue;
      const [atX, atY] = [trial.metrics[x], trial.metrics[y]];
      if (atX === undefined || atY === undefined) continue;
      if ((logX && atX <= 0) || (logY && atY <= 0)) this.#nOffLog++;
      else this.#measured(trial);
    }
  }

  #measured(trial: MeasuredTrial): void {
    const step = this.#highest ? compareFidelity(trial, this.#highest) : 1;
    if (step > 0) {
      for (const { item } of this.#front.front) this.#place(item, 'dominated');
      this.#front = new ParetoArchive();
      this.#highest = trial;
    }
    if (!keepsLimits(this.run, trial)) {
      this.#nInfeasible++;
      this.#place(trial, 'infeasible');
    } else if (step < 0) this.#place(trial, 'dominated');
    else this.#addToFront(trial);
  }

  #addToFront(trial: MeasuredTrial): void {
    const before = this.#front.front;
    const { x, y } = this.#at(trial.metrics);
    const isOnFront = this.#front.add([this.#signs[0] * x, this.#signs[1] * y], 0, trial);
    this.#place(trial, isOnFront ? 'front' : 'dominated');
    if (!isOnFront) return;
    const after = new Set(this.#front.front);
    for (const left of before) if (!after.has(left)) this.#place(left.item, 'dominated');
  }

  #at(metrics: MeasuredTrial['metrics']): XY {
    return { x: metrics[this.axes.x]!, y: metrics[this.axes.y]! };
  }

  #place(trial: MeasuredTrial, place: Place): void {
    const { axes } = this;
    this.#points[trial.trial] = {
      ...this.#at(trial.metrics),
      trial: trial.trial,
      faint: place !== 'front',
      infeasible: place === 'infeasible',
      text: () =>
        [
          formatMetric(axes.y, trial.metrics[axes.y]),
          formatMetric(axes.x, trial.metrics[axes.x]),
          ...remarks(trial, place),
        ].join(', '),
    };
  }
}

function remarks({ fidelity }: MeasuredTrial, place: Place): string[] {
  return [
    ...(fidelity ? [l10n.t('after {0}', epochsOfText(fidelity))] : []),
    ...(place === 'front' ? [l10n.t('on the front')] : []),
    ...(place === 'infeasible' ? [l10n.t('breaks a limit')] : []),
  ];
}

function keepsLimits(state: RunState, { metrics }: MeasuredTrial): boolean {
  return constraintsOf(state).every(({ metric, min, max }) => {
    const value = metrics[metric];
    return (
      value === undefined || ((min === undefined || value >= min) && (max === undefined || value <= max))
    );
  });
}

import * as l10n from '@vscode/l10n';
import { BestSoFar } from '../../src/core/journal/best-so-far';
import type { BestSoFarPoint } from '../../src/core/journal/best-so-far';
import type { EndedTrial } from '../../src/core/journal/ended-trials';
import { objectivesOf } from '../../src/core/journal/query';
import type { RunState } from '../../src/core/journal/run-state';
import { formatMetric } from '../../src/core/drawing/format';
import type { PlotPoint, XY } from '../shared/chart/picture';

/** Each measured trial as a mark, and the best until then; kept up as trials end. */
export class ProgressMarks {
  readonly #bestSoFar: BestSoFar;
  readonly #metric: string;
  readonly #points: PlotPoint[] = [];
  readonly #steps: XY[] = [];

  /** @param run what the trials are judged by, which its first line says for ever */
  constructor(
    private readonly run: RunState,
    private readonly by: 'trial' | 'time',
  ) {
    this.#bestSoFar = new BestSoFar(run);
    this.#metric = objectivesOf(run)[0]?.metric ?? '';
  }

  get bests(): readonly BestSoFarPoint[] {
    return this.#bestSoFar.points;
  }

  get points(): readonly PlotPoint[] {
    return [...this.#points];
  }

  /** The best after each trial. Only grows. */
  get steps(): readonly XY[] {
    return this.#steps;
  }

  /** @param ended the next ones, in the order in which they ended */
  add(ended: readonly EndedTrial[]): void {
    this.#bestSoFar.add(ended);
    const start = this.run.started?.at ?? 0;
    for (const best of this.bests.slice(this.#points.length)) {
      const x = this.by === 'trial' ? best.nEnded : best.endedAt - start;
      this.#steps.push({ x, y: best.best });
      this.#points.push(this.#pointOf(best, x));
    }
  }

  #pointOf({ value, trial, feasible, bestTrial }: BestSoFarPoint, x: number): PlotPoint {
    return {
      x,
      y: value,
      trial,
      faint: !feasible || trial !== bestTrial,
      infeasible: !feasible,
      text: () => {
        const text = formatMetric(this.#metric, value);
        return feasible ? text : l10n.t('{0}, breaks a limit', text);
      },
    };
  }
}

import { EndedTrials } from '../../src/core/journal/ended-trials';
import type { EndedTrial } from '../../src/core/journal/ended-trials';
import { HypervolumeSoFar } from '../../src/core/journal/hypervolume-so-far';
import type { HypervolumeCurve } from '../../src/core/journal/hypervolume-so-far';
import type { MeasuredTrial } from '../../src/core/journal/query';
import type { RunState } from '../../src/core/journal/run-state';
import { Standing } from '../../src/core/journal/standing';
import { Latest } from '../shared/latest';
import { MetricNames } from './metric-names';
import { ProgressMarks } from './progress-marks';
import type { ScatterAxes } from './scatter-axes';
import { ScatterMarks } from './scatter-marks';

/**
 * What all trials of a run say together, kept up from state to state: a trial that ends costs what it adds, and what
 * nobody asks for costs nothing. The same as if it were derived from the newest state alone.
 */
export class RunFigures {
  readonly #ended = new EndedTrials();
  readonly #standing = new Kept(this.#ended, (run) => new Standing(run));
  readonly #hypervolume = new Kept(this.#ended, (run) => new HypervolumeSoFar(run));
  readonly #metricNames = new Kept(this.#ended, (run) => new MetricNames(run));

  readonly #progress = new Latest<Kept<ProgressMarks>>();
  readonly #scatter = new Latest<Kept<ScatterMarks>>();

  constructor(private state: RunState) {
    this.#ended.update(state);
  }

  update(state: RunState): void {
    this.state = state;
    this.#ended.update(state);
  }

  /** Changes when a trial has ended. */
  get version(): string {
    return `${this.#ended.generation} ${this.#ended.all.length}`;
  }

  get best(): MeasuredTrial | undefined {
    return this.#standing.of(this.state).best;
  }

  get front(): readonly MeasuredTrial[] {
    return this.#standing.of(this.state).front;
  }

  progress(by: 'trial' | 'time'): ProgressMarks {
    const kept = this.#progress.of([by], () => new Kept(this.#ended, (run) => new ProgressMarks(run, by)));
    return kept.of(this.state);
  }

  scatter(axes: ScatterAxes): ScatterMarks {
    const { x, y, logX, logY } = axes;
    const kept = this.#scatter.of(
      [x, y, logX, logY],
      () => new Kept(this.#ended, (run) => new ScatterMarks(run, axes)),
    );
    return kept.of(this.state);
  }

  get hypervolume(): HypervolumeCurve | undefined {
    return this.#hypervolume.of(this.state).curve;
  }

  get metricNames(): readonly string[] {
    return this.#metricNames.of(this.state).names;
  }
}

/** Something that trials are added to as they end. */
interface Fold {
  add(ended: readonly EndedTrial[]): void;
}

/** A fold that has taken as many trials as there are whenever it is asked for. */
class Kept<F extends Fold> {
  #fold: F | undefined;
  #generation = 0;
  #taken = 0;

  constructor(
    private readonly ended: EndedTrials,
    private readonly begin: (run: RunState) => F,
  ) {}

  of(run: RunState): F {
    const { all, generation } = this.ended;
    if (!this.#fold || generation !== this.#generation) {
      this.#fold = this.begin(run);
      this.#generation = generation;
      this.#taken = 0;
    }
    if (this.#taken < all.length) this.#fold.add(all.slice(this.#taken));
    this.#taken = all.length;
    return this.#fold;
  }
}

import { Bug, messageOf } from '../base/errors';
import { fidelityOf } from '../journal/fidelity';
import type { RunState } from '../journal/run-state';
import { scoreOf } from '../trial/objective';
import type { Score } from '../trial/objective';
import type { Metrics, TrialId } from '../trial/trial';
import { Incumbents } from './incumbents';
import type { NumberedStrategy } from './numbered-strategy';
import { Rungs } from './rungs';
import type { EndReason, SearchSetup } from './search-types';

/** What of the trials of a run stays on disk while it goes on, and after: models, and trainings that others may continue. */
export class KeptTrials {
  readonly #incumbents = new Incumbents();
  readonly #rungs: Rungs;

  /** @param state the living state, with every trial that is asked about */
  constructor(
    private readonly setup: SearchSetup,
    strategy: NumberedStrategy,
    private readonly state: Pick<RunState, 'trials'>,
  ) {
    this.#rungs = new Rungs(strategy);
  }

  get best(): TrialId | undefined {
    return this.#incumbents.best;
  }

  scoreOf(metrics: Metrics): Score {
    const { objectives, constraints } = this.setup.experiment;
    return scoreOf(metrics, objectives, constraints);
  }

  /** Whether a trial that was measured so may have to leave its model. */
  mayKeep(trial: TrialId, metrics: Metrics): boolean {
    const { keepModels } = this.setup.experiment.execution;
    return this.#incumbents.wouldKeep(trial, this.scoreOf(metrics), keepModels, this.#fidelityOf(trial));
  }

  /** Hears of the end of a trial, after the strategy has; `undefined` of one that failed. */
  ended(trial: TrialId, score: Score | undefined): void {
    if (score) this.#incumbents.add(trial, score, this.#fidelityOf(trial));
    this.#rungs.ended(trial, this.state);
  }

  /** Removes what nobody needs. @param busy trials that are out, or whose end is not written yet: nobody's to remove */
  clear(busy: readonly TrialId[]): void {
    const kept = this.#incumbents.kept(this.setup.experiment.execution.keepModels);
    if (kept) this.#keepModels(new Set([...kept, ...busy]));
    const { executor } = this.setup;
    if (executor.retainRungs) this.#keepRungs(this.#rungs.kept(busy, this.state));
  }

  /**
   * Who is stopped may go on, and then still has its best to test: where no model is kept, that one stays until
   * the search has come to its end. After the other ends only a larger budget goes on, and it trains again what it
   * promotes.
   */
  close(reason: EndReason): void {
    if (reason !== 'budget' && reason !== 'exhausted') return;
    if (this.setup.experiment.execution.keepModels === 'none') this.#keepModels(new Set());
    this.#keepRungs(new Set());
  }

  #fidelityOf(trial: TrialId): number {
    return fidelityOf(this.state.trials[trial]!);
  }

  #keepModels(trials: ReadonlySet<TrialId>): void {
    this.#try(() => {
      this.setup.executor.retain(trials);
    });
  }

  #keepRungs(trials: ReadonlySet<TrialId>): void {
    this.#try(() => this.setup.executor.retainRungs?.(trials));
  }

  /** A model that cannot be removed (its file is open elsewhere) is no reason to end a run. */
  #try(step: () => void): void {
    try {
      step();
    } catch (error) {
      if (error instanceof Bug) throw error;
      this.setup.onProblem?.(`models could not be removed: ${messageOf(error)}`);
    }
  }
}

import { Bug, TrialError } from '../core/base/errors';
import { SearchRecorder } from '../core/comparison/search-recorder';
import type { SearchRecord } from '../core/comparison/search-record';
import type { Experiment } from '../core/experiment/experiment';
import type { AnalyticEstimator, Measurement } from '../core/estimator/estimator';
import { missingMetric } from '../core/journal/query';
import type { Genotype } from '../core/space/space';
import type { Fidelity } from '../core/strategy/strategy';
import { scoreOf } from '../core/trial/objective';
import { missingForReward, withReward } from '../core/trial/reward';
import type { AbortSignalLike } from '../core/search/ports';
import { trialSeed } from '../core/search/trial-request';
import type { TrialId } from '../core/trial/trial';
import { AbortError } from './abort';
import { timed } from './compare-lane';
import type { Lane, SearchOrder } from './compare-lane';
import type { Prepared } from './prepare';
import { strategyOf } from './search-strategy';

/** The process looks after other things at least this often. */
const BREATH_MS = 40;

/** Sums of shares are as exact as floating point is. */
const ROUNDING = 1e-9;

/** A table that was read. */
export type PreparedTable = Prepared & { readonly source: Extract<Prepared['source'], { kind: 'table' }> };

/** Searches a table in this process. */
export function tableLane(prepared: PreparedTable): Lane {
  const ending = new AbortController();
  return {
    run: (order) => searchTable(prepared, order, ending.signal),
    end() {
      ending.abort();
      return Promise.resolve();
    },
  };
}

/**
 * One search of a table: the proposals and measurements of a run of the experiment with that strategy and seed, one
 * after the other, without a journal. Rejects with `AbortError` soon after `signal` is aborted.
 */
export async function searchTable(
  prepared: PreparedTable,
  { strategy: options, seed, budget }: SearchOrder,
  signal: AbortSignalLike,
): Promise<SearchRecord> {
  const experiment: Experiment = { ...prepared.experiment, strategy: options, seed };
  const { strategy: own, fullEpochs } = strategyOf({ ...prepared, experiment });
  const strategy = timed(own);
  const recorder = new SearchRecorder({ ...experiment, fullEpochs });
  const measure = measurer(prepared.source.estimator, experiment);
  let breathAt = performance.now() + BREATH_MS;
  while (recorder.evaluations < budget - ROUNDING) {
    if (performance.now() >= breathAt) {
      await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) throw new AbortError();
      breathAt = performance.now() + BREATH_MS;
    }
    const ask = strategy.ask();
    if (ask.kind === 'exhausted') return recorder.record(strategy.thinkingMs(), true);
    if (ask.kind === 'wait') throw new Bug('the strategy waits although no trial is out');
    const { trial, genotype, fidelity } = ask.proposal;
    recorder.asked(paidFidelity(fidelity, prepared.source.estimator), prepared.space.candidateId(genotype));
    const measured = measure(trial, genotype, fidelity);
    if (measured instanceof TrialError) {
      recorder.failed(0);
      strategy.tell({ trial, status: 'failed', reason: measured.message });
      continue;
    }
    const { metrics, simulatedSeconds: seconds } = measured;
    recorder.measured(metrics, seconds);
    const score = scoreOf(metrics, experiment.objectives, experiment.constraints);
    strategy.tell({ trial, status: 'measured', score, seconds: seconds ?? 0 });
  }
  return recorder.record(strategy.thinkingMs(), false);
}

/** Where nothing can be taken up, a promotion is paid from the first epoch on. */
function paidFidelity(
  fidelity: Fidelity | undefined,
  { startsOver }: AnalyticEstimator,
): Fidelity | undefined {
  return fidelity && startsOver ? { epochs: fidelity.epochs } : fidelity;
}

/** Looks a trial up, with what makes a measurement a failure in a run. */
function measurer(estimator: AnalyticEstimator, { reward, objectives, constraints, seed }: Experiment) {
  const epochsOf: (number | undefined)[] = [];
  return (trial: TrialId, genotype: Genotype, fidelity: Fidelity | undefined): Measurement | TrialError => {
    epochsOf[trial] = fidelity?.epochs;
    const paid =
      fidelity?.continues === undefined || estimator.startsOver ? undefined : epochsOf[fidelity.continues];
    let measurement: Measurement;
    try {
      measurement = estimator.estimate(genotype, trialSeed(seed, trial), fidelity?.epochs, paid);
    } catch (error) {
      if (error instanceof TrialError) return error;
      throw error;
    }
    const metrics = withReward(measurement.metrics, reward);
    const missing = missingForReward(metrics, reward) ?? missingMetric(metrics, objectives, constraints);
    if (missing !== undefined) return new TrialError('error', `the measurement has no ${missing}`);
    const broken = Object.entries(metrics).find(([, value]) => !Number.isFinite(value));
    return broken ? new TrialError('diverged', `${broken[0]} is ${broken[1]}`) : { ...measurement, metrics };
  };
}

import type { Rng } from '../../base/random';
import type { Genotype } from '../../space/space';
import { Scenarios } from '../../surrogate/gaussian-process-scenarios';
import type { ScenarioPredictions } from '../../surrogate/gaussian-process-scenarios';
import { normalCdf } from '../../surrogate/normal-distribution';
import type { Foresight } from '../problem';
import { meritsOf } from './merit-choice';
import type { Outlook } from './merit';
import type { Fitted, Models } from './models';
import type { Observation, Situation } from './observations';
import type { BayesianOptions } from './options';

/** A candidate as models see it. */
export interface Prospect<X> {
  readonly genotype: Genotype;
  readonly input: X;
}

/** What a candidate promises. */
export interface Promise {
  /** What is known of its violation of constraints; less is better, whatever the merit. */
  readonly violation: number;
  readonly merit: number;
  /** Of the first objective, as a target. */
  readonly mean: number;
  readonly sd: number;
}

export interface Acquisition<X> {
  promisesOf(prospects: readonly Prospect<X>[]): Promise[];
  /** Lets go of the models. */
  close(): void;
}

/** What an acquisition is made from. */
export interface AcquisitionContext<X> {
  readonly observations: readonly Observation<X>[];
  readonly situation: Situation;
  readonly models: Models<X>;
  readonly pending: readonly Prospect<X>[];
  readonly options: BayesianOptions;
  readonly stream: Rng;
  readonly foresee: (genotype: Genotype) => Foresight;
}

/** Fantasies of each objective, when there are several: their merit costs more. */
const MAX_FANTASIES_OF_SEVERAL = 10;
const N_SAMPLES = { map: 1, 'slice-sampling': 10 } as const;

/**
 * The acquisition of one proposal: models under what is pending, and what their predictions are worth.
 *
 * The average over scenarios is over all of them: draws of hyperparameters times fantasies. Constraints that were not known
 * before multiply it by the probability that the candidate breaks none.
 */
export function createAcquisition<X>(context: AcquisitionContext<X>): Acquisition<X> {
  const { situation, models, options, stream, foresee } = context;
  const isDraw = options.acquisition === 'thompson';
  const nObjectives = situation.objectives.length;
  // A draw from the posterior differs from the last one by itself: what is out need not push it away.
  const pending = isDraw ? [] : context.pending;
  const nMembers = N_SAMPLES[options.hyperparameters];
  const wanted = nObjectives > 1 ? Math.min(MAX_FANTASIES_OF_SEVERAL, options.fantasies) : options.fantasies;
  const shape = { nMembers, nFantasies: pending.length === 0 ? 1 : Math.ceil(wanted / nMembers) };
  const imagining = models.objectives.map(
    (fitted, j) =>
      fitted &&
      new Scenarios(
        fitted.regression,
        fitted.inputs,
        pending.map(({ input }) => input),
        shape,
        stream.fork(`fantasies of objective-${j}`),
      ),
  );
  const certainly = (fitted: Fitted<X> | undefined): Scenarios<X> | undefined =>
    fitted && new Scenarios(fitted.regression, fitted.inputs, [], { nMembers, nFantasies: 1 }, stream);
  const seconds = certainly(models.seconds);
  const violation = certainly(models.violation);
  const nScenarios = nMembers * shape.nFantasies;
  const drawing = stream.fork('draws');
  const isForeseeing = situation.isConstrained || situation.objectives.some(({ isForeseen }) => isForeseen);
  const merits = meritsOf(
    { ...context, pending, imagined: imagining.map((scenarios) => scenarios?.imagined) },
    nScenarios,
  );

  return {
    promisesOf(prospects) {
      const inputs = prospects.map(({ input }) => input);
      const foresights = isForeseeing ? prospects.map(({ genotype }) => foresee(genotype)) : undefined;
      const predictions = imagining.map((scenarios, j) =>
        scenarios ? scenarios.predict(inputs) : known(foresights!, j, nScenarios),
      );
      const values = averageMerit(inputs, predictions);
      if (violation) {
        const chances = chancesOf(violation.predict(inputs), models.violation!.scale.toTarget(0));
        // A share of a negative value would be an improvement.
        const lowest = values.reduce((a, b) => Math.min(a, b), 0);
        chances.forEach((chance, i) => (values[i] = (values[i]! - lowest) * chance));
      }
      const first = { means: average(predictions[0]!.means), sds: average(predictions[0]!.sds) };
      return prospects.map((_, i) => ({
        violation: foresights?.[i]?.violation ?? 0,
        merit: values[i]!,
        mean: first.means[i]!,
        sd: first.sds[i]!,
      }));
    },
    close() {
      for (const scenarios of imagining) scenarios?.close();
    },
  };

  function averageMerit(inputs: readonly X[], predictions: readonly ScenarioPredictions[]): Float64Array {
    const perSecond = seconds && speedsOf(seconds.predict(inputs), models.seconds!);
    const drawn = isDraw
      ? {
          means: imagining.map((of, j) => of?.draw(inputs, drawing) ?? predictions[j]!.means[0]!),
          sds: zeros(),
        }
      : undefined;
    const sums = new Float64Array(inputs.length);
    for (let s = 0; s < (isDraw ? 1 : nScenarios); s++) {
      const outlook = drawn ?? outlookOf(predictions, s, options);
      const speeds = perSecond?.[Math.floor(s / shape.nFantasies) % perSecond.length];
      merits[s]!(outlook).forEach((merit, i) => (sums[i]! += speeds ? merit * speeds[i]! : merit));
    }
    return sums.map((sum) => sum / (isDraw ? 1 : nScenarios));

    function zeros(): Float64Array[] {
      return imagining.map(() => new Float64Array(inputs.length));
    }
  }

  /** A candidate of which nobody knows gets the worst that was seen. */
  function known(foresights: readonly Foresight[], j: number, n: number): ScenarioPredictions {
    const { scale, targets } = situation.objectives[j]!;
    const worst = targets.reduce((a, b) => Math.min(a, b), Infinity);
    const means = Float64Array.from(foresights, ({ values }) =>
      values[j] === undefined ? worst : scale.toTarget(values[j]),
    );
    const sds = new Float64Array(foresights.length);
    return { means: Array<Float64Array>(n).fill(means), sds: Array<Float64Array>(n).fill(sds) };
  }
}

/** What is believed in scenario `s`: for `ucb` the optimistic value, as if it were certain. */
function outlookOf(
  predictions: readonly ScenarioPredictions[],
  s: number,
  { acquisition, exploration }: BayesianOptions,
): Outlook {
  const means = predictions.map((of) => of.means[s]!);
  const sds = predictions.map((of) => of.sds[s]!);
  if (acquisition !== 'ucb') return { means, sds };
  return {
    means: means.map((of, j) => of.map((mean, i) => mean + exploration * sds[j]![i]!)),
    sds: sds.map((of) => new Float64Array(of.length)),
  };
}

/** `[members]` of `[m]`: measurements of the candidate a second. */
function speedsOf(
  { means }: ScenarioPredictions,
  { scale }: { readonly scale: Fitted<unknown>['scale'] },
): Float64Array[] {
  return means.map((of) => of.map((mean) => Math.exp(-scale.toScore(mean))));
}

/** The probability that the violation is at most `limit`, averaged over members. */
function chancesOf({ means, sds }: ScenarioPredictions, limit: number): Float64Array {
  return average(
    means.map((of, s) => of.map((mean, i) => normalCdf((limit - mean) / (sds[s]![i]! || Number.MIN_VALUE)))),
  );
}

function average(rows: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(rows[0]!.length);
  for (const row of rows) row.forEach((value, i) => (sums[i]! += value));
  return sums.map((sum) => sum / rows.length);
}

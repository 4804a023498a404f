import { expected, unreachable } from '../../base/errors';
import type { Rng } from '../../base/random';
import type { Encoding, Genotype, SearchSpace } from '../../space/space';
import { bayesianRidge } from '../../surrogate/linear-bayesian-ridge';
import { DEFAULT_ENSEMBLE, mlpEnsemble } from '../../surrogate/mlp-ensemble';
import { randomForest } from '../../surrogate/random-forest';
import type { Forecast, Regressor } from '../../surrogate/regressor';
import { gaussianProcessRegressor } from '../../surrogate/regressor-gaussian-process';
import { inScores, logRegretScale } from '../bayesian/targets';
import type { Measured } from '../history';
import type { PredictorOptions } from './predictor-options';

/** A regressor that has learned from measured trials. */
export interface PredictorModel {
  /** The best target that it has seen. */
  readonly best: number;
  /** In targets. */
  predict(genotypes: readonly Genotype[]): Forecast;
  /** A forecast of one candidate as a score. */
  inScores(mean: number, sd: number): { readonly mean: number; readonly sd: number };
}

export type RegressorOptions = Pick<PredictorOptions, 'regressor' | 'members' | 'layers' | 'units'>;

/** In this order of preference. */
const AUTO_ENCODINGS: readonly Encoding[] = ['path', 'adjacency', 'one-hot'];

/** @throws InputError at `encoding` when the space does not have it */
export function encodingFor(space: SearchSpace, wanted: PredictorOptions['encoding']): Encoding {
  if (wanted === 'auto')
    return AUTO_ENCODINGS.find((kind) => space.encodings.includes(kind)) ?? space.encodings[0]!;
  if (!space.encodings.includes(wanted))
    throw expected('encoding', `one of ${space.encodings.join(', ')} for ${space.kind}`, wanted);
  return wanted;
}

/**
 * Fits the regressor that the options name.
 *
 * Targets are logarithms of the regret, see `logRegretScale`, which magnify differences among good candidates, as
 * the paper's loss of relative errors does, and know no unit. An infeasible trial counts as the worst that was measured; where
 * none is feasible, the smaller violation is the better one.
 *
 * @param measured at least one
 */
export function fitPredictor(
  space: SearchSpace,
  encoding: Encoding,
  options: RegressorOptions,
  measured: readonly Measured[],
  rng: Rng,
): PredictorModel {
  const scores = valuesOf(measured);
  const scale = logRegretScale(scores);
  const targets = Float64Array.from(scores, scale.toTarget);
  const codes = (genotypes: readonly Genotype[]): Float64Array[] =>
    genotypes.map((genotype) => space.encode(genotype, encoding));
  const regressor = regressorFor(options);
  regressor.fit(codes(measured.map(({ genotype }) => genotype)), targets, rng);
  return {
    best: targets.reduce((a, b) => Math.max(a, b), -Infinity),
    predict: (genotypes) => regressor.predict(codes(genotypes)),
    inScores: (mean, sd) => inScores(scale, mean, sd),
  };
}

function valuesOf(measured: readonly Measured[]): number[] {
  if (measured.every(({ score }) => score.violation > 0))
    return measured.map(({ score }) => -score.violation);
  const worst = measured.reduce((least, { score }) => Math.min(least, score.values[0]!), Infinity);
  return measured.map(({ score }) => (score.violation > 0 ? worst : score.values[0]!));
}

function regressorFor({ regressor, members, layers, units }: RegressorOptions): Regressor {
  switch (regressor) {
    case 'mlp-ensemble':
      return mlpEnsemble({
        ...DEFAULT_ENSEMBLE,
        nMembers: members,
        widths: Array<number>(layers).fill(units),
      });
    case 'random-forest':
      return randomForest();
    case 'ridge':
      return bayesianRidge();
    case 'gaussian-process':
      return gaussianProcessRegressor();
    default:
      return unreachable(regressor);
  }
}

import { within } from '../core/base/errors';
import { createRng } from '../core/base/random';
import { graphMetrics, problemOf } from '../core/search/problem';
import type { Genotype } from '../core/space/space';
import { createStrategy } from '../core/strategy/catalog';
import type { Strategy } from '../core/strategy/strategy';
import type { Prepared } from './prepare';

/**
 * The strategy of an experiment, fresh, and the epochs of a full measurement. Every search makes it here, so that
 * what is compared is what runs. Throws `InputError` whose path is inside the experiment.
 */
export function strategyOf({
  experiment,
  space,
  source,
}: Pick<Prepared, 'experiment' | 'space' | 'source'>): {
  readonly strategy: Strategy;
  readonly fullEpochs: number;
} {
  const rng = createRng(experiment.seed).fork('strategy');
  const table = source.kind === 'table' ? source.estimator : undefined;
  const known = table ? (genotype: Genotype) => table.known(genotype) : graphMetrics(space);
  const problem = problemOf(experiment, known, table?.fidelities);
  return {
    strategy: within('strategy', () => createStrategy(space, experiment.strategy, rng, problem)),
    fullEpochs: problem.fidelities.at(-1)!,
  };
}

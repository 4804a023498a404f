import type { Rng } from '../../base/random';
import type { Genotype, SearchSpace } from '../../space/space';
import type { Situation } from '../bayesian/observations';
import type { Problem } from '../problem';
import { describeGraphs, describeKnobs } from './feature-groups';
import { FeatureSpace } from './feature-space';
import type { Features } from './feature-space';
import type { Outlooks } from './merits';
import { Surrogate } from './surrogate';

/** What was told: an observation by its position, or a failure. */
export interface Told {
  readonly genotype: Genotype;
  readonly observation: number | undefined;
}

/** Members of the space that scales of features are taken from. */
const N_SCALING_SAMPLES = 100;
const MOST_REMEMBERED = 20_000;
/** What a failure counts as where violations are modelled: a median one. */
const FAILURE_VIOLATION = 1;

/** Learns from what was told, and says what it believes of candidates. */
export interface Model {
  update(told: readonly Told[], situation: Situation): void;
  /** @param pending believed to turn out as predicted */
  outlooks(candidates: readonly Genotype[], pending: readonly Genotype[]): Outlooks;
}

/**
 * @param kind `one-hot`: candidates are compared by their choices alone
 * @param rng draws the members that scales are taken from
 */
export function createModel(
  space: SearchSpace,
  kind: 'graph' | 'one-hot',
  rng: Rng,
  problem: Problem,
): Model {
  // A single objective that were known before would need no search.
  const known = (genotype: Genotype) => (problem.nObjectives > 1 ? problem.foresee(genotype).values : []);
  const samples = Array.from({ length: N_SCALING_SAMPLES }, () => space.sample(rng));
  const describe = kind === 'graph' ? describeGraphs(space, known, samples) : describeKnobs(space);
  const featureSpace = new FeatureSpace(describe, samples);
  const surrogate = new Surrogate(featureSpace);
  const remembered = new Map<string, Features>();
  const inputs: Features[] = [];
  let isForeseen: readonly boolean[] = [];
  let isViolationModelled = false;

  return {
    update(told, situation) {
      for (let i = inputs.length; i < told.length; i++) inputs.push(featuresOf(told[i]!.genotype));
      isForeseen = situation.objectives.map((objective) => objective.isForeseen);
      isViolationModelled = situation.violations !== undefined;
      const targets = situation.objectives
        .filter((objective) => !objective.isForeseen)
        .map((objective) => withFailures(told, objective.targets, lowest(objective.targets)));
      if (situation.violations) targets.push(withFailures(told, situation.violations, FAILURE_VIOLATION));
      surrogate.update(inputs, targets, () => prioritiesOf(told, situation));
    },
    outlooks(candidates, pending) {
      const beliefs = surrogate.beliefs(candidates.map(featuresOf), pending.map(featuresOf));
      let next = 0;
      return {
        objectives: isForeseen.map((is) => (is ? undefined : beliefs[next++]!)),
        violation: isViolationModelled ? beliefs[next] : undefined,
        foreseen: isForeseen.includes(true)
          ? candidates.map((genotype) => problem.foresee(genotype))
          : undefined,
      };
    },
  };

  function featuresOf(genotype: Genotype): Features {
    const key = genotype.join();
    let features = remembered.get(key);
    if (!features) {
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(key, (features = featureSpace.features(genotype)));
    }
    return features;
  }
}

/** One number for everything that was told. */
function withFailures(told: readonly Told[], ofObservations: Float64Array, ofFailure: number): Float64Array {
  return Float64Array.from(told, ({ observation }) =>
    observation === undefined ? ofFailure : ofObservations[observation]!,
  );
}

/** The front first, then by the first objective; failures last. */
function prioritiesOf(told: readonly Told[], { objectives, front }: Situation): Float64Array {
  const { targets } = objectives[0]!;
  const boosted = targets.slice();
  for (const i of front) boosted[i]! += 1e6;
  return withFailures(told, boosted, -Infinity);
}

function lowest(values: Float64Array): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

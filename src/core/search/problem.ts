import type { Experiment } from '../experiment/experiment';
import { costOf } from '../graph/cost';
import type { Genotype, SearchSpace } from '../space/space';
import type { Foresight, Problem } from '../strategy/problem';
import { scoreOf } from '../trial/objective';
import { withReward } from '../trial/reward';
import type { Metrics } from '../trial/trial';

/** Metrics of a candidate that are known before it is measured; empty where nobody knows. */
export type KnownMetrics = (genotype: Genotype) => Metrics;

/** What the graph of a candidate that will be trained tells. */
export function graphMetrics(space: SearchSpace): KnownMetrics {
  return (genotype) => {
    const { paramCount, macs, activationBytes } = costOf(space.build(genotype));
    return { paramCount, macs, activationBytes };
  };
}

/** So many answers are remembered; a strategy asks for the same candidates again and again. */
const MAX_REMEMBERED = 20_000;

/** What a strategy may know of an experiment beside its space. */
export function problemOf(
  {
    objectives,
    constraints,
    reward,
    estimator,
  }: Pick<Experiment, 'objectives' | 'constraints' | 'reward' | 'estimator'>,
  known: KnownMetrics,
  tableFidelities: readonly number[] = [1],
): Problem {
  const remembered = new Map<string, Foresight>();
  return {
    nObjectives: objectives.length,
    fidelities:
      estimator.kind === 'training'
        ? Array.from({ length: estimator.epochs }, (_, i) => i + 1)
        : tableFidelities,
    foresee(genotype) {
      const key = genotype.join();
      let foresight = remembered.get(key);
      if (!foresight) {
        if (remembered.size >= MAX_REMEMBERED) remembered.clear();
        remembered.set(key, (foresight = foresightOf(withReward(known(genotype), reward))));
      }
      return foresight;
    },
  };

  function foresightOf(metrics: Metrics): Foresight {
    const isKnown = ({ metric }: { readonly metric: string }): boolean => metrics[metric] !== undefined;
    return {
      values: objectives.map((objective) =>
        isKnown(objective) ? scoreOf(metrics, [objective], []).values[0] : undefined,
      ),
      violation: scoreOf(metrics, [], constraints.filter(isKnown)).violation,
    };
  }
}

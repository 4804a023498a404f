import { createRng } from '../../base/random';
import { brokenLimit, costLimitsOf } from '../../space/limited-space';
import type { Genotype, SearchSpace } from '../../space/space';
import type { SampledCost } from '../../space/space-picture';
import type { Finding } from '../diagnose';
import type { Experiment } from '../experiment';

/** What a look at the space or the data has found out. */
export interface SampledFacts {
  /** Of a few hundred candidates; empty where none can be built. */
  readonly costs: readonly SampledCost[];
  /** Absent where the data were not read. */
  readonly trainExamples?: number | undefined;
}

/**
 * What is wrong with an experiment as far as only candidates can tell: these are built, a few hundred of them, so it
 * takes tenths of a second and is nothing for every keystroke. Deterministic.
 */
export function sampledFindings(
  experiment: Experiment,
  space: SearchSpace,
  { costs, trainExamples }: SampledFacts,
): Finding[] {
  return [
    ...constraintFindings(experiment, costs),
    ...batchFindings(experiment, trainExamples),
    ...effectFindings(space, experiment.seed),
  ];
}

function constraintFindings({ constraints }: Experiment, costs: readonly SampledCost[]): Finding[] {
  return constraints.flatMap((constraint, i): Finding[] => {
    const [limit] = costLimitsOf([constraint]);
    if (!limit || costs.length === 0 || costs.some((cost) => brokenLimit(cost, [limit]) === undefined))
      return [];
    const values = costs.map((cost) => cost[limit.metric]);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    // Where one end alone is in the way, moving it to the nearest sampled value lets a candidate through.
    const end = limit.max !== undefined && limit.max < least ? 'max' : 'min';
    return [
      {
        severity: 'warning',
        code: 'constraint-never-met',
        path: ['constraints', i],
        at: 'value',
        problem: `none of ${values.length} sampled candidates keeps this limit: their ${limit.metric} is between ${least} and ${most}`,
        choices: [],
        mend: { key: end, value: end === 'max' ? middle(values) : least },
        removable: true,
      },
    ];
  });
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function batchFindings({ estimator }: Experiment, trainExamples: number | undefined): Finding[] {
  if (estimator.kind !== 'training' || trainExamples === undefined || estimator.batchSize <= trainExamples)
    return [];
  return [
    {
      severity: 'warning',
      code: 'batch-too-large',
      path: ['estimator', 'batchSize'],
      at: 'value',
      problem: `a batch of ${estimator.batchSize} is larger than the ${trainExamples} training examples: every epoch is one step`,
      choices: [trainExamples],
      removable: false,
    },
  ];
}

/** Candidates in which a knob is turned before it is said to do nothing. */
const TRIES = 16;
/** Builds in all: a space of hundreds of knobs is looked at in part. */
const MAX_TURNS = 800;

/** Knobs that were turned in many candidates, and none of them became another one. */
function effectFindings(space: SearchSpace, seed: number): Finding[] {
  if (space.namesOnly || space.initialWeights) return [];
  const rng = createRng(seed).fork('effects');
  const parents = new Set(space.knobs.flatMap(({ activeIf }) => (activeIf ? [activeIf.knob] : [])));
  const samples = Array.from({ length: TRIES }, () => space.sample(rng));
  let turns = 0;
  return space.knobs.flatMap(({ name, values }, knob): Finding[] => {
    // What switches others on has an effect, or they have none.
    if (values.length < 2 || parents.has(knob)) return [];
    let tried = 0;
    for (const genotype of samples) {
      if (turns >= MAX_TURNS) return [];
      const turned = genotype.with(knob, (genotype[knob]! + 1) % values.length);
      if (!isMember(space, turned)) continue;
      turns++;
      tried++;
      if (space.candidateId(turned) !== space.candidateId(genotype)) return [];
    }
    // A knob that is seldom switched on was seen too seldom to speak of.
    if (tried < TRIES / 2) return [];
    const problem = `${name} has no effect: ${tried} candidates stayed what they were when it was changed`;
    return [
      {
        severity: 'warning',
        code: 'knob-without-effect',
        path: ['space'],
        at: 'key',
        problem,
        choices: [],
        removable: false,
      },
    ];
  });
}

function isMember(space: SearchSpace, genotype: Genotype): boolean {
  return space.check(genotype) === undefined;
}

import { AUTO_CASES } from './auto';
import { BAYESIAN_CASES } from './bayesian';
import { EVOLUTION_CASES } from './evolution';
import { FIDELITY_CASES } from './fidelity';
import { LOCAL_CASES } from './local';
import { MODEL_CASES } from './model';
import { NASBOT_CASES } from './nasbot';
import { NEUROEVOLUTION_CASES } from './neuroevolution';
import { PROGRESSIVE_CASES } from './progressive';
import { REINFORCEMENT_CASES } from './reinforcement';
import { SAMPLING_CASES } from './sampling';
import type { StrategyCase } from './strategy-case';

/** Every strategy, with at least one case per kind: `catalog.test.ts` sees to it. */
export const STRATEGY_CASES: readonly StrategyCase[] = [
  ...AUTO_CASES,
  ...SAMPLING_CASES,
  ...LOCAL_CASES,
  ...EVOLUTION_CASES,
  ...BAYESIAN_CASES,
  ...NASBOT_CASES,
  ...MODEL_CASES,
  ...REINFORCEMENT_CASES,
  ...FIDELITY_CASES,
  ...PROGRESSIVE_CASES,
  ...NEUROEVOLUTION_CASES,
];

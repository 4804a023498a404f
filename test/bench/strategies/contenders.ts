/** A strategy as it takes part. */
export interface Contender {
  readonly title: string;
  readonly options: { readonly kind: string } & Readonly<Record<string, unknown>>;
  /** So many evaluations at most, where thinking takes long; all of the comparison's without it. */
  readonly evaluations?: number;
  /** Takes part in the comparison of fronts. */
  readonly front?: boolean;
}

/**
 * Every strategy, as it comes, but for populations, which are made for thousands of trials in the papers and have the sizes
 * that the specification of small budgets gives.
 */
export const CONTENDERS: readonly Contender[] = [
  { title: 'auto', options: { kind: 'auto' }, front: true },
  { title: 'auto, one-hot features', options: { kind: 'auto', features: 'one-hot' }, front: true },
  { title: 'random', options: { kind: 'random' }, front: true },
  { title: 'grid, shuffled', options: { kind: 'grid', order: 'shuffled' } },
  { title: 'local search', options: { kind: 'local-search' } },
  { title: 'local search, first better', options: { kind: 'local-search', neighbourhood: 'first-better' } },
  { title: 'simulated annealing', options: { kind: 'simulated-annealing' } },
  {
    title: 'regularised evolution, 20/5',
    options: { kind: 'regularized-evolution', populationSize: 20, sampleSize: 5 },
  },
  { title: 'genetic', options: { kind: 'genetic' } },
  { title: 'NSGA-II', options: { kind: 'nsga-ii' }, front: true },
  { title: 'NSGA-II, 20', options: { kind: 'nsga-ii', populationSize: 20 }, front: true },
  { title: 'LTS', options: { kind: 'lts' }, front: true },
  { title: 'Gaussian process', options: { kind: 'bayesian-optimization' }, evaluations: 200, front: true },
  { title: 'NASBOT', options: { kind: 'nasbot' }, evaluations: 100 },
  { title: 'TPE', options: { kind: 'tpe' }, front: true },
  { title: 'TPE, multivariate', options: { kind: 'tpe', multivariate: true }, front: true },
  { title: 'predictor (BANANAS)', options: { kind: 'predictor' }, evaluations: 200 },
  { title: 'REINFORCE', options: { kind: 'reinforce' } },
  { title: 'PPO', options: { kind: 'ppo' } },
  { title: 'Q-learning', options: { kind: 'q-learning' } },
  { title: 'progressive', options: { kind: 'progressive' }, evaluations: 200 },
  { title: 'NEAT', options: { kind: 'neat' } },
];

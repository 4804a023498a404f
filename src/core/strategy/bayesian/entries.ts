export const BAYESIAN_STRATEGIES = {} as const;

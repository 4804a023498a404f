export const REINFORCEMENT_STRATEGIES = {} as const;

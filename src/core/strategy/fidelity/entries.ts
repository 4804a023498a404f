export const FIDELITY_STRATEGIES = {} as const;

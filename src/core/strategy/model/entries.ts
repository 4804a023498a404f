export const MODEL_STRATEGIES = {} as const;

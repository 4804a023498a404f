export const AUTO_STRATEGIES = {} as const;

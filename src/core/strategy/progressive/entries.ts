export const PROGRESSIVE_STRATEGIES = {} as const;

export const NASBOT_STRATEGIES = {} as const;

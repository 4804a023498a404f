export const NEUROEVOLUTION_STRATEGIES = {} as const;

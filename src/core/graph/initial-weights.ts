/**
 * Numbers that weights begin with, where a candidate says more than which architecture it is: by the name of the weight
 * (`<node>/kernel`), row-major, whole. Weights that are not named are drawn by the trial's seed, as all others are.
 */
export type InitialWeights = Readonly<Record<string, readonly number[]>>;

/** What the file beside a candidate's code is called in which its first weights leave: a JSON object of lists. */
export const INITIAL_WEIGHTS_FILE = 'initial-weights.json';

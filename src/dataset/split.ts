import { createRng } from '../core/base/random';

/** Positions of examples, each list ascending; together every position once. */
export interface Split {
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly test: readonly number[];
}

export interface SplitRequest {
  /** One entry an example: examples with an equal stratum are spread over all parts in proportion. */
  readonly strata: ArrayLike<number>;
  /** Shares of all examples; together below 1. A share of 0 leaves that part empty. */
  readonly validationFraction: number;
  readonly testFraction: number;
  readonly seed: number;
}

/**
 * Splits by stratum: each part gets its share of each stratum, with rounding carried from one stratum to the next so that
 * the parts also have their share of the whole. A stratum with at least as many examples as there are parts is in
 * every part; one with fewer is in the training part first.
 *
 * Which examples go where depends on the seed and, for each stratum on its own, on its value and its number of examples.
 */
export function splitExamples(request: SplitRequest): Split {
  const rng = createRng(request.seed).fork('split');
  const validation = new Quota(request.validationFraction);
  const test = new Quota(request.testFraction);
  const split = { train: [] as number[], validation: [] as number[], test: [] as number[] };

  for (const [stratum, members] of membersByStratum(request.strata)) {
    const shuffled = rng.fork(`stratum ${stratum}`).shuffled(members);
    const forTest = test.take(shuffled.length, shuffled.length - 1 - validation.least(shuffled.length - 1));
    const forValidation = validation.take(shuffled.length, shuffled.length - 1 - forTest);
    shuffled.forEach((example, i) => {
      const part = i < forTest ? split.test : i < forTest + forValidation ? split.validation : split.train;
      part.push(example);
    });
  }
  for (const part of Object.values(split)) part.sort((a, b) => a - b);
  return split;
}

/** How many examples of each stratum one part takes. */
class Quota {
  private owed = 0;

  constructor(private readonly fraction: number) {}

  /** The fewest that it takes when `available` are left. */
  least(available: number): number {
    return this.fraction > 0 && available > 0 ? 1 : 0;
  }

  /** Takes its share of `size` examples, at most `available` of them. */
  take(size: number, available: number): number {
    this.owed += this.fraction * size;
    const taken = Math.max(this.least(available), Math.min(Math.round(this.owed), Math.max(0, available)));
    this.owed -= taken;
    return taken;
  }
}

function membersByStratum(strata: ArrayLike<number>): [number, number[]][] {
  const members = new Map<number, number[]>();
  for (let i = 0; i < strata.length; i++) {
    const list = members.get(strata[i]!);
    if (list === undefined) members.set(strata[i]!, [i]);
    else list.push(i);
  }
  return [...members].sort(([a], [b]) => a - b);
}

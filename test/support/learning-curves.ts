import { createRng } from '../../src/core/base/random';
import type { Genotype, SearchSpace } from '../../src/core/space/space';
import { createStrategy } from '../../src/core/strategy/catalog';
import type { Problem } from '../../src/core/strategy/problem';
import { toySpace } from './toy-space';

/** A family of candidates by what they measure after so many epochs. */
export interface CurveFamily {
  readonly space: SearchSpace;
  readonly valueAfter: (genotype: Genotype, epochs: number) => number;
}

/**
 * 4,096 candidates whose final values are spread over [0, 1].
 *
 * `parallel`: all learn at one speed, so that early values are in the final order. `crossing`: the better a
 * candidate is in the end, the slower it learns, so that early values are in the opposite order.
 */
export function curveFamily(kind: 'parallel' | 'crossing'): CurveFamily {
  const qualityOf = (genotype: Genotype): number => createRng(0).fork(genotype.join()).next();
  return {
    space: toySpace(4, 8),
    valueAfter(genotype, epochs) {
      const quality = qualityOf(genotype);
      if (kind === 'parallel') return quality - 1 / epochs + 1 / FULL;
      // What is missing shrinks by one factor an epoch; the rest is learnt when learning rates have fallen.
      const speed = 0.9 * (1 - quality) + 0.02;
      return epochs >= FULL ? quality : quality * (1 - (1 - speed) ** epochs);
    },
  };
}

export const FULL = 27;

/** 1 less the value of the best candidate that a search has measured in full when so many full measurements are spent. */
export function regretOf(
  { space, valueAfter }: CurveFamily,
  options: { readonly kind: string } & Readonly<Record<string, unknown>>,
  seed: number,
  budget: number,
): number {
  const problem: Problem = {
    nObjectives: 1,
    fidelities: Array.from({ length: FULL }, (_, i) => i + 1),
    foresee: () => ({ values: [undefined], violation: 0 }),
  };
  const strategy = createStrategy(space, options, createRng(seed), problem);
  const epochsOf: number[] = [];
  let spent = 0;
  let best = 0;
  while (spent < budget * FULL) {
    const ask = strategy.ask();
    if (ask.kind !== 'proposal') throw new Error(`the strategy answered ${ask.kind}`);
    const { trial, genotype, fidelity } = ask.proposal;
    const epochs = fidelity?.epochs ?? FULL;
    const before = fidelity?.continues === undefined ? 0 : epochsOf[fidelity.continues]!;
    epochsOf[trial] = epochs;
    spent += epochs - before;
    const value = valueAfter(genotype, epochs);
    if (epochs === FULL) best = Math.max(best, value);
    strategy.tell({ trial, status: 'measured', score: { values: [value], violation: 0 } });
  }
  return 1 - best;
}

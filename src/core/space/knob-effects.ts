import type { Rng } from '../base/random';
import { isActive } from './knob-activity';
import type { Genotype, Knob, SearchSpace } from './space';

/** Builds are half a millisecond or more each, and a preview waits for them. */
const MOST_CHANGES = 400;
const MOST_PER_KNOB = 8;

/**
 * Whether turning a knob alone has made another candidate: `false` where none of up to eight changes in random
 * candidates did, `undefined` where none could be tried. Spaces of generated weights are not asked: their ids are dear.
 */
export function knobEffects(space: SearchSpace, rng: Rng): (boolean | undefined)[] {
  const { knobs } = space;
  if (space.namesOnly || space.initialWeights || knobs.length === 0) return knobs.map(() => undefined);
  const nTries = Math.min(MOST_PER_KNOB, Math.floor(MOST_CHANGES / knobs.length));
  const parents = Array.from({ length: 2 * nTries }, () => space.sample(rng));
  return knobs.map((_, knob) => {
    let nTried = 0;
    for (const parent of parents) {
      if (nTried === nTries) break;
      const child = turned(knobs, parent, knob, rng);
      if (child === undefined || space.check(child) !== undefined) continue;
      nTried++;
      if (space.candidateId(child) !== space.candidateId(parent)) return true;
    }
    return nTried === 0 ? undefined : false;
  });
}

/** The genotype with another value of one knob; knobs that become active hold their first. `undefined` where the knob has no say. */
function turned(knobs: readonly Knob[], parent: Genotype, knob: number, rng: Rng): Genotype | undefined {
  if (!isActive(knobs, parent, knob)) return undefined;
  const child = [...parent];
  const step = 1 + rng.below(knobs[knob]!.values.length - 1);
  child[knob] = (parent[knob]! + step) % knobs[knob]!.values.length;
  for (let later = knob + 1; later < knobs.length; later++)
    if (!isActive(knobs, child, later)) child[later] = 0;
  return child;
}

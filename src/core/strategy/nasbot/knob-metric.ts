import { createKnobTree } from '../../space/knob-tree';
import type { Genotype, SearchSpace } from '../../space/space';
import type { NetworkMetric, NetworkView } from './metric';

interface KnobView extends NetworkView {
  /** Position into its values of each knob; -1 where it is inactive. */
  readonly positions: readonly number[];
}

/** Hamming distance over knobs, one that is active in one candidate only counting as different: for spaces that cannot show their networks. */
export function knobMetric(space: SearchSpace): NetworkMetric<KnobView> {
  const tree = createKnobTree(space.knobs);
  return {
    nDistances: 1,
    viewOf(genotype: Genotype) {
      const positions = genotype.map((position, knob) => (tree.isActive(genotype, knob) ? position : -1));
      const nActive = positions.filter((position) => position >= 0).length;
      return { signature: positions.join(), magnitude: Math.max(1, nActive), work: 1, positions };
    },
    distances(a, b, out, at) {
      let differing = 0;
      for (let knob = 0; knob < a.positions.length; knob++)
        if (a.positions[knob] !== b.positions[knob]) differing++;
      out[at] = differing;
    },
  };
}

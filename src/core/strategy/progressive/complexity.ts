import { costOf } from '../../graph/cost';
import type { Genotype, SearchSpace } from '../../space/space';

/** What counts as complex. */
export type ComplexityMeasure = 'paramCount' | 'macs' | 'nodes';

/**
 * How complex a candidate is: weights, multiply-accumulates or operations of the searched part of its network.
 *
 * Where the space knows no networks it is the sum of the active knobs' positions, each as a share of its last one, because spaces
 * list sizes in order and leave-outs first. Remembered by genotype.
 */
export function complexityIn(space: SearchSpace, measure: ComplexityMeasure): (genotype: Genotype) => number {
  const known = new Map<string, number>();
  return (genotype) => {
    const key = genotype.join();
    let complexity = known.get(key);
    if (complexity === undefined) known.set(key, (complexity = measured(space, genotype, measure)));
    return complexity;
  };
}

function measured(space: SearchSpace, genotype: Genotype, measure: ComplexityMeasure): number {
  const sketch = space.sketch(genotype);
  if (sketch) return measure === 'nodes' ? sketch.nodes.length : costOf(sketch)[measure];
  return space.knobs.reduce(
    (sum, { values }, knob) => sum + (values.length > 1 ? genotype[knob]! / (values.length - 1) : 0),
    0,
  );
}

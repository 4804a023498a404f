import { groupOf, type PathGroup } from './labels';
import type { Layer } from './layers';

const IMAGE_GROUPS = ['conv', 'pool', 'fc'] as const;
const PERCEPTRON_GROUPS = ['rectifier', 'sigmoid'] as const;

/**
 * Where each layer is: lengths of the shortest and longest paths and of a random walk, to the output and from the
 * input, over all layers and over those of each group only.
 *
 * Kandasamy et al., section 3 and its appendix: a step from a layer counts 1 where the layer is of the group, else 0;
 * a random walk takes each connection with equal chance. `[layers, width]`, row-major, divided by the width, so that the
 * paper's structural cost, a mean of absolute differences, is the sum of them. The groups are convolutions,
 * pooling and dense layers on images, else rectifiers and sigmoids.
 */
export function pathLengthsOf(layers: readonly Layer[], onImages: boolean): Float64Array {
  const groups: readonly (PathGroup | undefined)[] = [
    undefined,
    ...(onImages ? IMAGE_GROUPS : PERCEPTRON_GROUPS),
  ];
  const width = 6 * groups.length;
  const lengths = new Float64Array(layers.length * width);
  const forward = layers.map(({ inputs }) => inputs);
  const backward: number[][] = layers.map(() => []);
  forward.forEach((inputs, layer) => inputs.forEach((input) => backward[input]!.push(layer)));
  const ascending = layers.map((_, i) => i);
  groups.forEach((group, g) => {
    const steps = layers.map(({ label }) => (group === undefined || groupOf(label) === group ? 1 : 0));
    fill(lengths, { width, column: 6 * g, steps, next: forward, order: ascending });
    fill(lengths, { width, column: 6 * g + 3, steps, next: backward, order: ascending.toReversed() });
  });
  return lengths.map((length) => length / width);
}

interface Walk {
  readonly width: number;
  readonly column: number;
  readonly steps: readonly number[];
  /** Where a path goes on from each layer; nowhere at its end. */
  readonly next: readonly (readonly number[])[];
  /** Layers after those that they lead to. */
  readonly order: readonly number[];
}

/** Shortest, longest and mean length from each layer to the end. */
function fill(lengths: Float64Array, { width, column, steps, next, order }: Walk): void {
  for (const layer of order) {
    const ways = next[layer]!;
    if (ways.length === 0) continue;
    const at = layer * width + column;
    lengths[at] = Infinity;
    for (const way of ways) {
      const from = way * width + column;
      lengths[at] = Math.min(lengths[at], lengths[from]!);
      lengths[at + 1] = Math.max(lengths[at + 1]!, lengths[from + 1]!);
      lengths[at + 2]! += lengths[from + 2]! / ways.length;
    }
    for (let k = 0; k < 3; k++) lengths[at + k]! += steps[layer]!;
  }
}

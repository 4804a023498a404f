import type { Architecture } from '../../src/core/graph/architecture';
import type { Operation, Shape } from '../../src/core/graph/operation';
import type { Genotype, SearchSpace } from '../../src/core/space/space';

export function isActive(space: SearchSpace, genotype: Genotype, knob: number): boolean {
  const condition = space.knobs[knob]!.activeIf;
  return (
    !condition ||
    (condition.values.includes(genotype[condition.knob]!) && isActive(space, genotype, condition.knob))
  );
}

/** By trying every combination of positions and keeping those with 0 at inactive knobs. */
export function* everyEncoding(space: SearchSpace, start: Genotype = []): Generator<Genotype> {
  const knob = start.length;
  if (knob === space.knobs.length) {
    yield start;
    return;
  }
  const positions = isActive(space, start, knob) ? space.knobs[knob]!.values.length : 1;
  for (let position = 0; position < positions; position++) yield* everyEncoding(space, [...start, position]);
}

/** One knob that is active in both differs; knobs that are active in the other only hold their first value. */
export function areNeighbours(space: SearchSpace, genotype: Genotype, other: Genotype): boolean {
  const turned = space.knobs.filter(
    (_, k) => isActive(space, genotype, k) && isActive(space, other, k) && genotype[k] !== other[k],
  );
  const fresh = space.knobs.every((_, k) => isActive(space, genotype, k) || other[k] === 0);
  return turned.length === 1 && fresh;
}

export function texts(genotypes: readonly Genotype[]): string[] {
  return genotypes.map((genotype) => genotype.join()).sort();
}

export function fromOneHot(space: SearchSpace, code: Float64Array): number[] {
  let start = 0;
  return space.knobs.map(({ values }) => {
    const slots = [...code.slice(start, (start += values.length))];
    return Math.max(0, slots.indexOf(1));
  });
}

export function fromOrdinal(space: SearchSpace, code: Float64Array): number[] {
  return space.knobs.map(({ values }, k) => Math.round(code[k]! * (values.length - 1)));
}

export function outputUnitsOf({ nodes }: Architecture): number {
  const last = nodes.at(-1)!.operation;
  return last.kind === 'dense' ? last.units : 0;
}

/** Weights by the textbook: kernels and biases, tables of embeddings, scale and offset of norms. */
export function paramsByHand({ nodes, shapes }: Architecture): number {
  return nodes.reduce(
    (sum, { operation, inputs }) =>
      sum + kernels(operation, shapes[inputs[0] ?? 0]!) + ofSequences(operation, shapes[inputs[0] ?? 0]!),
    0,
  );
}

function kernels(operation: Operation, shape: Shape): number {
  const channels = shape.at(-1)!;
  switch (operation.kind) {
    case 'conv2d': {
      const { filters, kernel, groups, useBias } = operation;
      return kernel[0] * kernel[1] * (channels / groups) * filters + (useBias ? filters : 0);
    }
    case 'separable_conv2d': {
      const { filters, kernel, useBias } = operation;
      return (kernel[0] * kernel[1] + filters) * channels + (useBias ? filters : 0);
    }
    case 'dense':
      return channels * operation.units + (operation.useBias ? operation.units : 0);
    case 'batch_norm':
    case 'layer_norm':
      return 2 * channels;
    default:
      return 0;
  }
}

function ofSequences(operation: Operation, shape: Shape): number {
  switch (operation.kind) {
    case 'embedding':
      return operation.vocabulary * operation.units;
    case 'position_embedding':
      return shape[0]! * shape[1]!;
    case 'multi_head_attention': {
      const features = shape[1]!;
      const inner = operation.heads * operation.keyUnits;
      const projections = 3 * features * inner + inner * features;
      return projections + (operation.useBias ? 3 * inner + features : 0);
    }
    default:
      return 0;
  }
}

/** The value that a chi-square of `freedom` degrees exceeds with probability 1e-6 (Wilson and Hilferty 1931). */
export function chiSquareLimit(freedom: number): number {
  if (freedom === 0) return 0;
  const z = 4.7534;
  return freedom * (1 - 2 / (9 * freedom) + z * Math.sqrt(2 / (9 * freedom))) ** 3;
}

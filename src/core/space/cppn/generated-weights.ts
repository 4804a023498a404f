import type { InitialWeights } from '../../graph/initial-weights';
import { POINT_INPUTS } from './geometry';
import type { PointInput } from './geometry';
import { evaluateCppn } from './network';
import type { Cppn } from './network';
import type { CppnOptions } from './options';
import type { GeneratedLayer } from './substrate';

const INPUTS = {
  absolute: ['x1', 'y1', 'z1', 'x2', 'y2', 'z2'],
  distance: ['dx', 'dy', 'z1', 'z2'],
  both: ['x1', 'y1', 'z1', 'x2', 'y2', 'z2', 'dx', 'dy'],
} as const satisfies Record<CppnOptions['coordinates'], readonly PointInput[]>;

/** Paints the kernels of a substrate. */
export interface WeightGenerator {
  /** Inputs of the pattern-producing networks, in order. The last is `bias`, which is always 1. */
  readonly inputs: readonly string[];
  /** Of each layer the inputs, by position, that are not 0 for all of its pairs. */
  readonly inputsOf: readonly (readonly number[])[];
  /** The kernels that a network makes, as 32-bit numbers; its outputs belong to the layers, in order. */
  generate(cppn: Cppn): InitialWeights;
}

/** Inputs that are 0 for every pair of the substrate are left out: no pattern could depend on them. */
export function weightGenerator(
  layers: readonly GeneratedLayer[],
  { coordinates, threshold, range }: Pick<CppnOptions, 'coordinates' | 'threshold' | 'range'>,
): WeightGenerator {
  const all: readonly PointInput[] = INPUTS[coordinates];
  const used = all.filter((input) =>
    layers.some(({ pairs }) => pairs.some((pair) => POINT_INPUTS[input](pair) !== 0)),
  );
  const columns = layers.map(({ pairs }) => [
    ...used.map((input) => Float64Array.from(pairs, POINT_INPUTS[input])),
    new Float64Array(pairs.length).fill(1),
  ]);

  return {
    inputs: [...used, 'bias'],
    inputsOf: columns.map((own) =>
      own.flatMap((column, input) => (column.some((value) => value !== 0) ? [input] : [])),
    ),
    generate: (cppn) =>
      Object.fromEntries(
        layers.map(({ weight, fanIn }, layer) => {
          const scale = range / Math.sqrt(fanIn);
          const patterns = evaluateCppn(cppn, layer, columns[layer]!);
          return [weight, Array.from(patterns, (one) => Math.fround(scale * expressed(one, threshold)))];
        }),
      ),
  };
}

/** 0 up to the threshold, and from there linearly to 1 or -1. */
function expressed(pattern: number, threshold: number): number {
  const beyond = Math.abs(pattern) - threshold;
  return beyond <= 0 ? 0 : (Math.sign(pattern) * beyond) / (1 - threshold);
}

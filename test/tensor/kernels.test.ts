import * as tf from '@tensorflow/tfjs-core';
import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { createRng } from '../../src/core/base/random';
import type { Padding, Pair } from '../../src/core/graph/operation';
import { start } from './backends';

/** Values of a tensor, and its shape. */
interface Given {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

beforeAll(async () => {
  await start('cpu');
  await start('wasm');
});

const MAPS: readonly Pair[] = [
  [7, 9],
  [8, 8],
  [5, 4],
  [1, 6],
];
const KERNELS: readonly Pair[] = [
  [1, 1],
  [2, 2],
  [3, 3],
  [5, 5],
  [1, 3],
];
const STRIDES: readonly Pair[] = [
  [1, 1],
  [2, 2],
  [3, 1],
];
const PADDINGS: readonly Padding[] = ['same', 'valid'];

/** Every window that fits its map. */
const WINDOWS = MAPS.flatMap((map) =>
  KERNELS.flatMap((kernel) =>
    STRIDES.flatMap((stride) =>
      PADDINGS.filter((padding) => padding === 'same' || (kernel[0] <= map[0] && kernel[1] <= map[1])).map(
        (padding) => ({ map, kernel, stride, padding }),
      ),
    ),
  ),
);

const CHANNELS = [
  [3, 4],
  [1, 1],
  [8, 5],
] as const;

const ATTRS = { dataFormat: 'NHWC', dilations: [1, 1] } as const;

describe(`kernels of ours on wasm against upstream's on cpu, over ${WINDOWS.length} windows`, () => {
  it('give the gradient of a convolution by its filter', () => {
    expect(
      worst((window, [inner, outer]) => {
        const x = given([2, ...window.map, inner]);
        const dy = given([2, ...outputOf(window), outer]);
        const attrs = { ...attrsOf(window), filterShape: [...window.kernel, inner, outer] };
        return difference('Conv2DBackpropFilter', { x, dy }, attrs);
      }),
    ).toBeLessThan(1e-5);
  });

  it('give the gradient of a convolution by its input', () => {
    expect(
      worst((window, [inner, outer]) => {
        const dy = given([2, ...outputOf(window), outer]);
        const filter = given([...window.kernel, inner, outer]);
        const attrs = { ...attrsOf(window), inputShape: [2, ...window.map, inner] };
        return difference('Conv2DBackpropInput', { dy, filter }, attrs);
      }),
    ).toBeLessThan(1e-5);
  });

  it.each([1, 2, 3])(
    'give the gradients of a depthwise convolution with %i filters a channel',
    (multiplier) => {
      expect(
        worst((window, [inner]) => {
          const x = given([2, ...window.map, inner]);
          const dy = given([2, ...outputOf(window), inner * multiplier]);
          const filter = given([...window.kernel, inner, multiplier]);
          const attrs = attrsOf(window);
          return Math.max(
            difference(
              'DepthwiseConv2dNativeBackpropFilter',
              { x, dy },
              { ...attrs, filterShape: [...filter.shape] },
            ),
            difference(
              'DepthwiseConv2dNativeBackpropInput',
              { dy, filter },
              { ...attrs, inputShape: [...x.shape] },
            ),
          );
        }),
      ).toBeLessThan(1e-5);
    },
  );

  it('give the gradient of max pooling', () => {
    expect(
      worst((window, [channels]) => {
        const input = given([2, ...window.map, channels]);
        const dy = given([2, ...outputOf(window), channels]);
        const attrs = { filterSize: [...window.kernel], strides: [...window.stride], pad: window.padding };
        return difference('MaxPoolGrad', { dy, input, output: dy }, attrs);
      }),
    ).toBeLessThan(1e-5);
  });

  it('compute convolutions and poolings forward as cpu does', () => {
    expect(
      worst((window, [inner, outer]) => {
        const x = given([2, ...window.map, inner]);
        const pool = { filterSize: [...window.kernel], strides: [...window.stride], pad: window.padding };
        return Math.max(
          difference('Conv2D', { x, filter: given([...window.kernel, inner, outer]) }, attrsOf(window)),
          difference(
            'DepthwiseConv2dNative',
            { x, filter: given([...window.kernel, inner, 2]) },
            attrsOf(window),
          ),
          difference('MaxPool', { x }, pool),
          difference('AvgPool', { x }, pool),
        );
      }),
    ).toBeLessThan(1e-5);
  });
});

describe('the gradient of average pooling', () => {
  // Pooling is linear: the gradient is the transposed map, found by pooling one pixel at a time.
  it.each(['cpu', 'wasm'] as const)(
    'on %s is the transposed map of pooling, in every window',
    async (backend) => {
      await tf.setBackend(backend);
      const errors = WINDOWS.map(({ map, kernel, stride, padding }) =>
        tf.tidy(() => {
          const pool = (x: tf.Tensor): tf.Tensor =>
            tf.avgPool(x as tf.Tensor4D, [...kernel], [...stride], padding);
          const pixels = map[0] * map[1];
          const columns = pool(tf.reshape(tf.eye(pixels), [pixels, ...map, 1]));
          const dy = tf.tensor(noise(columns.size / pixels), [1, ...columns.shape.slice(1)]);
          const wanted = tf.sum(tf.mul(columns, dy), [1, 2, 3]);
          const got = tf.reshape(tf.grad(pool)(tf.zeros([1, ...map, 1]), dy), [pixels]);
          return tf.max(tf.abs(tf.sub(wanted, got))).dataSync()[0]!;
        }),
      );
      await tf.setBackend('wasm');
      expect(Math.max(...errors)).toBeLessThan(1e-5);
    },
  );
});

describe('matMul on wasm', () => {
  it.each([
    [[5, 7], [7, 6], false, false],
    [[7, 5], [7, 6], true, false],
    [[5, 7], [6, 7], false, true],
    [[7, 5], [6, 7], true, true],
    [[3, 5, 7], [3, 7, 6], false, false],
    [[3, 7, 5], [3, 7, 6], true, false],
    [[3, 5, 7], [3, 6, 7], false, true],
    [[3, 7, 5], [3, 6, 7], true, true],
    [[1, 7, 5], [3, 6, 7], true, true],
    [[2, 1, 7, 5], [2, 3, 7, 6], true, false],
  ] as const)('multiplies %j and %j, transposed %s and %s, as cpu does', (a, b, transposeA, transposeB) => {
    const inputs = { a: given(a), b: given(b) };
    expect(difference('BatchMatMul', inputs, { transposeA, transposeB })).toBeLessThan(1e-5);
  });
});

describe('unsortedSegmentSum on wasm', () => {
  it('adds the rows of each segment and leaves out ids that are none', () => {
    const x = tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8], [4, 2]);
    const sum = tf.unsortedSegmentSum(x, tf.tensor1d([2, 0, 2, -1], 'int32'), 3);
    expect(Array.from(sum.dataSync())).toEqual([3, 4, 0, 0, 6, 8]);
  });
});

interface Window {
  readonly map: Pair;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Padding;
}

/** Largest difference over all windows and channel counts. */
function worst(differenceOf: (window: Window, channels: readonly [number, number]) => number): number {
  return Math.max(...WINDOWS.flatMap((window) => CHANNELS.map((channels) => differenceOf(window, channels))));
}

/** Largest difference of two backends' kernels, relative to the largest value; also finds what a kernel leaves behind. */
function difference(kernel: string, inputs: Readonly<Record<string, Given>>, attrs: NamedAttrMap): number {
  const reference = run('cpu', kernel, inputs, attrs);
  const ours = run('wasm', kernel, inputs, attrs);
  if (ours.length !== reference.length) return Infinity;
  const scale = reference.reduce((largest, v) => Math.max(largest, Math.abs(v)), 1e-9);
  return reference.reduce((largest, v, i) => Math.max(largest, Math.abs(v - ours[i]!) / scale), 0);
}

function run(
  backendName: 'cpu' | 'wasm',
  kernel: string,
  given: Readonly<Record<string, Given>>,
  attrs: NamedAttrMap,
): Float32Array {
  const backend = tf.engine().findBackend(backendName);
  const inputs: Record<string, TensorInfo> = {};
  for (const [name, { shape, values }] of Object.entries(given)) {
    inputs[name] = {
      dataId: backend.write(values, [...shape], 'float32'),
      shape: [...shape],
      dtype: 'float32',
    };
  }
  const before = backend.numDataIds();
  const out = tf.getKernel(kernel, backendName).kernelFunc({ inputs, attrs, backend }) as TensorInfo;
  const values = Float32Array.from(backend.readSync(out.dataId) as Float32Array);
  backend.disposeData(out.dataId);
  const left = backend.numDataIds() - before;
  for (const { dataId } of Object.values(inputs)) backend.disposeData(dataId);
  return left === 0 ? values : new Float32Array(0);
}

function attrsOf({ stride, padding }: Window): NamedAttrMap {
  return { ...ATTRS, dilations: [1, 1], strides: [...stride], pad: padding };
}

function outputOf({ map, kernel, stride, padding }: Window): [number, number] {
  const along = (axis: 0 | 1): number =>
    padding === 'same'
      ? Math.ceil(map[axis] / stride[axis])
      : Math.floor((map[axis] - kernel[axis]) / stride[axis]) + 1;
  return [along(0), along(1)];
}

function given(shape: readonly number[]): Given {
  return { shape, values: noise(shape.reduce((a, b) => a * b, 1)) };
}

const rng = createRng(11);

function noise(count: number): Float32Array {
  return Float32Array.from({ length: count }, () => rng.normal());
}

import type { KernelFunc } from '@tensorflow/tfjs-core';

import type { Loop } from './memory';
import { samePadding } from './window';

/**
 * A convolution of upstream's that is told its padding in numbers: with `same`
 * by name the WASM backend puts out zeros where a stride is larger than the
 * kernel and skips over the last rows or columns of the image.
 */
export function withExplicitPadding(upstream: KernelFunc, backend: object): Loop {
  return (_, inputs, attrs) => {
    const [, height, width] = inputs['x']!.shape as [number, number, number];
    const [kernelHeight, kernelWidth] = inputs['filter']!.shape as [number, number];
    const pad =
      attrs['pad'] === 'same'
        ? [[0, 0], ...samePadding([height, width], [kernelHeight, kernelWidth], attrs), [0, 0]]
        : attrs['pad']!;
    return upstream({ inputs: { ...inputs }, attrs: { ...attrs, pad }, backend });
  };
}

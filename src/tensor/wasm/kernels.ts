import type { LinearKernels } from './linear-kernels';
import type { PointKernels } from './point-kernels';

/**
 * What the compiled kernels (`*.c` in this folder) can do.
 *
 * They work on one memory, which is tfjs's heap, keep nothing between calls and
 * never allocate. Every pointer is a byte address; 0 means "none" where a
 * parameter says optional. All numbers are float32 unless a name says else.
 *
 * **Images.** A value `[B, H, W, C]` is rows of `W * C` floats without gaps:
 * element (b, h, w, c) lies at `p + 4 * (b * img + h * row + w * C + c)`. Strides
 * (`row`, `img`) are in floats; where they are larger than `W * C` and `H * row`
 * the value has a border, which kernels neither read nor write unless they say
 * so. Sequences `[T, D]` are images of height 1, vectors images of one pixel.
 * Any H, W, C >= 1 is allowed, multiples of four are fast. Pointers are
 * multiples of 4 bytes only.
 *
 * **Accumulation.** `acc` (optional, with strides of its own) is added to the
 * result. It may be the output itself, or another value of the same shape.
 *
 * Kernels may load up to 12 bytes beyond the last element of a row, never store there.
 */
export type Kernels = LinearKernels & PointKernels;

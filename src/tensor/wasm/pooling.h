// Windows over images. Gradients gather: each pixel asks the windows that saw it.
#ifndef POOLING_H
#define POOLING_H

#include "image.h"

// One axis of a pooling: `size` positions, `out` windows of `k` positions, `stride` apart, the first one `pad` before
// the image.
typedef struct {
  int size, out, k, stride, pad;
} Axis;

#define ROWS_AXIS ((Axis){h, oh, kh, sh, padTop})
#define COLUMNS_AXIS ((Axis){w, ow, kw, sw, padLeft})

INLINE int first_inside(Axis a, int o) { return larger(0, o * a.stride - a.pad); }
INLINE int end_inside(Axis a, int o) { return smaller(a.size, o * a.stride - a.pad + a.k); }
INLINE int count_inside(Axis a, int o) { return end_inside(a, o) - first_inside(a, o); }

// The windows that see position i are first_window .. last_window.
INLINE int first_window(Axis a, int i) {
  const int before = i + a.pad - a.k + a.stride;
  return before < a.stride ? 0 : before / a.stride;
}
INLINE int last_window(Axis a, int i) { return smaller(a.out - 1, (i + a.pad) / a.stride); }

// Whether the windows lie side by side and cover the image, so that each pixel is seen by one.
INLINE int is_tiling(Axis a) { return a.pad == 0 && a.out * a.k == a.size && (a.out == 1 || a.stride == a.k); }

// Before gradients are added to a pixel.
INLINE void start_pixel(const float *acc, float *dx, int c) {
  for (int k = 0; k < c; k += 4) store_lanes(dx + k, acc ? LOAD(acc + k) : ZERO, c - k);
}

#endif

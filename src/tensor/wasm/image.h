// Images with borders, walked as rows.
#ifndef IMAGE_H
#define IMAGE_H

#include "simd.h"

// One operand: its first element and the floats from image to image and from row to row; p = 0 where it is absent.
typedef struct {
  float *p;
  int img, row;
} Image;

#define IMAGE(p) ((Image){p, p##Img, p##Row})
#define NO_IMAGE ((Image){0, 0, 0})

// What all operands share: how many images, rows of each, and pixels of a row.
typedef struct {
  int batch, h, w;
} Extent;

INLINE float *row_of(Image a, int b, int i) { return a.p ? a.p + b * a.img + i * a.row : 0; }

INLINE int rows_join(Extent e, int c, Image a) { return !a.p || e.h == 1 || a.row == e.w * c; }
INLINE int images_join(Extent e, int c, Image a) { return !a.p || e.batch == 1 || a.img == e.w * c; }

// Joins the rows of an image, and then the images, where no operand has a border: one long row is the fastest.
INLINE Extent joined(Extent e, int c, Image a0, Image a1, Image a2, Image a3) {
  if (!(rows_join(e, c, a0) && rows_join(e, c, a1) && rows_join(e, c, a2) && rows_join(e, c, a3))) return e;
  e.w *= e.h;
  e.h = 1;
  if (!(images_join(e, c, a0) && images_join(e, c, a1) && images_join(e, c, a2) && images_join(e, c, a3))) return e;
  e.w *= e.batch;
  e.batch = 1;
  return e;
}

// Rows to take together, all of them for one block of channels and then for the next, so that they stay in the first
// cache.
INLINE int rows_at_once(int w, int c) { return larger(1, 2048 / (w * c)); }
INLINE int pixels_at_once(int c) { return larger(8, 2048 / c); }

INLINE Image from_channel(Image a, int c) { return a.p ? (Image){a.p + c, a.img, a.row} : a; }
INLINE const float *maybe(const float *p, int at) { return p ? p + at : 0; }

// What a ReLU up to `top` lets pass of a gradient, from its output r.
INLINE vec passed(vec dr, vec r, vec top) {
  return wasm_v128_and(dr, wasm_v128_and(wasm_f32x4_gt(r, ZERO), wasm_f32x4_le(r, top)));
}

INLINE float top_of(int six) { return six ? 5.9999995f : __builtin_inff(); } // the largest float below 6

// A loop whose arrays of vectors become registers: its bounds are constants.
#define FOR(i, n) _Pragma("unroll") for (int i = 0; i < (n); i++)

// Pixels that are summed in single precision before the sum goes to a more precise total.
enum { CHUNK = 128 };

// Four sums over a long range, in double precision.
typedef struct {
  vec low, high;
} Total;

INLINE Total add_to_total(Total t, vec v) {
  t.low = wasm_f64x2_add(t.low, wasm_f64x2_promote_low_f32x4(v));
  t.high = wasm_f64x2_add(t.high, wasm_f64x2_promote_low_f32x4(wasm_i32x4_shuffle(v, v, 2, 3, 2, 3)));
  return t;
}

INLINE vec rounded(Total t) {
  return wasm_i32x4_shuffle(wasm_f32x4_demote_f64x2_zero(t.low), wasm_f32x4_demote_f64x2_zero(t.high), 0, 1, 4, 5);
}

#endif

// The sum of images, each with a scale and a shift of its own for every channel: what batch norms end in.
#include "image.h"

// As the caller lays it out: five 32-bit words.
typedef struct {
  const float *p;
  int img, row;
  const float *scale, *shift;
} Term;

// Where a sum goes, and the bounds of its activation (infinite where it has none).
typedef struct {
  float *y, *r;
  int yRow, rRow;
  float bottom, top;
} Target;

INLINE Target target_row(Target to, int i) {
  if (to.y) to.y += i * to.yRow;
  if (to.r) to.r += i * to.rRow;
  return to;
}

INLINE void put(Target to, int at, vec v, int lanes) {
  if (to.y) store_lanes(to.y + at, v, lanes);
  if (to.r) store_lanes(to.r + at, MIN(MAX(v, SPLAT(to.bottom)), SPLAT(to.top)), lanes);
}

INLINE const float *row_of_term(const Term *t, int b, int i) { return t->p + b * t->img + i * t->row; }

// One vector of channels: the scales of up to four terms, and all shifts together.
typedef struct {
  vec a, b, c, d, shift;
} Scales;

INLINE vec scale_of(const Term *t, int at) { return t->scale ? LOAD(t->scale + at) : SPLAT(1.0f); }
INLINE vec shift_of(const Term *t, int at) { return t->scale ? LOAD(t->shift + at) : ZERO; }

INLINE Scales scales_of(const int n, const Term *t, int at) {
  Scales s = {scale_of(t, at), ZERO, ZERO, ZERO, shift_of(t, at)};
  if (n > 1) s.b = scale_of(t + 1, at), s.shift = ADD(s.shift, shift_of(t + 1, at));
  if (n > 2) s.c = scale_of(t + 2, at), s.shift = ADD(s.shift, shift_of(t + 2, at));
  if (n > 3) s.d = scale_of(t + 3, at), s.shift = ADD(s.shift, shift_of(t + 3, at));
  return s;
}

INLINE vec affine(const int n, Scales s, const float *x0, const float *x1, const float *x2, const float *x3) {
  vec v = MADD(LOAD(x0), s.a, s.shift);
  if (n > 1) v = MADD(LOAD(x1), s.b, v);
  if (n > 2) v = MADD(LOAD(x2), s.c, v);
  if (n > 3) v = MADD(LOAD(x3), s.d, v);
  return v;
}

// Channels c0 .. c0 + 4 vectors - 1 (the last with `lanes` lanes) of `rows` rows of `w` pixels, from float j of row i
// of image b on.
INLINE void affine_block(const int n, const int vectors, const Term *t, int b, int i, int j, int rows, int w, int c,
                         int c0, int lanes, Target to) {
  const Scales s0 = scales_of(n, t, c0), s1 = vectors > 1 ? scales_of(n, t, c0 + 4) : s0;
  for (int row = 0; row < rows; row++) {
    const float *x0 = row_of_term(t, b, i + row) + j + c0, *x1 = x0, *x2 = x0, *x3 = x0;
    if (n > 1) x1 = row_of_term(t + 1, b, i + row) + j + c0;
    if (n > 2) x2 = row_of_term(t + 2, b, i + row) + j + c0;
    if (n > 3) x3 = row_of_term(t + 3, b, i + row) + j + c0;
    const Target here = target_row(to, row);
    int at = c0;
    for (int left = w; left > 0; left--, at += c, x0 += c, x1 += c, x2 += c, x3 += c) {
      const vec v0 = affine(n, s0, x0, x1, x2, x3);
      if (vectors > 1) {
        const vec v1 = affine(n, s1, x0 + 4, x1 + 4, x2 + 4, x3 + 4);
        put(here, at + 4, v1, lanes);
      }
      put(here, at, v0, lanes);
    }
  }
}

INLINE void affine_rows(const int n, const Term *t, int b, int i, int j, int rows, int w, int c, Target to) {
  int c0 = 0;
  for (; c0 + 8 <= c; c0 += 8) affine_block(n, 2, t, b, i, j, rows, w, c, c0, 4, to);
  for (; c0 + 4 <= c; c0 += 4) affine_block(n, 1, t, b, i, j, rows, w, c, c0, 4, to);
  if (c0 < c) affine_block(n, 1, t, b, i, j, rows, w, c, c0, c - c0, to);
}

INLINE void plain_floats(const int n, const float *x0, const float *x1, const float *x2, const float *x3, int at,
                         int lanes, Target to) {
  vec v = LOAD(x0 + at);
  if (n > 1) v = ADD(v, LOAD(x1 + at));
  if (n > 2) v = ADD(v, LOAD(x2 + at));
  if (n > 3) v = ADD(v, LOAD(x3 + at));
  put(to, at, v, lanes);
}

// Without scales there are no channels: `length` floats.
INLINE void plain_row(const int n, const Term *t, int b, int i, int length, Target to) {
  const float *x0 = row_of_term(t, b, i), *x1 = 0, *x2 = 0, *x3 = 0;
  if (n > 1) x1 = row_of_term(t + 1, b, i);
  if (n > 2) x2 = row_of_term(t + 2, b, i);
  if (n > 3) x3 = row_of_term(t + 3, b, i);
  int at = 0;
  for (; at + 8 <= length; at += 8) {
    plain_floats(n, x0, x1, x2, x3, at, 4, to);
    plain_floats(n, x0, x1, x2, x3, at + 4, 4, to);
  }
  for (; at < length; at += 4) plain_floats(n, x0, x1, x2, x3, at, smaller(4, length - at), to);
}

// Functions of their own for each number of terms; a struct as their parameter would lie in memory.
#define ROWS(n)                                                                                                  \
  NOINLINE void affine_rows_##n(const Term *t, int b, int i, int j, int rows, int w, int c, float *y, int yRow,  \
                                float *r, int rRow, float bottom, float top) {                                   \
    affine_rows(n, t, b, i, j, rows, w, c, (Target){y, r, yRow, rRow, bottom, top});                             \
  }                                                                                                              \
  NOINLINE void plain_row_##n(const Term *t, int b, int i, int length, float *y, float *r, float bottom,         \
                              float top) {                                                                       \
    plain_row(n, t, b, i, length, (Target){y, r, 0, 0, bottom, top});                                            \
  }
ROWS(1)
ROWS(2)
ROWS(3)
ROWS(4)

INLINE Image image_of(const Term *terms, int n, int k) {
  return k < n ? (Image){(float *)terms[k].p, terms[k].img, terms[k].row} : NO_IMAGE;
}

void KERNEL(affineSum)(int batch, int h, int w, int c, const Term *terms, int n, float *y, int yImg, int yRow,
                       float *r, int rImg, int rRow, int act) {
  Extent e = {batch, h, w};
  const Extent sources = joined(e, c, image_of(terms, n, 0), image_of(terms, n, 1), image_of(terms, n, 2),
                                image_of(terms, n, 3));
  const Extent targets = joined(e, c, IMAGE(y), IMAGE(r), NO_IMAGE, NO_IMAGE);
  e = sources.w < targets.w ? sources : targets;
  int scaled = 0;
  for (int k = 0; k < n; k++) scaled |= terms[k].scale != 0;
  const float infinity = __builtin_inff();
  const float bottom = act == ACT_NONE ? -infinity : 0.0f, top = act == ACT_RELU6 ? 6.0f : infinity;
  const int step = scaled ? rows_at_once(e.w, c) : 1, pixels = scaled ? pixels_at_once(c) : e.w;
  for (int b = 0; b < e.batch; b++) {
    for (int i = 0; i < e.h; i += step) {
      const int rows = smaller(step, e.h - i);
      for (int j = 0; j < e.w; j += pixels) {
        const int w1 = smaller(pixels, e.w - j), at = j * c;
        float *py = y ? row_of(IMAGE(y), b, i) + at : 0, *pr = r ? row_of(IMAGE(r), b, i) + at : 0;
        if (scaled) {
          if (n == 1) affine_rows_1(terms, b, i, at, rows, w1, c, py, yRow, pr, rRow, bottom, top);
          else if (n == 2) affine_rows_2(terms, b, i, at, rows, w1, c, py, yRow, pr, rRow, bottom, top);
          else if (n == 3) affine_rows_3(terms, b, i, at, rows, w1, c, py, yRow, pr, rRow, bottom, top);
          else affine_rows_4(terms, b, i, at, rows, w1, c, py, yRow, pr, rRow, bottom, top);
        } else {
          if (n == 1) plain_row_1(terms, b, i, w1 * c, py, pr, bottom, top);
          else if (n == 2) plain_row_2(terms, b, i, w1 * c, py, pr, bottom, top);
          else if (n == 3) plain_row_3(terms, b, i, w1 * c, py, pr, bottom, top);
          else plain_row_4(terms, b, i, w1 * c, py, pr, bottom, top);
        }
      }
    }
  }
}

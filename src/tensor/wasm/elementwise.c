// Sums of values, copies, and the gradient of a ReLU.
#include "image.h"

// ---- affineSum

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

#define FOR(i, n) _Pragma("unroll") for (int i = 0; i < (n); i++)

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

// Channels c0 .. c0 + 4 vectors - 1 (the last with `lanes` lanes) of `rows` rows of `w` pixels, from float j of row i of image b on.
INLINE void affine_block(const int n, const int vectors, const Term *t, int b, int i, int j, int rows, int w, int c, int c0, int lanes, Target to) {
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

INLINE void plain_floats(const int n, const float *x0, const float *x1, const float *x2, const float *x3, int at, int lanes, Target to) {
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
#define ROWS(n)                                                                                                      \
  NOINLINE void affine_rows_##n(const Term *t, int b, int i, int j, int rows, int w, int c, float *y, int yRow,         \
                                float *r, int rRow, float bottom, float top) {                                       \
    affine_rows(n, t, b, i, j, rows, w, c, (Target){y, r, yRow, rRow, bottom, top});                                 \
  }                                                                                                                  \
  NOINLINE void plain_row_##n(const Term *t, int b, int i, int length, float *y, float *r, float bottom, float top) { \
    plain_row(n, t, b, i, length, (Target){y, r, 0, 0, bottom, top});                                                \
  }
ROWS(1)
ROWS(2)
ROWS(3)
ROWS(4)

INLINE Image image_of(const Term *terms, int n, int k) {
  return k < n ? (Image){(float *)terms[k].p, terms[k].img, terms[k].row} : NO_IMAGE;
}

void KERNEL(affineSum)(int batch, int h, int w, int c, const Term *terms, int n,
                       float *y, int yImg, int yRow, float *r, int rImg, int rRow, int act) {
  Extent e = {batch, h, w};
  const Extent sources = joined(e, c, image_of(terms, n, 0), image_of(terms, n, 1), image_of(terms, n, 2), image_of(terms, n, 3));
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

// ---- copies and sums

NOINLINE void copy_floats(const float *x, float *out, int length) {
  int at = 0;
  for (; at + 16 <= length; at += 16) {
    const vec v0 = LOAD(x + at), v1 = LOAD(x + at + 4), v2 = LOAD(x + at + 8), v3 = LOAD(x + at + 12);
    STORE(out + at, v0);
    STORE(out + at + 4, v1);
    STORE(out + at + 8, v2);
    STORE(out + at + 12, v3);
  }
  for (; at < length; at += 4) store_lanes(out + at, LOAD(x + at), length - at);
}

NOINLINE void add_floats(const float *x, const float *acc, float *out, int length) {
  int at = 0;
  for (; at + 8 <= length; at += 8) {
    const vec v0 = ADD(LOAD(x + at), LOAD(acc + at)), v1 = ADD(LOAD(x + at + 4), LOAD(acc + at + 4));
    STORE(out + at, v0);
    STORE(out + at + 4, v1);
  }
  for (; at < length; at += 4) store_lanes(out + at, ADD(LOAD(x + at), LOAD(acc + at)), length - at);
}

void KERNEL(accumulate)(int batch, int h, int w, int c, float *x, int xImg, int xRow,
                        float *acc, int accImg, int accRow, float *out, int outImg, int outRow) {
  const Extent e = joined((Extent){batch, h, w}, c, IMAGE(x), IMAGE(acc), IMAGE(out), NO_IMAGE);
  for (int b = 0; b < e.batch; b++) {
    for (int i = 0; i < e.h; i++) {
      const float *from = row_of(IMAGE(x), b, i);
      float *to = row_of(IMAGE(out), b, i);
      if (acc) add_floats(from, row_of(IMAGE(acc), b, i), to, e.w * c);
      else copy_floats(from, to, e.w * c);
    }
  }
}

INLINE void copy_pixels(const float *x, int xPix, const float *acc, int accPix, float *out, int outPix, int w, int c) {
  for (int j = 0; j < w; j++) {
    for (int k = 0; k < c; k += 4) {
      vec v = LOAD(x + k);
      if (acc) v = ADD(v, LOAD(acc + k));
      store_lanes(out + k, v, c - k);
    }
    x += xPix;
    out += outPix;
    if (acc) acc += accPix;
  }
}

NOINLINE void copy_some(const float *x, int xPix, float *out, int outPix, int w, int c) {
  copy_pixels(x, xPix, 0, 0, out, outPix, w, c);
}

NOINLINE void add_some(const float *x, int xPix, const float *acc, int accPix, float *out, int outPix, int w, int c) {
  copy_pixels(x, xPix, acc, accPix, out, outPix, w, c);
}

void KERNEL(copyChannels)(int batch, int h, int w, int c, float *x, int xImg, int xRow, int xPix,
                          float *acc, int accImg, int accRow, int accPix, float *out, int outImg, int outRow, int outPix) {
  for (int b = 0; b < batch; b++) {
    for (int i = 0; i < h; i++) {
      const float *from = row_of(IMAGE(x), b, i);
      float *to = row_of(IMAGE(out), b, i);
      if (acc) add_some(from, xPix, row_of(IMAGE(acc), b, i), accPix, to, outPix, w, c);
      else copy_some(from, xPix, to, outPix, w, c);
    }
  }
}

void KERNEL(fillZero)(float *p, int n) {
  int at = 0;
  for (; at + 4 <= n; at += 4) STORE(p + at, ZERO);
  if (at < n) store_lanes(p + at, ZERO, n - at);
}

void KERNEL(addRow)(int m, int n, const float *x, const float *v, float *y) {
  for (int i = 0; i < m; i++, x += n, y += n) {
    int k = 0;
    for (; k + 4 <= n; k += 4) STORE(y + k, ADD(LOAD(x + k), LOAD(v + k)));
    if (k < n) store_lanes(y + k, ADD(LOAD(x + k), LOAD(v + k)), n - k);
  }
}

// ---- channelSum

// The sum of `vectors` vectors of channels over all pixels; four vectors at a time keep the adders busy.
INLINE void sum_block(const int vectors, Extent e, int c, Image x, float *sum, int lanes) {
  const int pixels = 4 / vectors;
  Total total[4];
  FOR(k, 4) total[k] = (Total){ZERO, ZERO};
  for (int b = 0; b < e.batch; b++) {
    for (int i = 0; i < e.h; i++) {
      const float *p = row_of(x, b, i);
      for (int left = e.w; left > 0; left -= CHUNK) {
        int n = smaller(left, CHUNK);
        vec part[4];
        FOR(k, 4) part[k] = ZERO;
        for (; n >= pixels; n -= pixels, p += pixels * c) {
          FOR(k, 4) part[k] = ADD(part[k], LOAD(p + k % vectors * 4 + k / vectors * c));
        }
        for (; n > 0; n--, p += c) {
          FOR(v, vectors) part[v] = ADD(part[v], LOAD(p + 4 * v));
        }
        FOR(k, 4) total[k % vectors] = add_to_total(total[k % vectors], part[k]);
      }
    }
  }
  FOR(v, vectors) store_lanes(sum + 4 * v, rounded(total[v]), lanes);
}

INLINE Image from_channel(Image a, int c) { return a.p ? (Image){a.p + c, a.img, a.row} : a; }

void KERNEL(channelSum)(int batch, int h, int w, int c, float *x, int xImg, int xRow, float *sum) {
  const Extent e = joined((Extent){batch, h, w}, c, IMAGE(x), NO_IMAGE, NO_IMAGE, NO_IMAGE);
  int k = 0;
  for (; k + 16 <= c; k += 16) sum_block(4, e, c, from_channel(IMAGE(x), k), sum + k, 4);
  for (; k + 8 <= c; k += 8) sum_block(2, e, c, from_channel(IMAGE(x), k), sum + k, 4);
  for (; k < c; k += 4) sum_block(1, e, c, from_channel(IMAGE(x), k), sum + k, c - k);
}

// ---- reluGradient

// The gradient that a ReLU (up to `top`) lets pass.
INLINE vec passed(vec dr, vec r, vec top) {
  return wasm_v128_and(dr, wasm_v128_and(wasm_f32x4_gt(r, ZERO), wasm_f32x4_le(r, top)));
}

INLINE float top_of(int six) { return six ? 5.9999995f : __builtin_inff(); } // the largest float below 6

NOINLINE void relu_floats(const float *dr, const float *r, float top, const float *acc, float *dz, int length) {
  for (int at = 0; at < length; at += 4) {
    vec v = passed(LOAD(dr + at), LOAD(r + at), SPLAT(top));
    if (acc) v = ADD(v, LOAD(acc + at));
    store_lanes(dz + at, v, length - at);
  }
}

INLINE void relu_block(const int vectors, Extent e, int c, Image dr, Image r, float top, Image acc, Image dz, float *dbias, int lanes) {
  Total total[2];
  FOR(v, vectors) total[v] = (Total){ZERO, ZERO};
  for (int b = 0; b < e.batch; b++) {
    for (int i = 0; i < e.h; i++) {
      const float *pd = row_of(dr, b, i), *pr = row_of(r, b, i), *pa = row_of(acc, b, i);
      float *pz = row_of(dz, b, i);
      for (int left = e.w; left > 0; left -= CHUNK) {
        vec part[2];
        FOR(v, vectors) part[v] = ZERO;
        for (int j = smaller(left, CHUNK); j > 0; j--, pd += c, pr += c, pz += c) {
          FOR(v, vectors) {
            vec z = passed(LOAD(pd + 4 * v), LOAD(pr + 4 * v), SPLAT(top));
            part[v] = ADD(part[v], z);
            if (pa) z = ADD(z, LOAD(pa + 4 * v));
            store_lanes(pz + 4 * v, z, lanes);
          }
          if (pa) pa += c;
        }
        FOR(v, vectors) total[v] = add_to_total(total[v], part[v]);
      }
    }
  }
  FOR(v, vectors) store_lanes(dbias + 4 * v, rounded(total[v]), lanes);
}

INLINE void relu_and_bias(Extent e, int c, Image dr, Image r, float top, Image acc, Image dz, float *dbias) {
  int k = 0;
  for (; k + 8 <= c; k += 8) {
    relu_block(2, e, c, from_channel(dr, k), from_channel(r, k), top, from_channel(acc, k), from_channel(dz, k), dbias + k, 4);
  }
  for (; k < c; k += 4) {
    relu_block(1, e, c, from_channel(dr, k), from_channel(r, k), top, from_channel(acc, k), from_channel(dz, k), dbias + k, c - k);
  }
}

void KERNEL(reluGradient)(int batch, int h, int w, int c, float *dr, int drImg, int drRow,
                          float *r, int rImg, int rRow, int six, float *acc, int accImg, int accRow,
                          float *dz, int dzImg, int dzRow, float *dbias) {
  const Extent e = joined((Extent){batch, h, w}, c, IMAGE(dr), IMAGE(r), IMAGE(acc), IMAGE(dz));
  const float top = top_of(six);
  if (dbias) {
    relu_and_bias(e, c, IMAGE(dr), IMAGE(r), top, IMAGE(acc), IMAGE(dz), dbias);
    return;
  }
  for (int b = 0; b < e.batch; b++) {
    for (int i = 0; i < e.h; i++) {
      relu_floats(row_of(IMAGE(dr), b, i), row_of(IMAGE(r), b, i), top, row_of(IMAGE(acc), b, i), row_of(IMAGE(dz), b, i), e.w * c);
    }
  }
}

// Batch norm (Ioffe and Szegedy 2015).
#include "image.h"

// ---- sums over a batch

// Adds `part` to the sum at `sum`, whose rounding errors so far are at `carry` (Kahan 1965).
INLINE void add_precisely(float *sum, float *carry, vec part, int lanes) {
  const vec old = LOAD(sum), corrected = SUB(part, LOAD(carry)), new = ADD(old, corrected);
  store_lanes(carry, SUB(SUB(new, old), corrected), lanes);
  store_lanes(sum, new, lanes);
}

// Where two sums of a block of channels are kept between rows.
typedef struct {
  float *sum1, *carry1, *sum2, *carry2;
} Sums;

INLINE void add_sums(const int vectors, Sums to, const vec *s1, const vec *s2, int lanes) {
  FOR(v, vectors) {
    // Four vectors were summed side by side; those of the same channels belong together.
    vec a = s1[v], b = s2[v];
    for (int k = v + vectors; k < 4; k += vectors) {
      a = ADD(a, s1[k]);
      b = ADD(b, s2[k]);
    }
    add_precisely(to.sum1 + 4 * v, to.carry1 + 4 * v, a, lanes);
    add_precisely(to.sum2 + 4 * v, to.carry2 + 4 * v, b, lanes);
  }
}

// Four vectors at a time keep the adders busy: 4 of one pixel, 2 of two pixels or 1 of four.
#define OFFSET(k, vectors, c) ((k) % (vectors) * 4 + (k) / (vectors) * (c))

// Sums of x - origin and of its square over `rows` rows of `w` pixels.
INLINE void sum_squares(const int vectors, const float *x, int xRow, int c, int rows, int w, const float *origin,
                        Sums to, int lanes) {
  vec o[4], s1[4], s2[4];
  FOR(k, 4) {
    o[k] = LOAD(origin + k % vectors * 4);
    s1[k] = s2[k] = ZERO;
  }
  const int pixels = 4 / vectors;
  for (; rows > 0; rows--, x += xRow) {
    const float *p = x;
    int n = w;
    for (; n >= pixels; n -= pixels, p += pixels * c) {
      FOR(k, 4) {
        const vec d = SUB(LOAD(p + OFFSET(k, vectors, c)), o[k]);
        s1[k] = ADD(s1[k], d);
        s2[k] = MADD(d, d, s2[k]);
      }
    }
    for (; n > 0; n--, p += c) {
      FOR(k, vectors) {
        const vec d = SUB(LOAD(p + 4 * k), o[k]);
        s1[k] = ADD(s1[k], d);
        s2[k] = MADD(d, d, s2[k]);
      }
    }
  }
  add_sums(vectors, to, s1, s2, lanes);
}

INLINE Sums from(Sums s, int c) { return (Sums){s.sum1 + c, s.carry1 + c, s.sum2 + c, s.carry2 + c}; }

NOINLINE void squares_of_rows(const float *x, int xRow, int c, int rows, int w, const float *origin, float *sum1,
                              float *carry1, float *sum2, float *carry2) {
  const Sums to = {sum1, carry1, sum2, carry2};
  int k = 0;
  for (; k + 16 <= c; k += 16) sum_squares(4, x + k, xRow, c, rows, w, origin + k, from(to, k), 4);
  for (; k + 8 <= c; k += 8) sum_squares(2, x + k, xRow, c, rows, w, origin + k, from(to, k), 4);
  for (; k < c; k += 4) sum_squares(1, x + k, xRow, c, rows, w, origin + k, from(to, k), c - k);
}

INLINE void zero(float *p, int n) {
  for (int k = 0; k < n; k += 4) store_lanes(p + k, ZERO, n - k);
}

void KERNEL(batchNormStatistics)(int batch, int h, int w, int c, float *x, int xImg, int xRow, const float *gamma,
                                 const float *beta, double eps, float *mean, float *inverse, float *scale,
                                 float *shift, float *movingMean, float *movingVariance, double momentum) {
  const Extent e = joined((Extent){batch, h, w}, c, IMAGE(x), NO_IMAGE, NO_IMAGE, NO_IMAGE);
  const int step = smaller(rows_at_once(e.w, c), larger(1, CHUNK / e.w)), pixels = smaller(pixels_at_once(c), CHUNK);
  // The four results hold the two sums and their carries first. Relative to the first pixel, squares do not cancel.
  zero(mean, c);
  zero(inverse, c);
  zero(scale, c);
  zero(shift, c);
  for (int b = 0; b < e.batch; b++) {
    for (int i = 0; i < e.h; i += step) {
      const float *row = row_of(IMAGE(x), b, i);
      for (int j = 0; j < e.w; j += pixels) {
        squares_of_rows(row + j * c, xRow, c, smaller(step, e.h - i), smaller(pixels, e.w - j), x, mean, scale,
                        inverse, shift);
      }
    }
  }
  const double count = (double)batch * h * w;
  for (int k = 0; k < c; k++) {
    const double moved = mean[k] / count, square = inverse[k] / count - moved * moved;
    const double center = x[k] + moved, variance = square < 0 ? 0 : square;
    const double factor = 1 / __builtin_sqrt(variance + eps);
    mean[k] = (float)center;
    inverse[k] = (float)factor;
    scale[k] = (float)(gamma[k] * factor);
    shift[k] = (float)(beta[k] - center * (gamma[k] * factor));
    movingMean[k] = (float)(momentum * movingMean[k] + (1 - momentum) * center);
    movingVariance[k] = (float)(momentum * movingVariance[k] + (1 - momentum) * variance);
  }
}

void KERNEL(batchNormFold)(int c, const float *gamma, const float *beta, const float *mean, const float *variance,
                           double eps, float *scale, float *shift) {
  for (int k = 0; k < c; k++) {
    const double factor = gamma[k] / __builtin_sqrt(variance[k] + eps);
    scale[k] = (float)factor;
    shift[k] = (float)(beta[k] - mean[k] * factor);
  }
}

// ---- gradient of batch norm

// What the gradient reads: dy and x; `rows` rows of `w` pixels of `c` channels. Where a ReLU followed, scale and shift
// tell what went into it, which saves reading what came out.
typedef struct {
  const float *dy, *x, *scale, *shift;
  int dyRow, xRow, c, rows, w;
  float top;
} Block;

INLINE Block channels_from(Block s, int k) {
  s.dy += k;
  s.x += k;
  s.scale = maybe(s.scale, k);
  s.shift = maybe(s.shift, k);
  return s;
}

// Of one vector of channels: what a ReLU let through.
typedef struct {
  vec scale, shift, top;
} Gate;

INLINE Gate gate_of(Block s, int channel) {
  return s.scale ? (Gate){LOAD(s.scale + channel), LOAD(s.shift + channel), SPLAT(s.top)} : (Gate){ZERO, ZERO, ZERO};
}

INLINE vec incoming(const int isMasked, Gate gate, const float *dy, vec x) {
  return isMasked ? passed(LOAD(dy), MADD(x, gate.scale, gate.shift), gate.top) : LOAD(dy);
}

// Sums of dy and of dy (x - mean).
INLINE void sum_products(const int vectors, const int isMasked, Block s, const float *mean, Sums to, int lanes) {
  vec m[4], s1[4], s2[4];
  Gate gate[4];
  FOR(k, 4) {
    m[k] = LOAD(mean + k % vectors * 4);
    gate[k] = gate_of(s, k % vectors * 4);
    s1[k] = s2[k] = ZERO;
  }
  const int pixels = 4 / vectors;
  for (int i = 0; i < s.rows; i++) {
    const float *dy = s.dy + i * s.dyRow, *x = s.x + i * s.xRow;
    int n = s.w;
    for (; n >= pixels; n -= pixels, x += pixels * s.c, dy += pixels * s.c) {
      FOR(k, 4) {
        const int at = OFFSET(k, vectors, s.c);
        const vec v = LOAD(x + at), d = incoming(isMasked, gate[k], dy + at, v);
        s1[k] = ADD(s1[k], d);
        s2[k] = MADD(SUB(v, m[k]), d, s2[k]);
      }
    }
    for (; n > 0; n--, x += s.c, dy += s.c) {
      FOR(k, vectors) {
        const vec v = LOAD(x + 4 * k), d = incoming(isMasked, gate[k], dy + 4 * k, v);
        s1[k] = ADD(s1[k], d);
        s2[k] = MADD(SUB(v, m[k]), d, s2[k]);
      }
    }
  }
  add_sums(vectors, to, s1, s2, lanes);
}

INLINE void products(const int isMasked, Block s, const float *mean, Sums to) {
  int k = 0;
  for (; k + 16 <= s.c; k += 16) sum_products(4, isMasked, channels_from(s, k), mean + k, from(to, k), 4);
  for (; k + 8 <= s.c; k += 8) sum_products(2, isMasked, channels_from(s, k), mean + k, from(to, k), 4);
  for (; k < s.c; k += 4) sum_products(1, isMasked, channels_from(s, k), mean + k, from(to, k), s.c - k);
}

NOINLINE void products_of_rows(const float *dy, int dyRow, const float *x, int xRow, int c, int rows, int w,
                               const float *mean, float *sum1, float *carry1, float *sum2, float *carry2) {
  products(0, (Block){dy, x, 0, 0, dyRow, xRow, c, rows, w, 0}, mean, (Sums){sum1, carry1, sum2, carry2});
}

NOINLINE void masked_products_of_rows(const float *dy, int dyRow, const float *scale, const float *shift, float top,
                                      const float *x, int xRow, int c, int rows, int w, const float *mean, float *sum1,
                                      float *carry1, float *sum2, float *carry2) {
  products(1, (Block){dy, x, scale, shift, dyRow, xRow, c, rows, w, top}, mean, (Sums){sum1, carry1, sum2, carry2});
}

// dx = a dy + b (x - mean) + d, of one vector of channels.
typedef struct {
  vec mean, a, b, d;
} Line;

INLINE Line line_of(const float *mean, const float *abd, int c) {
  return (Line){LOAD(mean), LOAD(abd), LOAD(abd + c), LOAD(abd + 2 * c)};
}

INLINE vec combined(const int isMasked, Line line, Gate gate, const float *dy, const float *x, const float *acc) {
  const vec at = LOAD(x), d = incoming(isMasked, gate, dy, at);
  const vec v = MADD(d, line.a, MADD(SUB(at, line.mean), line.b, line.d));
  return acc ? ADD(v, LOAD(acc)) : v;
}

INLINE void combine_block(const int vectors, const int isMasked, Block s, const float *acc, int accRow, float *dx,
                          int dxRow, const float *mean, const float *abd, int lanes) {
  const Line line0 = line_of(mean, abd, s.c), line1 = vectors > 1 ? line_of(mean + 4, abd + 4, s.c) : line0;
  const Gate gate0 = gate_of(s, 0), gate1 = vectors > 1 ? gate_of(s, 4) : gate0;
  for (int i = 0; i < s.rows; i++) {
    const float *dy = s.dy + i * s.dyRow, *x = s.x + i * s.xRow, *added = maybe(acc, i * accRow);
    float *to = dx + i * dxRow;
    for (int n = s.w, at = 0; n > 0; n--, at += s.c) {
      const vec v0 = combined(isMasked, line0, gate0, dy + at, x + at, maybe(added, at));
      if (vectors > 1) {
        const vec v1 = combined(isMasked, line1, gate1, dy + at + 4, x + at + 4, maybe(added, at + 4));
        store_lanes(to + at + 4, v1, lanes);
      }
      store_lanes(to + at, v0, lanes);
    }
  }
}

INLINE void combine(const int isMasked, Block s, const float *acc, int accRow, float *dx, int dxRow,
                    const float *mean, const float *abd) {
  int k = 0;
  for (; k + 8 <= s.c; k += 8) {
    combine_block(2, isMasked, channels_from(s, k), maybe(acc, k), accRow, dx + k, dxRow, mean + k, abd + k, 4);
  }
  for (; k < s.c; k += 4) {
    combine_block(1, isMasked, channels_from(s, k), maybe(acc, k), accRow, dx + k, dxRow, mean + k, abd + k, s.c - k);
  }
}

NOINLINE void combine_rows(const float *dy, int dyRow, const float *x, int xRow, int c, int rows, int w,
                           const float *acc, int accRow, float *dx, int dxRow, const float *mean, const float *abd) {
  combine(0, (Block){dy, x, 0, 0, dyRow, xRow, c, rows, w, 0}, acc, accRow, dx, dxRow, mean, abd);
}

NOINLINE void combine_masked_rows(const float *dy, int dyRow, const float *scale, const float *shift, float top,
                                  const float *x, int xRow, int c, int rows, int w, const float *acc, int accRow,
                                  float *dx, int dxRow, const float *mean, const float *abd) {
  combine(1, (Block){dy, x, scale, shift, dyRow, xRow, c, rows, w, top}, acc, accRow, dx, dxRow, mean, abd);
}

void KERNEL(batchNormGradient)(int batch, int h, int w, int c, float *dy, int dyImg, int dyRow, int act,
                               const float *scale, const float *shift, float *x, int xImg, int xRow, const float *mean,
                               const float *inverse, const float *gamma, float *dgamma, float *dbeta, float *acc,
                               int accImg, int accRow, float *dx, int dxImg, int dxRow, float *scratch) {
  const Extent sources = joined((Extent){batch, h, w}, c, IMAGE(dy), IMAGE(x), NO_IMAGE, NO_IMAGE);
  const Extent targets = joined((Extent){batch, h, w}, c, IMAGE(acc), IMAGE(dx), NO_IMAGE, NO_IMAGE);
  const Extent e = sources.w < targets.w ? sources : targets;
  const int step = smaller(rows_at_once(e.w, c), larger(1, CHUNK / e.w)), pixels = smaller(pixels_at_once(c), CHUNK);
  const float top = top_of(act == 2);
  zero(dbeta, c);
  zero(dgamma, c);
  zero(scratch, 2 * c);
  for (int b = 0; b < e.batch; b++) {
    for (int i = 0; i < e.h; i += step) {
      const int rows = smaller(step, e.h - i);
      const float *pd = row_of(IMAGE(dy), b, i), *px = row_of(IMAGE(x), b, i);
      for (int j = 0; j < e.w; j += pixels) {
        const int n = smaller(pixels, e.w - j), at = j * c;
        if (act) masked_products_of_rows(pd + at, dyRow, scale, shift, top, px + at, xRow, c, rows, n, mean, dbeta,
                                         scratch, dgamma, scratch + c);
        else products_of_rows(pd + at, dyRow, px + at, xRow, c, rows, n, mean, dbeta, scratch, dgamma, scratch + c);
      }
    }
  }
  const double count = (double)batch * h * w;
  for (int k = 0; k < c; k++) {
    const double factor = (double)gamma[k] * inverse[k], product = (double)dgamma[k] * inverse[k];
    dgamma[k] = (float)product;
    scratch[k] = (float)factor;
    scratch[c + k] = (float)(-factor * inverse[k] * product / count);
    scratch[2 * c + k] = (float)(-factor * dbeta[k] / count);
  }
  for (int b = 0; b < e.batch; b++) {
    for (int i = 0; i < e.h; i += step) {
      const int rows = smaller(step, e.h - i);
      const float *pd = row_of(IMAGE(dy), b, i), *px = row_of(IMAGE(x), b, i);
      const float *pa = row_of(IMAGE(acc), b, i);
      float *pz = row_of(IMAGE(dx), b, i);
      for (int j = 0; j < e.w; j += pixels) {
        const int n = smaller(pixels, e.w - j), at = j * c;
        if (act) combine_masked_rows(pd + at, dyRow, scale, shift, top, px + at, xRow, c, rows, n, maybe(pa, at),
                                     accRow, pz + at, dxRow, mean, scratch);
        else combine_rows(pd + at, dyRow, px + at, xRow, c, rows, n, maybe(pa, at), accRow, pz + at, dxRow, mean,
                          scratch);
      }
    }
  }
}

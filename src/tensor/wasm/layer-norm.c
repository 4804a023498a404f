// Layer norm (Ba et al. 2016) over the channels of each pixel.
#include "image.h"

INLINE float mean_of(const float *x, int c) {
  vec even = ZERO, odd = ZERO;
  int k = 0;
  for (; k + 8 <= c; k += 8) {
    even = ADD(even, LOAD(x + k));
    odd = ADD(odd, LOAD(x + k + 4));
  }
  for (; k < c; k += 4) even = ADD(even, first_lanes(LOAD(x + k), c - k));
  return sum_lanes(ADD(even, odd)) / c;
}

INLINE float variance_of(const float *x, int c, vec mean) {
  vec even = ZERO, odd = ZERO;
  int k = 0;
  for (; k + 8 <= c; k += 8) {
    const vec d0 = SUB(LOAD(x + k), mean), d1 = SUB(LOAD(x + k + 4), mean);
    even = MADD(d0, d0, even);
    odd = MADD(d1, d1, odd);
  }
  for (; k < c; k += 4) {
    const vec d = first_lanes(SUB(LOAD(x + k), mean), c - k);
    even = MADD(d, d, even);
  }
  return sum_lanes(ADD(even, odd)) / c;
}

void KERNEL(layerNorm)(int batch, int h, int w, int c, float *x, int xImg, int xRow, const float *gamma,
                       const float *beta, double eps, float *y, int yImg, int yRow, float *mean, float *inverse) {
  const Extent e = joined((Extent){batch, h, w}, c, IMAGE(x), IMAGE(y), NO_IMAGE, NO_IMAGE);
  for (int b = 0; b < e.batch; b++) {
    for (int i = 0; i < e.h; i++) {
      const float *px = row_of(IMAGE(x), b, i);
      float *py = row_of(IMAGE(y), b, i);
      for (int j = 0; j < e.w; j++, px += c, py += c) {
        const float center = mean_of(px, c);
        const float factor = (float)(1 / __builtin_sqrt(variance_of(px, c, SPLAT(center)) + eps));
        *mean++ = center;
        *inverse++ = factor;
        for (int k = 0; k < c; k += 4) {
          const vec normal = MUL(SUB(LOAD(px + k), SPLAT(center)), SPLAT(factor));
          store_lanes(py + k, MADD(normal, LOAD(gamma + k), LOAD(beta + k)), c - k);
        }
      }
    }
  }
}

// dgamma and dbeta of one block of channels, over all pixels.
INLINE void layer_sums(const int vectors, Extent e, int c, Image dy, Image x, const float *mean, const float *inverse,
                       float *dgamma, float *dbeta, int lanes) {
  Total total1[2], total2[2];
  FOR(v, vectors) total1[v] = total2[v] = (Total){ZERO, ZERO};
  for (int b = 0; b < e.batch; b++) {
    for (int i = 0; i < e.h; i++) {
      const float *pd = row_of(dy, b, i), *px = row_of(x, b, i);
      for (int left = e.w; left > 0; left -= CHUNK) {
        vec s1[2], s2[2];
        FOR(v, vectors) s1[v] = s2[v] = ZERO;
        for (int j = smaller(left, CHUNK); j > 0; j--, pd += c, px += c, mean++, inverse++) {
          const vec m = LOAD_SPLAT(mean), f = LOAD_SPLAT(inverse);
          FOR(v, vectors) {
            const vec d = LOAD(pd + 4 * v);
            s1[v] = ADD(s1[v], d);
            s2[v] = MADD(MUL(SUB(LOAD(px + 4 * v), m), f), d, s2[v]);
          }
        }
        FOR(v, vectors) {
          total1[v] = add_to_total(total1[v], s1[v]);
          total2[v] = add_to_total(total2[v], s2[v]);
        }
      }
    }
  }
  FOR(v, vectors) {
    store_lanes(dbeta + 4 * v, rounded(total1[v]), lanes);
    store_lanes(dgamma + 4 * v, rounded(total2[v]), lanes);
  }
}

// dx of one pixel.
INLINE void layer_pixel(const float *dy, const float *x, const float *acc, float *dx, int c, vec mean, vec inverse,
                        const float *gamma) {
  vec s1 = ZERO, s2 = ZERO;
  for (int k = 0; k < c; k += 4) {
    const vec g = first_lanes(MUL(LOAD(dy + k), LOAD(gamma + k)), c - k);
    s1 = ADD(s1, g);
    s2 = ADD(s2, first_lanes(MUL(g, SUB(LOAD(x + k), mean)), c - k));
  }
  const vec average = SPLAT(sum_lanes(s1) / c);
  const vec slope = MUL(MUL(inverse, inverse), SPLAT(sum_lanes(s2) / c));
  for (int k = 0; k < c; k += 4) {
    const vec g = SUB(MUL(LOAD(dy + k), LOAD(gamma + k)), average);
    vec v = MUL(inverse, SUB(g, MUL(SUB(LOAD(x + k), mean), slope)));
    if (acc) v = ADD(v, LOAD(acc + k));
    store_lanes(dx + k, v, c - k);
  }
}

void KERNEL(layerNormGradient)(int batch, int h, int w, int c, float *dy, int dyImg, int dyRow, float *x, int xImg,
                               int xRow, const float *mean, const float *inverse, const float *gamma, float *dgamma,
                               float *dbeta, float *acc, int accImg, int accRow, float *dx, int dxImg, int dxRow) {
  const Extent e = joined((Extent){batch, h, w}, c, IMAGE(dy), IMAGE(x), IMAGE(acc), IMAGE(dx));
  int k = 0;
  for (; k + 8 <= c; k += 8) {
    layer_sums(2, e, c, from_channel(IMAGE(dy), k), from_channel(IMAGE(x), k), mean, inverse, dgamma + k, dbeta + k,
               4);
  }
  for (; k < c; k += 4) {
    layer_sums(1, e, c, from_channel(IMAGE(dy), k), from_channel(IMAGE(x), k), mean, inverse, dgamma + k, dbeta + k,
               c - k);
  }
  for (int b = 0; b < e.batch; b++) {
    for (int i = 0; i < e.h; i++) {
      const float *pd = row_of(IMAGE(dy), b, i), *px = row_of(IMAGE(x), b, i), *pa = row_of(IMAGE(acc), b, i);
      float *pz = row_of(IMAGE(dx), b, i);
      for (int j = 0; j < e.w; j++, pd += c, px += c, pz += c, mean++, inverse++) {
        layer_pixel(pd, px, pa, pz, c, LOAD_SPLAT(mean), LOAD_SPLAT(inverse), gamma);
        if (pa) pa += c;
      }
    }
  }
}

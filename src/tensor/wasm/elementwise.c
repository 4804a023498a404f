// Sums of values, copies, and the gradient of a ReLU.
#include "image.h"

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

void KERNEL(accumulate)(int batch, int h, int w, int c, float *x, int xImg, int xRow, float *acc, int accImg,
                        int accRow, float *out, int outImg, int outRow) {
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

INLINE void copy_pixels(const float *x, int xPix, const float *acc, int accPix, float *out, int outPix, int w,
                        int c) {
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

void KERNEL(copyChannels)(int batch, int h, int w, int c, float *x, int xImg, int xRow, int xPix, float *acc,
                          int accImg, int accRow, int accPix, float *out, int outImg, int outRow, int outPix) {
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

void KERNEL(channelSum)(int batch, int h, int w, int c, float *x, int xImg, int xRow, float *sum) {
  const Extent e = joined((Extent){batch, h, w}, c, IMAGE(x), NO_IMAGE, NO_IMAGE, NO_IMAGE);
  int k = 0;
  for (; k + 16 <= c; k += 16) sum_block(4, e, c, from_channel(IMAGE(x), k), sum + k, 4);
  for (; k + 8 <= c; k += 8) sum_block(2, e, c, from_channel(IMAGE(x), k), sum + k, 4);
  for (; k < c; k += 4) sum_block(1, e, c, from_channel(IMAGE(x), k), sum + k, c - k);
}

// ---- reluGradient

NOINLINE void relu_floats(const float *dr, const float *r, float top, const float *acc, float *dz, int length) {
  for (int at = 0; at < length; at += 4) {
    vec v = passed(LOAD(dr + at), LOAD(r + at), SPLAT(top));
    if (acc) v = ADD(v, LOAD(acc + at));
    store_lanes(dz + at, v, length - at);
  }
}

INLINE void relu_block(const int vectors, Extent e, int c, Image dr, Image r, float top, Image acc, Image dz,
                       float *dbias, int lanes) {
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
    relu_block(2, e, c, from_channel(dr, k), from_channel(r, k), top, from_channel(acc, k), from_channel(dz, k),
               dbias + k, 4);
  }
  for (; k < c; k += 4) {
    relu_block(1, e, c, from_channel(dr, k), from_channel(r, k), top, from_channel(acc, k), from_channel(dz, k),
               dbias + k, c - k);
  }
}

void KERNEL(reluGradient)(int batch, int h, int w, int c, float *dr, int drImg, int drRow, float *r, int rImg,
                          int rRow, int six, float *acc, int accImg, int accRow, float *dz, int dzImg, int dzRow,
                          float *dbias) {
  const Extent e = joined((Extent){batch, h, w}, c, IMAGE(dr), IMAGE(r), IMAGE(acc), IMAGE(dz));
  const float top = top_of(six);
  if (dbias) {
    relu_and_bias(e, c, IMAGE(dr), IMAGE(r), top, IMAGE(acc), IMAGE(dz), dbias);
    return;
  }
  for (int b = 0; b < e.batch; b++) {
    for (int i = 0; i < e.h; i++) {
      relu_floats(row_of(IMAGE(dr), b, i), row_of(IMAGE(r), b, i), top, row_of(IMAGE(acc), b, i),
                  row_of(IMAGE(dz), b, i), e.w * c);
    }
  }
}

#include "micro.h"

/*
 * A convolution is a matrix product whose rows are output pixels and whose k's are taps times channels. Nothing
 * is copied for it: with zeros around the image, the taps of one filter row are `kw * ci` floats in a row.
 */
void KERNEL(conv)(
    int batch, int oh, int ow, int kh, int kw, int ci, int co, const float *x, int xImg, int xRow, int xPix,
    int tapH, int tapW, const float *w, int ldw, float *y, int yImg, int yRow, int yPix, const float *acc,
    int accImg, int accRow, int accPix, const float *bias, int act) {
  const int joined = tapW == ci || kw == 1;
  const int K = joined ? kw * ci : ci, H = joined ? 1 : kw;
  const int ah = tapW - K, ag = tapH - (joined ? K : kw * tapW);
  // Without borders between them, rows are one long row, and images one long image.
  if (oh > 1 && xRow == ow * xPix && yRow == ow * yPix && (!acc || accRow == ow * accPix)) ow *= oh, oh = 1;
  if (oh == 1 && xImg == ow * xPix && yImg == ow * yPix && (!acc || accImg == ow * accPix)) {
    ow *= batch, batch = 1;
  }
  for (int b = 0; b < batch; b++) {
    for (int r = 0; r < oh; r++) {
      for (int from = 0; from < ow; from += 64) {
        const int pixels = smaller(64, ow - from);
        const float *row = x + b * xImg + r * xRow + from * xPix;
        float *out = y + b * yImg + r * yRow + from * yPix;
        const float *plus = acc ? acc + b * accImg + r * accRow + from * accPix : acc;
        for (int j = 0; j < co; j += 8) {
          panel(
              pixels, smaller(8, co - j), row, xPix, 1, joined ? 0 : ah, ag, w + j, ldw, 0, 0, out + j, yPix,
              plus ? plus + j : plus, accPix, bias ? bias + j : bias, act, K, H, kh);
        }
      }
    }
  }
}

// Floats of x and dy that are worked on at once: about what stays in the first cache.
enum { GROUP = 8192 };

// Adds to (or, at first, writes) all of dw from `G` images of `H` rows of `K` pixels.
static void filter_gradient_of_group(
    int kh, int kw, int ci, int co, const float *x, int ximg, int xRow, int xPix, int tapH, int tapW,
    const float *dy, int dyImg, int dyRow, int dyPix, float *dw, int ldw, int first, int K, int H, int G) {
  const int joined = tapW == ci || kw == 1;
  const int taps = joined ? 1 : kw, rows = joined ? kw * ci : ci;
  const int ah = xRow - K * xPix, ag = ximg - H * xRow, bh = dyRow - K * dyPix, bg = dyImg - H * dyRow;
  for (int t = 0; t < kh; t++) {
    for (int s = 0; s < taps; s++) {
      const float *tap = x + t * tapH + s * tapW;
      float *to = dw + (t * kw + s) * ci * ldw;
      for (int j = 0; j < co; j += 8) {
        panel(
            rows, smaller(8, co - j), tap, 1, xPix, ah, ag, dy + j, dyPix, bh, bg, to + j, ldw,
            first ? (const float *)0 : to + j, ldw, (const float *)0, ACT_NONE, K, H, G);
      }
    }
  }
}

/* Sums over pixels, a group after the other: it stays in the cache for all of dw, and partial sums stay short. */
void KERNEL(convFilterGradient)(
    int batch, int oh, int ow, int kh, int kw, int ci, int co, const float *x, int xImg, int xRow, int xPix,
    int tapH, int tapW, const float *dy, int dyImg, int dyRow, int dyPix, float *dw, int ldw) {
  if (oh > 1 && xRow == ow * xPix && dyRow == ow * dyPix) ow *= oh, oh = 1;
  if (oh == 1 && xImg == ow * xPix && dyImg == ow * dyPix) ow *= batch, batch = 1;
  const int pixel = xPix + dyPix;
  const int K = smaller(ow, larger(1, GROUP / pixel));
  const int H = smaller(oh, larger(1, GROUP / (pixel * ow)));
  const int G = smaller(batch, H < oh ? 1 : larger(1, GROUP / (pixel * ow * oh)));
  int first = 1;
  for (int b = 0; b < batch; b += G) {
    for (int r = 0; r < oh; r += H) {
      for (int p = 0; p < ow; p += K, first = 0) {
        filter_gradient_of_group(
            kh, kw, ci, co, x + b * xImg + r * xRow + p * xPix, xImg, xRow, xPix, tapH, tapW,
            dy + b * dyImg + r * dyRow + p * dyPix, dyImg, dyRow, dyPix, dw, ldw, first, smaller(K, ow - p),
            smaller(H, oh - r), smaller(G, batch - b));
      }
    }
  }
}

// to[c, r] = from[r, c], both dense but for the step between the rows of `from`.
INLINE void transpose(const float *from, int step, int rows, int columns, float *to) {
  int r = 0;
  for (; r + 4 <= rows; r += 4, from += 4 * step) {
    for (int c = 0; c < columns; c += 4) {
      const float *p = from + c;
      float *q = to + c * rows + r;
      const vec a = LOAD(p), b = LOAD(p + step), d = LOAD(p + 2 * step), e = LOAD(p + 3 * step);
      const vec ab = wasm_i32x4_shuffle(a, b, 0, 4, 1, 5), AB = wasm_i32x4_shuffle(a, b, 2, 6, 3, 7);
      const vec de = wasm_i32x4_shuffle(d, e, 0, 4, 1, 5), DE = wasm_i32x4_shuffle(d, e, 2, 6, 3, 7);
      STORE(q, wasm_i64x2_shuffle(ab, de, 0, 2));
      if (c + 1 < columns) STORE(q + rows, wasm_i64x2_shuffle(ab, de, 1, 3));
      if (c + 2 < columns) STORE(q + 2 * rows, wasm_i64x2_shuffle(AB, DE, 0, 2));
      if (c + 3 < columns) STORE(q + 3 * rows, wasm_i64x2_shuffle(AB, DE, 1, 3));
    }
  }
  for (; r < rows; r++, from += step) {
    for (int c = 0; c < columns; c++) to[c * rows + r] = from[c];
  }
}

void KERNEL(flipFilter)(
    const float *w, int kwAll, int ci, int co, int ldw, int h0, int stepH, int nh, int w0, int stepW, int nw,
    float *out) {
  for (int i = 0; i < nh; i++) {
    for (int j = 0; j < nw; j++, out += ci * co) {
      const int tap = (h0 - i * stepH) * kwAll + w0 - j * stepW;
      transpose(w + tap * ci * ldw, ldw, ci, co, out);
    }
  }
}

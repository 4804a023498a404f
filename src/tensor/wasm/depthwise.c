#include "simd.h"

/*
 * Depthwise convolution has one multiply-add a load unless values are used again while they are in registers.
 * All here work on four channels of some rows at a time, so that the rows stay in the cache for the next four.
 * For 3x3 the nine weights (or the nine sums of their gradient) stay in registers, and where a pixel's next tap is
 * the next pixel's same tap, each column of three values is loaded once for the three outputs that see it.
 */

// Rows of output pixels for four channels, of which `lanes` are stored. Steps are floats; `c` is between weights.
#define RUN_PARAMETERS                                                                                     \
  int rows, int n, int lanes, const float *x, int xRow, int xPix, int tapH, int tapW, const float *w, int c, \
      float *y, int yRow, int yPix, const float *acc, int accRow, int accPix, vec shift, vec least, vec most
#define RUN_ARGUMENTS                                                                                      \
  rows, n, lanes, x, xRow, xPix, tapH, tapW, w, c, y, yRow, yPix, acc, accRow, accPix, shift, least, most

#define LOAD_NINE(p)                                                                                       \
  const vec w00 = LOAD(p), w01 = LOAD(p + c), w02 = LOAD(p + 2 * c), w10 = LOAD(p + 3 * c),                \
            w11 = LOAD(p + 4 * c), w12 = LOAD(p + 5 * c), w20 = LOAD(p + 6 * c), w21 = LOAD(p + 7 * c),    \
            w22 = LOAD(p + 8 * c)

INLINE void finish(float *y, vec sum, const float *acc, vec shift, vec least, vec most, int lanes) {
  vec v = ADD(sum, shift);
  if (acc) v = ADD(v, LOAD(acc));
  store_lanes(y, MIN(MAX(v, least), most), lanes);
}

NOINLINE void run_3x3_dense(RUN_PARAMETERS) {
  LOAD_NINE(w);
  for (int r = 0; r < rows; r++) {
    const float *p = x + r * xRow, *plus = acc ? acc + r * accRow : acc;
    float *q = y + r * yRow;
    // What the columns so far gave the next output and the one after it.
    vec v = LOAD(p), next = MUL(v, w00), later;
    v = LOAD(p + tapH), next = MADD(v, w10, next);
    v = LOAD(p + 2 * tapH), next = MADD(v, w20, next);
    p += xPix;
    v = LOAD(p), next = MADD(v, w01, next), later = MUL(v, w00);
    v = LOAD(p + tapH), next = MADD(v, w11, next), later = MADD(v, w10, later);
    v = LOAD(p + 2 * tapH), next = MADD(v, w21, next), later = MADD(v, w20, later);
    for (int k = n; k > 0; k--) {
      p += xPix;
      v = LOAD(p);
      vec sum = MADD(v, w02, next);
      next = MADD(v, w01, later), later = MUL(v, w00);
      v = LOAD(p + tapH);
      sum = MADD(v, w12, sum), next = MADD(v, w11, next), later = MADD(v, w10, later);
      v = LOAD(p + 2 * tapH);
      sum = MADD(v, w22, sum), next = MADD(v, w21, next), later = MADD(v, w20, later);
      finish(q, sum, plus, shift, least, most, lanes);
      q += yPix;
      if (plus) plus += accPix;
    }
  }
}

// A stride of two: every other column is the last of an output and the first of the next.
NOINLINE void run_3x3_halving(RUN_PARAMETERS) {
  LOAD_NINE(w);
  for (int r = 0; r < rows; r++) {
    const float *p = x + r * xRow, *plus = acc ? acc + r * accRow : acc;
    float *q = y + r * yRow;
    vec v = LOAD(p), next = MUL(v, w00);
    v = LOAD(p + tapH), next = MADD(v, w10, next);
    v = LOAD(p + 2 * tapH), next = MADD(v, w20, next);
    for (int k = n; k > 0; k--) {
      p += tapW;
      vec sum = MUL(LOAD(p), w01);
      sum = MADD(LOAD(p + tapH), w11, sum);
      sum = MADD(LOAD(p + 2 * tapH), w21, sum);
      sum = ADD(sum, next);
      p += tapW;
      v = LOAD(p), sum = MADD(v, w02, sum), next = MUL(v, w00);
      v = LOAD(p + tapH), sum = MADD(v, w12, sum), next = MADD(v, w10, next);
      v = LOAD(p + 2 * tapH), sum = MADD(v, w22, sum), next = MADD(v, w20, next);
      finish(q, sum, plus, shift, least, most, lanes);
      q += yPix;
      if (plus) plus += accPix;
    }
  }
}

NOINLINE void run_3x3(RUN_PARAMETERS) {
  LOAD_NINE(w);
  for (int r = 0; r < rows; r++) {
    const float *p = x + r * xRow, *plus = acc ? acc + r * accRow : acc;
    float *q = y + r * yRow;
    for (int k = n; k > 0; k--) {
      const float *a = p, *b = p + tapH, *d = p + 2 * tapH;
      vec s = MUL(LOAD(a), w00), t = MUL(LOAD(b), w10), u = MUL(LOAD(d), w20);
      a += tapW, b += tapW, d += tapW;
      s = MADD(LOAD(a), w01, s), t = MADD(LOAD(b), w11, t), u = MADD(LOAD(d), w21, u);
      a += tapW, b += tapW, d += tapW;
      s = MADD(LOAD(a), w02, s), t = MADD(LOAD(b), w12, t), u = MADD(LOAD(d), w22, u);
      finish(q, ADD(ADD(s, t), u), plus, shift, least, most, lanes);
      p += xPix;
      q += yPix;
      if (plus) plus += accPix;
    }
  }
}

// Any filter, `together` outputs at a time, which share the loads of weights.
INLINE int row_of_any(
    const int together, int kh, int kw, int n, int lanes, const float *x, int xPix, int tapH, int tapW,
    const float *w, int c, float *y, int yPix, const float *acc, int accPix, vec shift, vec least, vec most) {
  int done = 0;
  for (; done + together <= n; done += together) {
    vec sum[4];
#pragma unroll
    for (int p = 0; p < together; p++) sum[p] = ZERO;
    const float *weights = w;
    for (int i = 0; i < kh; i++) {
      const float *tap = x + i * tapH;
      for (int j = 0; j < kw; j++, tap += tapW, weights += c) {
        const vec weight = LOAD(weights);
#pragma unroll
        for (int p = 0; p < together; p++) sum[p] = MADD(LOAD(tap + p * xPix), weight, sum[p]);
      }
    }
#pragma unroll
    for (int p = 0; p < together; p++)
      finish(y + p * yPix, sum[p], acc ? acc + p * accPix : acc, shift, least, most, lanes);
    x += together * xPix;
    y += together * yPix;
    if (acc) acc += together * accPix;
  }
  return done;
}

// Four outputs of a filter `kw` wide at a time, whose taps are each other's.
INLINE int row_of_dense(
    const int kw, int kh, int n, int lanes, const float *x, int xPix, int tapH, const float *w, int c, float *y,
    int yPix, const float *acc, int accPix, vec shift, vec least, vec most) {
  int done = 0;
  for (; done + 4 <= n; done += 4) {
    vec sum[4] = {ZERO, ZERO, ZERO, ZERO};
    const float *weights = w, *row = x;
    for (int i = kh; i > 0; i--, row += tapH) {
      vec weight[7];
#pragma unroll
      for (int j = 0; j < kw; j++, weights += c) weight[j] = LOAD(weights);
      const float *tap = row;
#pragma unroll
      for (int j = 0; j < kw + 3; j++, tap += xPix) {
        const vec value = LOAD(tap);
#pragma unroll
        for (int p = 0; p < 4; p++)
          if (j - p >= 0 && j - p < kw) sum[p] = MADD(value, weight[j - p], sum[p]);
      }
    }
#pragma unroll
    for (int p = 0; p < 4; p++)
      finish(y + p * yPix, sum[p], acc ? acc + p * accPix : acc, shift, least, most, lanes);
    x += 4 * xPix;
    y += 4 * yPix;
    if (acc) acc += 4 * accPix;
  }
  return done;
}

NOINLINE void run_five_wide(int kh, int kw, RUN_PARAMETERS) {
  for (int r = 0; r < rows; r++) {
    const float *p = x + r * xRow, *plus = acc ? acc + r * accRow : acc;
    float *q = y + r * yRow;
    const int done = row_of_dense(
        5, kh, n, lanes, p, xPix, tapH, w, c, q, yPix, plus, accPix, shift, least, most);
    row_of_any(
        1, kh, kw, n - done, lanes, p + done * xPix, xPix, tapH, tapW, w, c, q + done * yPix, yPix,
        plus ? plus + done * accPix : plus, accPix, shift, least, most);
  }
}

NOINLINE void run_any(int kh, int kw, RUN_PARAMETERS) {
  for (int r = 0; r < rows; r++) {
    const float *p = x + r * xRow, *plus = acc ? acc + r * accRow : acc;
    float *q = y + r * yRow;
    const int done = row_of_any(
        4, kh, kw, n, lanes, p, xPix, tapH, tapW, w, c, q, yPix, plus, accPix, shift, least, most);
    row_of_any(
        1, kh, kw, n - done, lanes, p + done * xPix, xPix, tapH, tapW, w, c, q + done * yPix, yPix,
        plus ? plus + done * accPix : plus, accPix, shift, least, most);
  }
}

// Dilated pixels that see the same columns are `apart` from each other: as many interleaved runs of their own.
INLINE void run_3x3_dilated(int apart, RUN_PARAMETERS) {
  const int all = n, step = xPix, toStep = yPix, plusStep = accPix;
  xPix *= apart, yPix *= apart, accPix *= apart;
  for (int phase = 0; phase < apart && phase < all; phase++) {
    n = (all - phase + apart - 1) / apart;
    run_3x3_dense(RUN_ARGUMENTS);
    x += step, y += toStep;
    if (acc) acc += plusStep;
  }
}

INLINE void run(int kh, int kw, RUN_PARAMETERS) {
  if (kw == 5 && tapW == xPix) run_five_wide(kh, kw, RUN_ARGUMENTS);
  else if (kh != 3 || kw != 3) run_any(kh, kw, RUN_ARGUMENTS);
  else if (tapW == xPix) run_3x3_dense(RUN_ARGUMENTS);
  else if (2 * tapW == xPix) run_3x3_halving(RUN_ARGUMENTS);
  else if (tapW % xPix == 0 && tapW > 0) run_3x3_dilated(tapW / xPix, RUN_ARGUMENTS);
  else run_3x3(RUN_ARGUMENTS);
}

// Floats of x and y (or dy) that are worked on at once: about what stays in the first cache.
enum { GROUP = 6144 };

void KERNEL(depthwise)(
    int batch, int oh, int ow, int kh, int kw, int c, const float *xStart, int xImg, int xRow, int xPix, int tapH,
    int tapW, const float *wStart, float *yStart, int yImg, int yRow, int yPix, const float *accStart, int accImg,
    int accRow, int accPix, const float *bias, int act) {
  const float infinity = __builtin_inff();
  const vec least = SPLAT(act == ACT_NONE ? -infinity : 0.0f), most = SPLAT(act == ACT_RELU6 ? 6.0f : infinity);
  const int n = ow, height = larger(1, GROUP / (xRow + yRow));
  for (int b = 0; b < batch; b++) {
    for (int r = 0; r < oh; r += height) {
      const int rows = smaller(height, oh - r);
      for (int k = 0; k < c; k += 4) {
        const int lanes = smaller(4, c - k);
        const float *x = xStart + b * xImg + r * xRow + k, *w = wStart + k;
        const float *acc = accStart ? accStart + b * accImg + r * accRow + k : accStart;
        float *y = yStart + b * yImg + r * yRow + k;
        const vec shift = bias ? LOAD(bias + k) : ZERO;
        run(kh, kw, RUN_ARGUMENTS);
      }
    }
  }
}

// ---- gradient of the filter

// `rows` rows of `n` pixels of `images` images, four channels; adds to `dw` unless it is the first.
#define GROUP_PARAMETERS                                                                                   \
  int first, int lanes, int n, int rows, int images, const float *x, int xImg, int xRow, int xPix, int tapH, \
      int tapW, const float *dy, int dyImg, int dyRow, int dyPix, float *dw, int c
#define GROUP_ARGUMENTS                                                                                    \
  first, lanes, n, rows, images, x, xImg, xRow, xPix, tapH, tapW, dy, dyImg, dyRow, dyPix, dw, c

INLINE void add_to(float *dw, vec sum, int first, int lanes) {
  store_lanes(dw, first ? sum : ADD(LOAD(dw), sum), lanes);
}

#define ADD_NINE                                                                                           \
  add_to(dw, s00, first, lanes), add_to(dw + c, s01, first, lanes), add_to(dw + 2 * c, s02, first, lanes); \
  add_to(dw + 3 * c, s10, first, lanes), add_to(dw + 4 * c, s11, first, lanes);                            \
  add_to(dw + 5 * c, s12, first, lanes), add_to(dw + 6 * c, s20, first, lanes);                            \
  add_to(dw + 7 * c, s21, first, lanes), add_to(dw + 8 * c, s22, first, lanes)

#define NINE_ZEROS                                                                                         \
  vec s00 = ZERO, s01 = ZERO, s02 = ZERO, s10 = ZERO, s11 = ZERO, s12 = ZERO, s20 = ZERO, s21 = ZERO, s22 = ZERO

// As in `run_3x3_dense`: a column meets the slopes of the three pixels that see it.
NOINLINE void gradient_3x3_dense(GROUP_PARAMETERS) {
  NINE_ZEROS;
  for (int g = 0; g < images; g++) {
    for (int r = 0; r < rows; r++) {
      const float *p = x + g * xImg + r * xRow, *q = dy + g * dyImg + r * dyRow;
      vec oldest = ZERO, older = ZERO;
      // Three at a time, so that the slopes change their names and not their registers.
#pragma clang loop unroll_count(3)
      for (int k = n; k > 0; k--) {
        const vec slope = LOAD(q);
        vec v = LOAD(p);
        s00 = MADD(v, slope, s00), s01 = MADD(v, older, s01), s02 = MADD(v, oldest, s02);
        v = LOAD(p + tapH);
        s10 = MADD(v, slope, s10), s11 = MADD(v, older, s11), s12 = MADD(v, oldest, s12);
        v = LOAD(p + 2 * tapH);
        s20 = MADD(v, slope, s20), s21 = MADD(v, older, s21), s22 = MADD(v, oldest, s22);
        oldest = older, older = slope;
        p += xPix, q += dyPix;
      }
      // The two columns beyond the last pixel's first.
      vec v = LOAD(p);
      s01 = MADD(v, older, s01), s02 = MADD(v, oldest, s02);
      v = LOAD(p + tapH), s11 = MADD(v, older, s11), s12 = MADD(v, oldest, s12);
      v = LOAD(p + 2 * tapH), s21 = MADD(v, older, s21), s22 = MADD(v, oldest, s22);
      p += xPix;
      s02 = MADD(LOAD(p), older, s02), s12 = MADD(LOAD(p + tapH), older, s12);
      s22 = MADD(LOAD(p + 2 * tapH), older, s22);
    }
  }
  ADD_NINE;
}

NOINLINE void gradient_3x3(GROUP_PARAMETERS) {
  NINE_ZEROS;
  for (int g = 0; g < images; g++) {
    for (int r = 0; r < rows; r++) {
      const float *p = x + g * xImg + r * xRow, *q = dy + g * dyImg + r * dyRow;
      for (int k = n; k > 0; k--, p += xPix, q += dyPix) {
        const vec slope = LOAD(q);
        const float *a = p, *b = p + tapH, *d = p + 2 * tapH;
        s00 = MADD(LOAD(a), slope, s00), s10 = MADD(LOAD(b), slope, s10), s20 = MADD(LOAD(d), slope, s20);
        a += tapW, b += tapW, d += tapW;
        s01 = MADD(LOAD(a), slope, s01), s11 = MADD(LOAD(b), slope, s11), s21 = MADD(LOAD(d), slope, s21);
        a += tapW, b += tapW, d += tapW;
        s02 = MADD(LOAD(a), slope, s02), s12 = MADD(LOAD(b), slope, s12), s22 = MADD(LOAD(d), slope, s22);
      }
    }
  }
  ADD_NINE;
}

// `taps` taps of one filter row.
INLINE void gradient_taps(const int taps, GROUP_PARAMETERS) {
  vec sum[5];
#pragma unroll
  for (int j = 0; j < taps; j++) sum[j] = ZERO;
  for (int g = 0; g < images; g++) {
    for (int r = 0; r < rows; r++) {
      const float *p = x + g * xImg + r * xRow, *q = dy + g * dyImg + r * dyRow;
      for (int k = n; k > 0; k--, p += xPix, q += dyPix) {
        const vec slope = LOAD(q);
#pragma unroll
        for (int j = 0; j < taps; j++) sum[j] = MADD(LOAD(p + j * tapW), slope, sum[j]);
      }
    }
  }
#pragma unroll
  for (int j = 0; j < taps; j++) add_to(dw + j * c, sum[j], first, lanes);
}

NOINLINE void gradient_five_taps(GROUP_PARAMETERS) { gradient_taps(5, GROUP_ARGUMENTS); }
NOINLINE void gradient_three_taps(GROUP_PARAMETERS) { gradient_taps(3, GROUP_ARGUMENTS); }
NOINLINE void gradient_one_tap(GROUP_PARAMETERS) { gradient_taps(1, GROUP_ARGUMENTS); }

INLINE void gradient_any(int kh, int kw, GROUP_PARAMETERS) {
  const float *start = x;
  for (int i = 0; i < kh; i++) {
    x = start + i * tapH;
    for (int j = 0, taps; j < kw; j += taps, x += taps * tapW, dw += taps * c) {
      taps = kw - j >= 5 ? 5 : kw - j >= 3 ? 3 : 1;
      if (taps == 5) gradient_five_taps(GROUP_ARGUMENTS);
      else if (taps == 3) gradient_three_taps(GROUP_ARGUMENTS);
      else gradient_one_tap(GROUP_ARGUMENTS);
    }
  }
}

INLINE void gradient_3x3_dilated(int apart, GROUP_PARAMETERS) {
  const int all = n, step = xPix, dyStep = dyPix;
  xPix *= apart, dyPix *= apart;
  for (int phase = 0; phase < apart && phase < all; phase++, first = 0) {
    n = (all - phase + apart - 1) / apart;
    gradient_3x3_dense(GROUP_ARGUMENTS);
    x += step, dy += dyStep;
  }
}

INLINE void gradient(int kh, int kw, GROUP_PARAMETERS) {
  if (kh != 3 || kw != 3) gradient_any(kh, kw, GROUP_ARGUMENTS);
  else if (tapW == xPix) gradient_3x3_dense(GROUP_ARGUMENTS);
  else if (tapW % xPix == 0 && tapW > 0) gradient_3x3_dilated(tapW / xPix, GROUP_ARGUMENTS);
  else gradient_3x3(GROUP_ARGUMENTS);
}

void KERNEL(depthwiseFilterGradient)(
    int batch, int oh, int ow, int kh, int kw, int c, const float *xStart, int xImg, int xRow, int xPix, int tapH,
    int tapW, const float *dyStart, int dyImg, int dyRow, int dyPix, float *dwStart) {
  const int n = ow, row = xRow + dyRow;
  const int height = smaller(oh, larger(1, GROUP / row));
  const int together = smaller(batch, height < oh ? 1 : larger(1, GROUP / (row * oh)));
  for (int b = 0; b < batch; b += together) {
    for (int r = 0; r < oh; r += height) {
      const int first = b == 0 && r == 0, rows = smaller(height, oh - r), images = smaller(together, batch - b);
      for (int k = 0; k < c; k += 4) {
        const int lanes = smaller(4, c - k);
        const float *x = xStart + b * xImg + r * xRow + k, *dy = dyStart + b * dyImg + r * dyRow + k;
        float *dw = dwStart + k;
        gradient(kh, kw, GROUP_ARGUMENTS);
      }
    }
  }
}

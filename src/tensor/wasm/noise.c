// Dropout of values and of whole examples.
#include "image.h"

// Marsaglia's xorshift32 (2003).
INLINE unsigned next(unsigned state) {
  state ^= state << 13;
  state ^= state >> 17;
  return state ^ state << 5;
}

INLINE unsigned first_state(const unsigned *seed) { return *seed ? *seed : 1; }

// A draw below this drops: the smallest whole number that is not below rate 2^32.
INLINE unsigned limit_of(double rate) { return (unsigned)__builtin_ceil(rate * 4294967296.0); }

NOINLINE unsigned drop_floats(unsigned state, unsigned limit, float kept, const float *x, const float *acc, float *y, int length) {
  for (int k = 0; k < length; k++) {
    state = next(state);
    const float v = x[k] * (state < limit ? 0 : kept);
    y[k] = acc ? v + acc[k] : v;
  }
  return state;
}

void KERNEL(dropout)(int batch, int h, int w, int c, float *x, int xImg, int xRow, float *acc, int accImg, int accRow,
                     float *y, int yImg, int yRow, const unsigned *seed, double rate) {
  const Extent e = joined((Extent){batch, h, w}, c, IMAGE(x), IMAGE(acc), IMAGE(y), NO_IMAGE);
  const unsigned limit = limit_of(rate);
  const float kept = (float)(1 / (1 - rate));
  unsigned state = first_state(seed);
  for (int b = 0; b < e.batch; b++) {
    for (int i = 0; i < e.h; i++) {
      state = drop_floats(state, limit, kept, row_of(IMAGE(x), b, i), row_of(IMAGE(acc), b, i), row_of(IMAGE(y), b, i), e.w * c);
    }
  }
}

NOINLINE void scale_floats(const float *x, float factor, const float *acc, float *y, int length) {
  for (int k = 0; k < length; k += 4) {
    vec v = MUL(LOAD(x + k), SPLAT(factor));
    if (acc) v = ADD(v, LOAD(acc + k));
    store_lanes(y + k, v, length - k);
  }
}

void KERNEL(dropExamples)(int batch, int h, int w, int c, float *x, int xImg, int xRow, float *acc, int accImg, int accRow,
                          float *y, int yImg, int yRow, const unsigned *seed, double rate) {
  const Extent image = joined((Extent){1, h, w}, c, IMAGE(x), IMAGE(acc), IMAGE(y), NO_IMAGE);
  const unsigned limit = limit_of(rate);
  const float kept = (float)(1 / (1 - rate));
  unsigned state = first_state(seed);
  for (int b = 0; b < batch; b++) {
    state = next(state);
    const float factor = state < limit ? 0 : kept;
    for (int i = 0; i < image.h; i++) {
      scale_floats(row_of(IMAGE(x), b, i), factor, row_of(IMAGE(acc), b, i), row_of(IMAGE(y), b, i), image.w * c);
    }
  }
}

// Dropout of values and of whole examples, by the draws of one xorshift32 (Marsaglia 2003).
#include "image.h"

INLINE unsigned next(unsigned state) {
  state ^= state << 13;
  state ^= state >> 17;
  return state ^ state << 5;
}

INLINE unsigned first_state(const unsigned *seed) { return *seed ? *seed : 1; }

// A draw below this drops: the smallest whole number that is not below rate 2^32.
INLINE unsigned limit_of(double rate) { return (unsigned)__builtin_ceil(rate * 4294967296.0); }

// ---- far ahead
//
// A step of xorshift32 is a linear map M of 32 bits. Its characteristic polynomial P, found from 64 draws by
// Berlekamp and Massey's algorithm, has P(M) = 0, so M^n = (x^n mod P)(M): n steps cost the 32 of a polynomial.

#define POLYNOMIAL 0x1003ec241ULL

// Puts a zero before every bit, which squares a polynomial over two numbers.
INLINE unsigned long long spread(unsigned p) {
  unsigned long long q = p;
  q = (q | q << 16) & 0x0000ffff0000ffffULL;
  q = (q | q << 8) & 0x00ff00ff00ff00ffULL;
  q = (q | q << 4) & 0x0f0f0f0f0f0f0f0fULL;
  q = (q | q << 2) & 0x3333333333333333ULL;
  return (q | q << 1) & 0x5555555555555555ULL;
}

// x^n mod P.
NOINLINE unsigned power_of_x(unsigned n) {
  unsigned p = 1;
  for (int bit = 31 - __builtin_clz(n); bit >= 0; bit--) {
    unsigned long long q = spread(p) << (n >> bit & 1);
    for (int i = 63; i >= 32; i--) q ^= (POLYNOMIAL << (i - 32)) & -(q >> i & 1);
    p = (unsigned)q;
  }
  return p;
}

NOINLINE unsigned ahead(unsigned state, unsigned power) {
  unsigned sum = 0;
  for (int i = 0; i < 32; i++, state = next(state)) sum ^= state & -(power >> i & 1);
  return sum;
}

// ---- dropout

NOINLINE unsigned drop_floats(unsigned state, unsigned limit, float kept, const float *x, const float *acc, float *y,
                              int length) {
  for (int k = 0; k < length; k++) {
    state = next(state);
    const float v = x[k] * (state < limit ? 0 : kept);
    y[k] = acc ? v + acc[k] : v;
  }
  return state;
}

INLINE vec next_of_four(vec state) {
  state = wasm_v128_xor(state, wasm_i32x4_shl(state, 13));
  state = wasm_v128_xor(state, wasm_u32x4_shr(state, 17));
  return wasm_v128_xor(state, wasm_i32x4_shl(state, 5));
}

// `kept` where a draw is at least `limit`, else 0.
INLINE vec mask_of(vec state, vec limit, vec kept) {
  return wasm_v128_and(wasm_i32x4_eq(wasm_u32x4_max(state, limit), state), kept);
}

INLINE void drop_vector(const float *x, vec mask, const float *acc, float *y, int lanes) {
  vec v = MUL(LOAD(x), mask);
  if (acc) v = ADD(v, LOAD(acc));
  store_lanes(y, v, lanes);
}

// Four rows at once, one in each lane of `state`.
NOINLINE vec drop_four_rows(vec state, unsigned limit, float kept, int length, const float *x0, const float *x1,
                            const float *x2, const float *x3, const float *a0, const float *a1, const float *a2,
                            const float *a3, float *y0, float *y1, float *y2, float *y3) {
  const vec bound = wasm_i32x4_splat((int)limit), factor = SPLAT(kept);
  for (int k = 0; k < length; k += 4) {
    const int lanes = length - k;
    // Draws k .. k + 3 of all rows, then transposed: those of one row together.
    vec d0, d1 = ZERO, d2 = ZERO, d3 = ZERO;
    d0 = state = next_of_four(state);
    if (lanes > 1) d1 = state = next_of_four(state);
    if (lanes > 2) d2 = state = next_of_four(state);
    if (lanes > 3) d3 = state = next_of_four(state);
    const vec m0 = mask_of(d0, bound, factor), m1 = mask_of(d1, bound, factor);
    const vec m2 = mask_of(d2, bound, factor), m3 = mask_of(d3, bound, factor);
    const vec low01 = wasm_i32x4_shuffle(m0, m1, 0, 4, 1, 5), high01 = wasm_i32x4_shuffle(m0, m1, 2, 6, 3, 7);
    const vec low23 = wasm_i32x4_shuffle(m2, m3, 0, 4, 1, 5), high23 = wasm_i32x4_shuffle(m2, m3, 2, 6, 3, 7);
    drop_vector(x0 + k, wasm_i64x2_shuffle(low01, low23, 0, 2), maybe(a0, k), y0 + k, lanes);
    drop_vector(x1 + k, wasm_i64x2_shuffle(low01, low23, 1, 3), maybe(a1, k), y1 + k, lanes);
    drop_vector(x2 + k, wasm_i64x2_shuffle(high01, high23, 0, 2), maybe(a2, k), y2 + k, lanes);
    drop_vector(x3 + k, wasm_i64x2_shuffle(high01, high23, 1, 3), maybe(a3, k), y3 + k, lanes);
  }
  return state;
}

// Fewer values are dropped one by one: the way ahead costs about as much as 600 draws.
enum { FOUR_ROWS_FROM = 1024 };

void KERNEL(dropout)(int batch, int h, int w, int c, float *x, int xImg, int xRow, float *acc, int accImg, int accRow,
                     float *y, int yImg, int yRow, const unsigned *seed, double rate) {
  Extent e = joined((Extent){batch, h, w}, c, IMAGE(x), IMAGE(acc), IMAGE(y), NO_IMAGE);
  const unsigned limit = limit_of(rate);
  const float kept = (float)(1 / (1 - rate));
  unsigned state = first_state(seed);
  int length = e.w * c, rows = e.batch * e.h, rest = 0;
  if (rows == 1) {
    // One long row is cut into four and a rest.
    rest = length & 15;
    length >>= 4;
    length <<= 2;
    rows = 4;
    xRow = yRow = accRow = length;
    e.h = 4;
  }
  const int quarter = length * rows >= FOUR_ROWS_FROM ? rows / 4 : 0;
  if (quarter > 0) {
    const unsigned power = power_of_x((unsigned)(quarter * length));
    const unsigned state1 = ahead(state, power), state2 = ahead(state1, power), state3 = ahead(state2, power);
    vec states = wasm_i32x4_make((int)state, (int)state1, (int)state2, (int)state3);
    for (int r = 0; r < quarter; r++) {
      const int r1 = r + quarter, r2 = r1 + quarter, r3 = r2 + quarter;
#define AT(image, r) row_of(image, (r) / e.h, (r) % e.h)
      states = drop_four_rows(states, limit, kept, length,
                              AT(IMAGE(x), r), AT(IMAGE(x), r1), AT(IMAGE(x), r2), AT(IMAGE(x), r3),
                              AT(IMAGE(acc), r), AT(IMAGE(acc), r1), AT(IMAGE(acc), r2), AT(IMAGE(acc), r3),
                              AT(IMAGE(y), r), AT(IMAGE(y), r1), AT(IMAGE(y), r2), AT(IMAGE(y), r3));
    }
    state = (unsigned)wasm_i32x4_extract_lane(states, 3);
  }
  for (int r = 4 * quarter; r < rows; r++) {
    state = drop_floats(state, limit, kept, AT(IMAGE(x), r), AT(IMAGE(acc), r), AT(IMAGE(y), r), length);
  }
  if (rest > 0) drop_floats(state, limit, kept, x + 4 * length, maybe(acc, 4 * length), y + 4 * length, rest);
}

NOINLINE void scale_floats(const float *x, float factor, const float *acc, float *y, int length) {
  for (int k = 0; k < length; k += 4) drop_vector(x + k, SPLAT(factor), maybe(acc, k), y + k, length - k);
}

void KERNEL(dropExamples)(int batch, int h, int w, int c, float *x, int xImg, int xRow, float *acc, int accImg,
                          int accRow, float *y, int yImg, int yRow, const unsigned *seed, double rate) {
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

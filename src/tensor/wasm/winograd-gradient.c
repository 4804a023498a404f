#include "winograd.h"

/*
 * The adjoint of winogradConv in the filter: dg = G' [ sum over tiles of (B' d B) .* (A dY A') ] G. The sum over tiles
 * of one of the 16 places is a product [ci x tiles] x [tiles x co].
 */

// A y A' of four channels of a tile whose missing outputs are zero.
INLINE void spread_output(vec y00, vec y01, vec y10, vec y11, float *m) {
#define RESULT_ROW(row, t0, t1)                                                                    \
  {                                                                                                \
    const vec s0 = t0, s1 = t1;                                                                    \
    STORE(m + (4 * row) * PLACE, s0);                                                              \
    STORE(m + (4 * row + 1) * PLACE, ADD(s0, s1));                                                 \
    STORE(m + (4 * row + 2) * PLACE, SUB(s0, s1));                                                 \
    STORE(m + (4 * row + 3) * PLACE, wasm_f32x4_neg(s1));                                          \
  }
  RESULT_ROW(0, y00, y01)
  RESULT_ROW(1, ADD(y00, y10), ADD(y01, y11))
  RESULT_ROW(2, SUB(y00, y10), SUB(y01, y11))
  RESULT_ROW(3, wasm_f32x4_neg(y10), wasm_f32x4_neg(y11))
#undef RESULT_ROW
}

NOINLINE void spread_outputs(
    int from, int count, int oh, int ow, int co, const float *dy, int dyImg, int dyRow, int dyPix, int plane,
    float *m) {
  const int across = (ow + 1) / 2, down = (oh + 1) / 2;
  int tx = from % across, ty = from / across % down, image = from / across / down;
  for (int t = 0; t < count; t++) {
    const float *y = dy + image * dyImg + 2 * ty * dyRow + 2 * tx * dyPix;
    const int right = ow - 2 * tx > 1, below = oh - 2 * ty > 1;
    float *to = m + tile_at(t);
    for (int o = 0; o < co; o += 4, y += 4, to += plane) {
      spread_output(
          LOAD(y), right ? LOAD(y + dyPix) : ZERO, below ? LOAD(y + dyRow) : ZERO,
          right && below ? LOAD(y + dyRow + dyPix) : ZERO, to);
    }
    if (++tx == across) {
      tx = 0;
      if (++ty == down) ty = 0, image++;
    }
  }
}

// Zeros for the tiles that the last group of four lacks, in every place.
static void clear_tiles(int from, int until, int channels, int plane, float *v) {
  for (int t = from; t < until; t++) {
    for (int p = 0; p < PLACES; p++) {
      for (int c = 0; c < channels; c += 4) STORE(v + c / 4 * plane + tile_at(t) + p * PLACE, ZERO);
    }
  }
}

// Four input channels by `vectors` vectors of output channels, over `groups` times four tiles; writes or adds.
INLINE void add_up(const int vectors, int groups, const float *v, const float *m, int plane, float *to, int first) {
  vec sum[4][2];
#pragma unroll
  for (int i = 0; i < 4; i++)
#pragma unroll
    for (int j = 0; j < vectors; j++) sum[i][j] = ZERO;
#pragma clang loop unroll(disable)
  for (; groups > 0; groups--, v += GROUP, m += GROUP) {
    // See multiply of winograd.c.
#pragma clang loop unroll(disable)
    for (int t = 0; t < 4; t++) {
      vec column[2];
#pragma unroll
      for (int j = 0; j < vectors; j++) column[j] = LOAD(m + j * plane + 4 * t);
#pragma unroll
      for (int i = 0; i < 4; i++) {
        const vec row = LOAD_SPLAT(v + 4 * t + i);
#pragma unroll
        for (int j = 0; j < vectors; j++) sum[i][j] = MADD(row, column[j], sum[i][j]);
      }
    }
  }
  // A block has a sum of its own, so that the sum of all stays short.
#pragma unroll
  for (int i = 0; i < 4; i++)
#pragma unroll
    for (int j = 0; j < vectors; j++) {
      float *p = to + 4 * (vectors * i + j);
      STORE(p, first ? sum[i][j] : ADD(sum[i][j], LOAD(p)));
    }
}

NOINLINE void add_up_eight(
    int ci, int groups, const float *v, const float *m, int plane, float *to, int first) {
  for (int i = 0; i < ci; i += 4, v += plane, to += 32) add_up(2, groups, v, m, plane, to, first);
}

NOINLINE void add_up_four(
    int ci, int groups, const float *v, const float *m, int plane, float *to, int first) {
  for (int i = 0; i < ci; i += 4, v += plane, to += 16) add_up(1, groups, v, m, plane, to, first);
}

// G' s G of four weights: from 16 places to nine taps.
INLINE void taps_of(const float *s, int place, float *dw, int tap) {
  const vec half = SPLAT(0.5f);
#define COLUMN(g0, g1, g2)                                                                         \
  vec g0, g1, g2;                                                                                  \
  {                                                                                                \
    const vec s1 = LOAD(s + 4 * place), s2 = LOAD(s + 8 * place), even = MUL(half, ADD(s1, s2));   \
    g0 = ADD(LOAD(s), even);                                                                       \
    g1 = MUL(half, SUB(s1, s2));                                                                   \
    g2 = ADD(even, LOAD(s + 12 * place));                                                          \
    s += place;                                                                                    \
  }
  COLUMN(a0, a1, a2)
  COLUMN(b0, b1, b2)
  COLUMN(c0, c1, c2)
  COLUMN(d0, d1, d2)
#undef COLUMN
#define TAPS(row, a, b, c, d)                                                                      \
  {                                                                                                \
    const vec even = MUL(half, ADD(b, c));                                                         \
    STORE(dw + (3 * row) * tap, ADD(a, even));                                                     \
    STORE(dw + (3 * row + 1) * tap, MUL(half, SUB(b, c)));                                         \
    STORE(dw + (3 * row + 2) * tap, ADD(even, d));                                                 \
  }
  TAPS(0, a0, b0, c0, d0)
  TAPS(1, a1, b1, c1, d1)
  TAPS(2, a2, b2, c2, d2)
#undef TAPS
}

void KERNEL(winogradFilterGradient)(
    int batch, int oh, int ow, int ci, int co, const float *x, int xImg, int xRow, int xPix, const float *dy,
    int dyImg, int dyRow, int dyPix, float *dw, int ldw, float *scratch) {
  const int all = batch * ((oh + 1) / 2) * ((ow + 1) / 2);
  const int tiles = tiles_of_block(ci, co, 32), plane = plane_of(tiles);
  float *v = scratch, *m = v + ci / 4 * plane, *sums = m + co / 4 * plane;
  for (int from = 0; from < all; from += tiles) {
    const int count = smaller(tiles, all - from), groups = (count + 3) / 4;
    transform_inputs(from, count, oh, ow, ci, x, xImg, xRow, xPix, plane, v);
    spread_outputs(from, count, oh, ow, co, dy, dyImg, dyRow, dyPix, plane, m);
    clear_tiles(count, 4 * groups, ci, plane, v);
    clear_tiles(count, 4 * groups, co, plane, m);
    for (int p = 0; p < PLACES; p++) {
      for (int o = 0; o < co; o += 8) {
        float *to = sums + weights_at(o, p, ci, co);
        const float *side = m + p * PLACE + o / 4 * plane;
        if (co - o > 4) add_up_eight(ci, groups, v + p * PLACE, side, plane, to, from == 0);
        else add_up_four(ci, groups, v + p * PLACE, side, plane, to, from == 0);
      }
    }
  }
  for (int i = 0; i < ci; i++) {
    for (int o = 0; o < co; o += 4) {
      taps_of(sums + weight_at(i, o, ci, co), ci * width_at(o, co), dw + i * ldw + o, ci * ldw);
    }
  }
}

#include "winograd.h"

/*
 * F(2 x 2, 3 x 3) of Lavin and Gray 2016, "Fast Algorithms for Convolutional Neural Networks", section 4.1:
 * Y = A' [ (G g G') .* (B' d B) ] A, summed over channels before A is applied.
 */

/*
 * G g G' in two steps, G g first: taps are as far apart as places, and for most numbers of channels nine of the one and
 * sixteen of the other at once would push each other out of the few lines of the cache that they fall on.
 */

// G of a column of taps, four weights: into column 0, 1 or 3 of the places.
INLINE void transform_column(vec top, vec middle, vec bottom, int column, float *u, int place) {
  const vec half = SPLAT(0.5f), outer = MUL(half, ADD(top, bottom)), inner = MUL(half, middle);
  u += (column + (column == 2)) * place;
  STORE(u, top);
  STORE(u + 4 * place, ADD(outer, inner));
  STORE(u + 8 * place, SUB(outer, inner));
  STORE(u + 12 * place, bottom);
}

// Columns 1 and 2 of a row of places out of 0, 1 and 3, which then hold a row of G g; 0 and 3 are right already.
INLINE void transform_row(float *u, int place) {
  const vec half = SPLAT(0.5f), outer = MUL(half, ADD(LOAD(u), LOAD(u + 3 * place)));
  const vec inner = MUL(half, LOAD(u + place));
  STORE(u + place, ADD(outer, inner));
  STORE(u + 2 * place, SUB(outer, inner));
}

// Four floats that are `step` apart.
INLINE vec gather(const float *p, int step) {
  vec v = wasm_v128_load32_zero(p);
  v = wasm_v128_load32_lane(p + step, v, 1);
  v = wasm_v128_load32_lane(p + 2 * step, v, 2);
  return wasm_v128_load32_lane(p + 3 * step, v, 3);
}

// Four outputs after the other, so that what is written lies next to each other.
INLINE void transform_filter(const int turned, int ci, int co, const float *w, int ldw, float *u) {
  const int inputs = turned ? co : ci, outputs = turned ? ci : co, tap = ci * ldw, next = turned ? 1 : ldw;
  for (int o = 0; o < outputs; o += 4) {
    const int width = width_at(o, outputs), place = inputs * width;
    float *to = u + weight_at(0, o, inputs, outputs);
    for (int column = 0; column < 3; column++) {
      const float *p = w + (turned ? o * ldw + (2 - column) * tap : o + column * tap);
      for (int i = 0; i < inputs; i++, p += next) {
        const vec first = turned ? gather(p, ldw) : LOAD(p);
        const vec middle = turned ? gather(p + 3 * tap, ldw) : LOAD(p + 3 * tap);
        const vec last = turned ? gather(p + 6 * tap, ldw) : LOAD(p + 6 * tap);
        transform_column(turned ? last : first, middle, turned ? first : last, column, to + i * width, place);
      }
    }
    for (int row = 0; row < 4; row++) {
      for (int i = 0; i < inputs; i++) transform_row(to + 4 * row * place + i * width, place);
    }
  }
}

void KERNEL(winogradFilter)(int ci, int co, const float *w, int ldw, int turned, float *u) {
  if (turned) transform_filter(1, ci, co, w, ldw, u);
  else transform_filter(0, ci, co, w, ldw, u);
}

// `groups` times four tiles by `vectors` vectors of output channels, over all input channels.
INLINE void multiply(
    const int vectors, int groups, int ci, const float *v, const float *u, int plane, float *m) {
  for (; groups > 0; groups--, v += GROUP, m += GROUP) {
    vec sum[4][2];
#pragma unroll
    for (int i = 0; i < 4; i++)
#pragma unroll
      for (int j = 0; j < vectors; j++) sum[i][j] = ZERO;
    const float *a = v, *b = u;
#pragma clang loop unroll(disable)
    for (int c = ci; c > 0; c -= 4, a += plane, b += 16 * vectors) {
      // Unrolled, all loads come first, and half of what they bring goes through memory.
#pragma clang loop unroll(disable)
      for (int k = 0; k < 4; k++) {
        vec column[2];
#pragma unroll
        for (int j = 0; j < vectors; j++) column[j] = LOAD(b + 4 * vectors * k + 4 * j);
#pragma unroll
        for (int i = 0; i < 4; i++) {
          const vec row = LOAD_SPLAT(a + 4 * i + k);
#pragma unroll
          for (int j = 0; j < vectors; j++) sum[i][j] = MADD(row, column[j], sum[i][j]);
        }
      }
    }
#pragma unroll
    for (int j = 0; j < vectors; j++)
#pragma unroll
      for (int i = 0; i < 4; i++) STORE(m + j * plane + 4 * i, sum[i][j]);
  }
}

NOINLINE void multiply_eight(int groups, int ci, const float *v, const float *u, int plane, float *m) {
  multiply(2, groups, ci, v, u, plane, m);
}

NOINLINE void multiply_four(int groups, int ci, const float *v, const float *u, int plane, float *m) {
  multiply(1, groups, ci, v, u, plane, m);
}

// `ends`: whether there can be a bias or an activation.
INLINE void finish(const int ends, float *y, vec v, const float *acc, vec shift, vec least, vec most) {
  if (ends) v = ADD(v, shift);
  if (acc) v = ADD(v, LOAD(acc));
  STORE(y, ends ? MIN(MAX(v, least), most) : v);
}

// A' m A of all channels of a tile, of which `rows` by `columns` outputs exist.
INLINE void transform_output(
    const int ends, int rows, int columns, int co, const float *m, int plane, float *y, int yRow, int yPix,
    const float *acc, int accRow, int accPix, const float *bias, vec least, vec most) {
  for (int o = 0; o < co; o += 4, m += plane, y += 4) {
#define COLUMN(column, upper, lower)                                                               \
  vec upper, lower;                                                                                \
  {                                                                                                \
    const float *p = m + column * PLACE;                                                           \
    const vec m1 = LOAD(p + 4 * PLACE), m2 = LOAD(p + 8 * PLACE);                                  \
    upper = ADD(ADD(LOAD(p), m1), m2);                                                             \
    lower = SUB(SUB(m1, m2), LOAD(p + 12 * PLACE));                                                \
  }
    COLUMN(0, a0, b0)
    COLUMN(1, a1, b1)
    COLUMN(2, a2, b2)
    COLUMN(3, a3, b3)
#undef COLUMN
    const vec shift = ends && bias ? LOAD(bias + o) : ZERO;
    finish(ends, y, ADD(ADD(a0, a1), a2), acc, shift, least, most);
    if (columns > 1) {
      finish(ends, y + yPix, SUB(SUB(a1, a2), a3), acc ? acc + accPix : acc, shift, least, most);
    }
    if (rows > 1) {
      const float *below = acc ? acc + accRow : acc;
      finish(ends, y + yRow, ADD(ADD(b0, b1), b2), below, shift, least, most);
      if (columns > 1) {
        finish(ends, y + yRow + yPix, SUB(SUB(b1, b2), b3), below ? below + accPix : below, shift, least, most);
      }
    }
    if (acc) acc += 4;
  }
}

#define OUTPUT_PARAMETERS                                                                                \
  int from, int count, int oh, int ow, int co, const float *m, int plane, float *y, int yImg, int yRow, \
      int yPix, const float *acc, int accImg, int accRow, int accPix, const float *bias, int act
#define OUTPUT_ARGUMENTS \
  from, count, oh, ow, co, m, plane, y, yImg, yRow, yPix, acc, accImg, accRow, accPix, bias, act

INLINE void outputs_of(const int ends, OUTPUT_PARAMETERS) {
  const float infinity = __builtin_inff();
  const vec least = SPLAT(act == ACT_NONE ? -infinity : 0.0f), most = SPLAT(act == ACT_RELU6 ? 6.0f : infinity);
  const int across = (ow + 1) / 2, down = (oh + 1) / 2;
  int tx = from % across, ty = from / across % down, image = from / across / down;
  for (int t = 0; t < count; t++) {
    transform_output(
        ends, oh - 2 * ty, ow - 2 * tx, co, m + tile_at(t), plane,
        y + image * yImg + 2 * ty * yRow + 2 * tx * yPix, yRow, yPix,
        acc ? acc + image * accImg + 2 * ty * accRow + 2 * tx * accPix : acc, accRow, accPix, bias, least, most);
    if (++tx == across) {
      tx = 0;
      if (++ty == down) ty = 0, image++;
    }
  }
}

// A third less time than the next two, and the most frequent one.
NOINLINE void plain_outputs(OUTPUT_PARAMETERS) {
  acc = 0;
  outputs_of(0, OUTPUT_ARGUMENTS);
}

NOINLINE void added_outputs(OUTPUT_PARAMETERS) { outputs_of(0, OUTPUT_ARGUMENTS); }

NOINLINE void ended_outputs(OUTPUT_PARAMETERS) { outputs_of(1, OUTPUT_ARGUMENTS); }

INLINE void transform_outputs(OUTPUT_PARAMETERS) {
  if (bias || act != ACT_NONE) ended_outputs(OUTPUT_ARGUMENTS);
  else if (acc) added_outputs(OUTPUT_ARGUMENTS);
  else plain_outputs(OUTPUT_ARGUMENTS);
}

void KERNEL(winogradConv)(
    int batch, int oh, int ow, int ci, int co, const float *x, int xImg, int xRow, int xPix, const float *u,
    float *y, int yImg, int yRow, int yPix, const float *acc, int accImg, int accRow, int accPix,
    const float *bias, int act, float *scratch) {
  const int all = batch * ((oh + 1) / 2) * ((ow + 1) / 2);
  const int tiles = tiles_of_block(ci, co, 8), plane = plane_of(tiles);
  float *v = scratch, *m = scratch + ci / 4 * plane;
  for (int from = 0; from < all; from += tiles) {
    const int count = smaller(tiles, all - from), groups = (count + 3) / 4;
    transform_inputs(from, count, oh, ow, ci, x, xImg, xRow, xPix, plane, v);
    for (int p = 0; p < PLACES; p++) {
      for (int o = 0; o < co; o += 8) {
        const float *weights = u + weights_at(o, p, ci, co);
        float *to = m + p * PLACE + o / 4 * plane;
        if (co - o > 4) multiply_eight(groups, ci, v + p * PLACE, weights, plane, to);
        else multiply_four(groups, ci, v + p * PLACE, weights, plane, to);
      }
    }
    transform_outputs(
        from, count, oh, ow, co, m, plane, y, yImg, yRow, yPix, acc, accImg, accRow, accPix, bias, act);
  }
}

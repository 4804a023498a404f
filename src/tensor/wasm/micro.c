#include "micro.h"

/*
 * `tiles` times `rows` rows by `vectors` vectors, in registers. Four rows by two vectors are eight sums, two
 * columns and a spread row value: with more V8 runs out of sixteen registers, and unrolling k does it too.
 */
INLINE void tiles_of(const int rows, const int vectors, int tiles, int lanes, PANEL_PARAMETERS) {
  const float infinity = __builtin_inff();
  const vec least = SPLAT(act == ACT_NONE ? -infinity : 0.0f), most = SPLAT(act == ACT_RELU6 ? 6.0f : infinity);
  for (; tiles > 0; tiles--) {
    vec sum[4][2];
#pragma unroll
    for (int i = 0; i < rows; i++)
#pragma unroll
      for (int j = 0; j < vectors; j++) sum[i][j] = ZERO;
    const float *x = a, *y = b;
    for (int g = G; g > 0; g--) {
      for (int h = H; h > 0; h--) {
#pragma clang loop unroll(disable)
        for (int k = K; k > 0; k--) {
          vec column[2];
#pragma unroll
          for (int j = 0; j < vectors; j++) column[j] = LOAD(y + 4 * j);
#pragma unroll
          for (int i = 0; i < rows; i++) {
            const vec row = LOAD_SPLAT(x + i * ar);
#pragma unroll
            for (int j = 0; j < vectors; j++) sum[i][j] = MADD(row, column[j], sum[i][j]);
          }
          x += ak;
          y += bk;
        }
        x += ah;
        y += bh;
      }
      x += ag;
      y += bg;
    }
#pragma unroll
    for (int j = 0; j < vectors; j++) {
      const vec shift = bias ? LOAD(bias + 4 * j) : ZERO;
#pragma unroll
      for (int i = 0; i < rows; i++) {
        vec v = ADD(sum[i][j], shift);
        if (acc) v = ADD(v, LOAD(acc + i * accr + 4 * j));
        store_lanes(c + i * cr + 4 * j, MIN(MAX(v, least), most), j + 1 < vectors ? 4 : lanes);
      }
    }
    a += rows * ar;
    c += rows * cr;
    if (acc) acc += rows * accr;
  }
}

// One function for each size, so that V8 allocates registers for one inner loop at a time.
#define TILE_FUNCTIONS(rows, vectors)                                                              \
  void along_##rows##_##vectors(int tiles, int lanes, PANEL_PARAMETERS) {                 \
    ak = 1;                                                                                        \
    tiles_of(rows, vectors, tiles, lanes, PANEL_ARGUMENTS);                                        \
  }                                                                                                \
  void across_##rows##_##vectors(int tiles, int lanes, PANEL_PARAMETERS) {                \
    ar = 1;                                                                                        \
    tiles_of(rows, vectors, tiles, lanes, PANEL_ARGUMENTS);                                        \
  }
TILE_FUNCTIONS(1, 1)
TILE_FUNCTIONS(2, 1)
TILE_FUNCTIONS(3, 1)
TILE_FUNCTIONS(4, 1)
TILE_FUNCTIONS(1, 2)
TILE_FUNCTIONS(2, 2)
TILE_FUNCTIONS(3, 2)
TILE_FUNCTIONS(4, 2)

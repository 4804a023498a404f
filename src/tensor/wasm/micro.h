// The inner product that matrix products, convolutions and their filter gradients share.
#ifndef MICRO_H
#define MICRO_H

#include "simd.h"

/*
 * C[i, j] = act(sum over g < G, h < H, k < K of A(g, h, k)[i] * B(g, h, k)[j] + acc[i, j] + bias[j]) for M rows i
 * and N columns j, N <= 8. A's rows are `ar` floats apart and its k's `ak`; B's k's are `bk` apart. After K steps
 * A moves on by `ah` more floats and B by `bh`, after H of these rounds by `ag` and `bg`.
 */
#define PANEL_PARAMETERS                                                                                    \
  const float *a, int ar, int ak, int ah, int ag, const float *b, int bk, int bh, int bg, float *c, int cr, \
      const float *acc, int accr, const float *bias, int act, int K, int H, int G
#define PANEL_ARGUMENTS a, ar, ak, ah, ag, b, bk, bh, bg, c, cr, acc, accr, bias, act, K, H, G

// `tiles` blocks of so many rows by so many vectors of columns; `along` has A's k's next to each other, `across` its
// rows. `lanes` of the last vector are stored. See micro.c.
#define DECLARE_TILES(rows, vectors)                                                                \
  void along_##rows##_##vectors(int tiles, int lanes, PANEL_PARAMETERS);                            \
  void across_##rows##_##vectors(int tiles, int lanes, PANEL_PARAMETERS);
DECLARE_TILES(1, 1)
DECLARE_TILES(2, 1)
DECLARE_TILES(3, 1)
DECLARE_TILES(4, 1)
DECLARE_TILES(1, 2)
DECLARE_TILES(2, 2)
DECLARE_TILES(3, 2)
DECLARE_TILES(4, 2)

#define RUN_TILES(rows, count)                                                                     \
  if (count > 0) {                                                                                 \
    if (ak == 1) {                                                                                 \
      if (wide) along_##rows##_2(count, lanes, PANEL_ARGUMENTS);                                   \
      else along_##rows##_1(count, lanes, PANEL_ARGUMENTS);                                        \
    } else {                                                                                       \
      if (wide) across_##rows##_2(count, lanes, PANEL_ARGUMENTS);                                  \
      else across_##rows##_1(count, lanes, PANEL_ARGUMENTS);                                       \
    }                                                                                              \
    a += count * rows * ar;                                                                        \
    c += count * rows * cr;                                                                        \
    if (acc) acc += count * rows * accr;                                                           \
  }

/* M rows by N <= 8 columns; `ak` or `ar` is 1. Rows are shared out evenly: 4 + 3 + 3 is faster than 4 + 4 + 2. */
INLINE void panel(int M, int N, PANEL_PARAMETERS) {
  const int wide = N > 4, lanes = wide ? N - 4 : N;
  const int tiles = (M + 3) / 4, missing = 4 * tiles - M;
  int fours = tiles - missing, threes = missing, twos = 0, ones = 0;
  if (fours < 0) { // M is 1, 2 or 5
    fours = 0, threes = M == 5, twos = M != 1, ones = M == 1;
  }
  RUN_TILES(4, fours)
  RUN_TILES(3, threes)
  RUN_TILES(2, twos)
  RUN_TILES(1, ones)
}

#endif

// What Winograd's convolutions share: 3 x 3 taps, tiles of 2 x 2 outputs that need 4 x 4 inputs, 16 products a tile.
#ifndef WINOGRAD_H
#define WINOGRAD_H

#include "simd.h"

/*
 * Transformed tiles lie as [channels / 4][tiles / 4][16 places][4 tiles][4 channels]: what four rows of a product need
 * for four steps is one line of the cache, and a transform writes to constant addresses. Behind each sixteen places is
 * a gap of one line, so that the lines of one place do not all fall on the same few lines of the cache.
 *
 * Transformed filters lie as [output channels / 8][16 places][input channels][8 output channels]; the last of these
 * blocks has only 4 columns where the number of channels says so. With the places outermost, the sixteen weights of a
 * transform would fall on one line of the cache for most numbers of channels, which costs up to ten times as much.
 */
enum { PLACES = 16, PLACE = 16, GROUP = PLACES * PLACE + PLACE };

// Tiles of a block: what keeps both transformed sides near 48 kB, and at least `least`. winogradScratchFloats knows it.
INLINE int tiles_of_block(int ci, int co, int least) { return larger(least, 768 / (ci + co) & ~3); }

// Floats from four channels of a block of tiles to the next four.
INLINE int plane_of(int tiles) { return tiles / 4 * GROUP; }

// Where the first channels of tile t begin.
INLINE int tile_at(int t) { return (t >> 2) * GROUP + (t & 3) * 4; }

// Columns of the block of weights that output o is in.
INLINE int width_at(int o, int co) { return smaller(8, co - (o & ~7)); }

// Where the weights of place p of the block of output o begin.
INLINE int weights_at(int o, int p, int ci, int co) { return ((o & ~7) * PLACES + p * width_at(o, co)) * ci; }

// Where the weights from input i to outputs o to o + 3 lie in the first place.
INLINE int weight_at(int i, int o, int ci, int co) {
  return weights_at(o, 0, ci, co) + i * width_at(o, co) + (o & 7);
}

// B' d B of the 4 x 4 pixels at `x`, four channels. Written row by row of the result, so that twelve vectors
// are alive at most.
INLINE void transform_input(const float *x, int row1, int row2, int row3, int pix1, int pix2, int pix3, float *v) {
  const float *p1 = x + row1, *p2 = x + row2, *p3 = x + row3;
  const vec b0 = LOAD(p1), b1 = LOAD(p1 + pix1), b2 = LOAD(p1 + pix2), b3 = LOAD(p1 + pix3);
  const vec c0 = LOAD(p2), c1 = LOAD(p2 + pix1), c2 = LOAD(p2 + pix2), c3 = LOAD(p2 + pix3);
#define RESULT_ROW(row, t0, t1, t2, t3)                                                            \
  {                                                                                                \
    const vec s0 = t0, s1 = t1, s2 = t2, s3 = t3;                                                  \
    STORE(v + (4 * row) * PLACE, SUB(s0, s2));                                                     \
    STORE(v + (4 * row + 1) * PLACE, ADD(s1, s2));                                                 \
    STORE(v + (4 * row + 2) * PLACE, SUB(s2, s1));                                                 \
    STORE(v + (4 * row + 3) * PLACE, SUB(s1, s3));                                                 \
  }
  RESULT_ROW(1, ADD(b0, c0), ADD(b1, c1), ADD(b2, c2), ADD(b3, c3))
  RESULT_ROW(2, SUB(c0, b0), SUB(c1, b1), SUB(c2, b2), SUB(c3, b3))
  RESULT_ROW(0, SUB(LOAD(x), c0), SUB(LOAD(x + pix1), c1), SUB(LOAD(x + pix2), c2), SUB(LOAD(x + pix3), c3))
  RESULT_ROW(3, SUB(b0, LOAD(p3)), SUB(b1, LOAD(p3 + pix1)), SUB(b2, LOAD(p3 + pix2)), SUB(b3, LOAD(p3 + pix3)))
#undef RESULT_ROW
}

// The tile at `x`, all channels. A row or column that does not exist is replaced by the one before: it only reaches
// outputs that do not exist either.
INLINE void transform_tile(
    const float *x, int xRow, int xPix, int rows, int columns, int ci, int plane, float *v) {
  const int row3 = rows > 1 ? 3 * xRow : 2 * xRow, pix3 = columns > 1 ? 3 * xPix : 2 * xPix;
  for (int c = 0; c < ci; c += 4) {
    transform_input(x + c, xRow, 2 * xRow, row3, xPix, 2 * xPix, pix3, v + c / 4 * plane);
  }
}

// Transforms `count` tiles from number `from` on; numbers run through the columns of tiles, the rows, the images.
NOINLINE void transform_inputs(
    int from, int count, int oh, int ow, int ci, const float *x, int xImg, int xRow, int xPix, int plane,
    float *v) {
  const int across = (ow + 1) / 2, down = (oh + 1) / 2;
  int tx = from % across, ty = from / across % down, image = from / across / down;
  for (int t = 0; t < count; t++) {
    transform_tile(
        x + image * xImg + 2 * ty * xRow + 2 * tx * xPix, xRow, xPix, oh - 2 * ty, ow - 2 * tx, ci, plane,
        v + tile_at(t));
    if (++tx == across) {
      tx = 0;
      if (++ty == down) ty = 0, image++;
    }
  }
}

#endif

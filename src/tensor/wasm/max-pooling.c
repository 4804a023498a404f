// Max pooling and its gradient.
#include "pooling.h"

typedef struct {
  vec value, tap;
} Best;

// Takes v where it is larger, or the first NaN.
INLINE Best better(const int tapped, Best best, vec v, int tap) {
  const vec takes = wasm_v128_andnot(wasm_f32x4_eq(best.value, best.value), wasm_f32x4_le(v, best.value));
  best.value = wasm_v128_bitselect(v, best.value, takes);
  // Positions grow, so the larger of the two is the newer one.
  if (tapped) best.tap = wasm_u32x4_max(best.tap, wasm_v128_and(takes, wasm_i32x4_splat(tap)));
  return best;
}

// Rows i0 .. i0 + nh - 1 and columns j0 .. of a window `kw` wide; `x` is the first of them.
INLINE Best best_of(const int tapped, const float *x, int xRow, int c, int i0, int j0, int nh, int nw, int kw) {
  Best best = {LOAD(x), wasm_i32x4_splat(i0 * kw + j0)};
  for (int j = 1; j < nw; j++) best = better(tapped, best, LOAD(x + j * c), i0 * kw + j0 + j);
  for (int i = 1; i < nh; i++) {
    for (int j = 0; j < nw; j++) best = better(tapped, best, LOAD(x + i * xRow + j * c), (i0 + i) * kw + j0 + j);
  }
  return best;
}

INLINE void put_best(const int tapped, Best best, float *y, float *taps, int lanes) {
  store_lanes(y, best.value, lanes);
  if (tapped) store_lanes(taps, best.tap, lanes);
}

INLINE void max_window(const int tapped, const float *x, int xRow, int c, int i0, int j0, int nh, int nw, int kw,
                       float *y, float *taps) {
  for (int k = 0; k < c; k += 4) {
    put_best(tapped, best_of(tapped, x + k, xRow, c, i0, j0, nh, nw, kw), y + k, taps + k, c - k);
  }
}

NOINLINE void max_window_tapped(const float *x, int xRow, int c, int i0, int j0, int nh, int nw, int kw, float *y,
                                float *taps) {
  max_window(1, x, xRow, c, i0, j0, nh, nw, kw, y, taps);
}

NOINLINE void max_window_only(const float *x, int xRow, int c, int i0, int j0, int nh, int nw, int kw, float *y) {
  max_window(0, x, xRow, c, i0, j0, nh, nw, kw, y, 0);
}

// Windows that are whole, k by k, `n` of them `step` floats apart.
INLINE void whole_windows(const int tapped, const int k, const float *x, int xRow, int c, int step, int n, float *y,
                          float *taps) {
  for (int q = 0; q < n; q++, x += step, y += c) {
    for (int at = 0; at < c; at += 4) {
      Best best = {LOAD(x + at), wasm_i32x4_splat(0)};
      for (int t = 1; t < k * k; t++) best = better(tapped, best, LOAD(x + at + t / k * xRow + t % k * c), t);
      put_best(tapped, best, y + at, taps + at, c - at);
    }
    if (tapped) taps += c;
  }
}

NOINLINE void whole_windows_2(const float *x, int xRow, int c, int step, int n, float *y, float *taps) {
  if (taps) whole_windows(1, 2, x, xRow, c, step, n, y, taps);
  else whole_windows(0, 2, x, xRow, c, step, n, y, 0);
}

NOINLINE void whole_windows_3(const float *x, int xRow, int c, int step, int n, float *y, float *taps) {
  if (taps) whole_windows(1, 3, x, xRow, c, step, n, y, taps);
  else whole_windows(0, 3, x, xRow, c, step, n, y, 0);
}

// The best of three neighbours in a row, at positions 0 to 2.
INLINE Best best_of_three(const int tapped, const float *x, int c) {
  const Best first = {LOAD(x), wasm_i32x4_splat(0)};
  return better(tapped, better(tapped, first, LOAD(x + c), 1), LOAD(x + 2 * c), 2);
}

// As `better`, for the best of a later row, whose positions are `offset` larger.
INLINE Best better_row(const int tapped, Best best, Best row, int offset) {
  const vec takes = wasm_v128_andnot(wasm_f32x4_eq(best.value, best.value), wasm_f32x4_le(row.value, best.value));
  best.value = wasm_v128_bitselect(row.value, best.value, takes);
  const vec tap = wasm_i32x4_add(row.tap, wasm_i32x4_splat(offset));
  if (tapped) best.tap = wasm_u32x4_max(best.tap, wasm_v128_and(takes, tap));
  return best;
}

// Whole windows of 3 by 3, one pixel apart, column by column: three windows share the best of each row.
INLINE void max_columns(const int tapped, const float *x, int xRow, int c, int rows, int columns, float *y, int yRow,
                        float *taps, int tapRow) {
  for (int q = 0; q < columns; q++, x += c, y += c) {
    for (int k = 0; k < c; k += 4) {
      Best above = best_of_three(tapped, x + k, c), middle = best_of_three(tapped, x + k + xRow, c);
      for (int o = 0; o < rows; o++) {
        const Best below = best_of_three(tapped, x + k + (o + 2) * xRow, c);
        const Best best = better_row(tapped, better_row(tapped, above, middle, 3), below, 6);
        put_best(tapped, best, y + k + o * yRow, taps + k + o * tapRow, c - k);
        above = middle;
        middle = below;
      }
    }
    if (tapped) taps += c;
  }
}

NOINLINE void max_columns_tapped(const float *x, int xRow, int c, int rows, int columns, float *y, int yRow,
                                 float *taps, int tapRow) {
  max_columns(1, x, xRow, c, rows, columns, y, yRow, taps, tapRow);
}

NOINLINE void max_columns_only(const float *x, int xRow, int c, int rows, int columns, float *y, int yRow) {
  max_columns(0, x, xRow, c, rows, columns, y, yRow, 0, 0);
}

// Windows from .. to - 1 of an axis are whole.
typedef struct {
  int from, to;
} Whole;

INLINE Whole whole_of(Axis a) {
  const int from = smaller(a.out, (a.pad + a.stride - 1) / a.stride), last = a.size + a.pad - a.k;
  return (Whole){from, last < 0 ? from : larger(from, smaller(a.out, last / a.stride + 1))};
}

void KERNEL(maxPool)(int batch, int h, int w, int c, int oh, int ow, int kh, int kw, int sh, int sw, int padTop,
                     int padLeft, float *x, int xImg, int xRow, float *y, int yImg, int yRow, float *taps) {
  const Axis rows = ROWS_AXIS, columns = COLUMNS_AXIS;
  const Whole down = whole_of(rows), across = whole_of(columns);
  const int tapRow = ow * c, inside = across.to - across.from;
  const int two = kh == 2 && kw == 2, three = kh == 3 && kw == 3, slides = three && sh == 1 && sw == 1;
  for (int b = 0; b < batch; b++) {
    if (slides && down.from < down.to && inside > 0) {
      const float *p = row_of(IMAGE(x), b, down.from - padTop) + (across.from - padLeft) * c;
      float *to = row_of(IMAGE(y), b, down.from) + across.from * c;
      if (taps) max_columns_tapped(p, xRow, c, down.to - down.from, inside, to, yRow,
                                   taps + (b * oh + down.from) * tapRow + across.from * c, tapRow);
      else max_columns_only(p, xRow, c, down.to - down.from, inside, to, yRow);
    }
    for (int o = 0; o < oh; o++) {
      const int i0 = first_inside(rows, o), nh = count_inside(rows, o), above = i0 - (o * sh - padTop);
      const float *p = row_of(IMAGE(x), b, i0);
      float *to = row_of(IMAGE(y), b, o), *tap = taps ? taps + (b * oh + o) * tapRow : 0;
      const int is_whole = o >= down.from && o < down.to;
      for (int q = 0; q < ow; q++) {
        float *tapHere = tap ? tap + q * c : 0;
        if (is_whole && inside > 0 && q == across.from && (two || three)) {
          const float *first = p + (q * sw - padLeft) * c;
          if (two) whole_windows_2(first, xRow, c, sw * c, inside, to + q * c, tapHere);
          else if (!slides) whole_windows_3(first, xRow, c, sw * c, inside, to + q * c, tapHere);
          q = across.to - 1;
          continue;
        }
        const int j0 = first_inside(columns, q), nw = count_inside(columns, q), left = j0 - (q * sw - padLeft);
        if (tap) max_window_tapped(p + j0 * c, xRow, c, above, left, nh, nw, kw, to + q * c, tapHere);
        else max_window_only(p + j0 * c, xRow, c, above, left, nh, nw, kw, to + q * c);
      }
    }
  }
}

INLINE vec where_tap(const float *dy, const float *taps, int tap) {
  return wasm_v128_and(LOAD(dy), wasm_i32x4_eq(LOAD(taps), wasm_i32x4_splat(tap)));
}

// One row of dx, the one at `tap` / kw in its windows, where windows tile the image.
NOINLINE void pick_row(const float *dy, const float *taps, int tap, int kw, int ow, const float *acc, float *dx,
                       int c) {
  for (int q = 0; q < ow; q++, dy += c, taps += c) {
    for (int j = 0; j < kw; j++, dx += c) {
      for (int k = 0; k < c; k += 4) {
        vec v = where_tap(dy + k, taps + k, tap + j);
        if (acc) v = ADD(v, LOAD(acc + k));
        store_lanes(dx + k, v, c - k);
      }
      if (acc) acc += c;
    }
  }
}

// Pixels that nine windows of 3 by 3 saw, one pixel apart; dy and taps at the first of them.
NOINLINE void pick_of_nine(const float *dy, int dyRow, const float *taps, int tapRow, int n, const float *acc,
                           float *dx, int c) {
  for (int j = 0; j < n; j++, dy += c, taps += c, dx += c) {
    for (int k = 0; k < c; k += 4) {
      vec a = ZERO, b = ZERO, d = ZERO;
      for (int i = 0; i < 3; i++) {
        const float *p = dy + i * dyRow + k, *t = taps + i * tapRow + k;
        a = ADD(a, where_tap(p, t, 8 - 3 * i));
        b = ADD(b, where_tap(p + c, t + c, 7 - 3 * i));
        d = ADD(d, where_tap(p + 2 * c, t + 2 * c, 6 - 3 * i));
      }
      vec v = ADD(ADD(a, b), d);
      if (acc) v = ADD(v, LOAD(acc + k));
      store_lanes(dx + k, v, c - k);
    }
    if (acc) acc += c;
  }
}

INLINE void add_picked(const float *dy, const float *taps, int tap, float *dx, int c) {
  for (int k = 0; k < c; k += 4) store_lanes(dx + k, ADD(LOAD(dx + k), where_tap(dy + k, taps + k, tap)), c - k);
}

void KERNEL(maxPoolGradient)(int batch, int h, int w, int c, int oh, int ow, int kh, int kw, int sh, int sw,
                             int padTop, int padLeft, float *dy, int dyImg, int dyRow, float *taps, float *acc,
                             int accImg, int accRow, float *dx, int dxImg, int dxRow) {
  const Axis rows = ROWS_AXIS, columns = COLUMNS_AXIS;
  const int tiles = is_tiling(rows) && is_tiling(columns), tapRow = ow * c;
  const int nine = kh == 3 && kw == 3 && sh == 1 && sw == 1;
  // Pixels inner0 .. inner1 - 1 of a row are seen from three windows.
  const int inner0 = larger(0, 2 - padLeft), inner1 = smaller(w, ow - padLeft);
  for (int b = 0; b < batch; b++) {
    for (int i = 0; i < h; i++) {
      const int o0 = first_window(rows, i), o1 = last_window(rows, i), i0 = i + padTop;
      const float *from = row_of(IMAGE(acc), b, i), *p = row_of(IMAGE(dy), b, o0), *t = taps + (b * oh + o0) * tapRow;
      float *to = row_of(IMAGE(dx), b, i);
      if (tiles) {
        pick_row(p, t, (i - o0 * kh) * kw, kw, ow, from, to, c);
        continue;
      }
      for (int j = 0; j < w; j++) {
        if (nine && o1 - o0 == 2 && j == inner0 && inner0 < inner1) {
          const int q = (j + padLeft - 2) * c;
          pick_of_nine(p + q, dyRow, t + q, tapRow, inner1 - inner0, maybe(from, j * c), to + j * c, c);
          j = inner1 - 1;
          continue;
        }
        start_pixel(maybe(from, j * c), to + j * c, c);
        const int q0 = first_window(columns, j), q1 = last_window(columns, j);
        for (int o = o0; o <= o1; o++) {
          for (int q = q0; q <= q1; q++) {
            const int tap = (i0 - o * sh) * kw + j + padLeft - q * sw;
            add_picked(p + (o - o0) * dyRow + q * c, t + (o - o0) * tapRow + q * c, tap, to + j * c, c);
          }
        }
      }
    }
  }
}

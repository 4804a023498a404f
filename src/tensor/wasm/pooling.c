// Average and max pooling, and their gradients, which gather: each input pixel asks the windows that saw it.
#include "image.h"

// One axis of a pooling: `size` positions, `out` windows of `k` positions, `stride` apart, the first one `pad` before the image.
typedef struct {
  int size, out, k, stride, pad;
} Axis;

#define ROWS_AXIS ((Axis){h, oh, kh, sh, padTop})
#define COLUMNS_AXIS ((Axis){w, ow, kw, sw, padLeft})

INLINE int first_inside(Axis a, int o) { return larger(0, o * a.stride - a.pad); }
INLINE int end_inside(Axis a, int o) { return smaller(a.size, o * a.stride - a.pad + a.k); }
INLINE int count_inside(Axis a, int o) { return end_inside(a, o) - first_inside(a, o); }

// The windows that see position i are first_window .. last_window.
INLINE int first_window(Axis a, int i) {
  const int before = i + a.pad - a.k + a.stride;
  return before < a.stride ? 0 : before / a.stride;
}
INLINE int last_window(Axis a, int i) { return smaller(a.out - 1, (i + a.pad) / a.stride); }

// Whether the windows lie side by side and cover the image, so that each pixel is seen by one.
INLINE int is_tiling(Axis a) { return a.pad == 0 && a.out * a.k == a.size && (a.out == 1 || a.stride == a.k); }

INLINE const float *maybe(const float *p, int at) { return p ? p + at : 0; }

// ---- average of three columns, one pixel apart

// Up to three rows from `p` on, each with its weight.
typedef struct {
  const float *p0, *p1, *p2;
  vec u0, u1, u2;
} Rows;

INLINE vec column_sum(Rows r, int at) {
  return MADD(LOAD(r.p2 + at), r.u2, MADD(LOAD(r.p1 + at), r.u1, MUL(LOAD(r.p0 + at), r.u0)));
}

INLINE float third_of(Axis a, int o) { return o * a.stride - a.pad < 0 || o * a.stride - a.pad + a.k > a.size ? 1.0f / count_inside(a, o) : 1.0f / 3; }

INLINE void slide(const int forward, Rows r, Axis windows, const float *acc, float *out, int c, int lanes) {
  // Forward, windows sum columns of the image; backward, pixels sum columns of windows.
  const int columns = forward ? windows.size : windows.out, n = forward ? windows.out : windows.size;
  int j = forward ? -windows.pad : windows.pad - 2;
  vec a = ZERO, b = ZERO;
  if (j >= 0 && j < columns) a = column_sum(r, j * c);
  if (!forward && j >= 0 && j < columns) a = MUL(a, SPLAT(third_of(windows, j)));
  j++;
  if (j >= 0 && j < columns) b = column_sum(r, j * c);
  if (!forward && j >= 0 && j < columns) b = MUL(b, SPLAT(third_of(windows, j)));
  j++;
  for (int o = 0; o < n; o++, j++, out += c) {
    vec d = ZERO;
    if (j < columns) {
      d = column_sum(r, j * c);
      if (!forward) d = MUL(d, SPLAT(third_of(windows, j)));
    }
    vec sum = ADD(ADD(a, b), d);
    if (forward) sum = MUL(sum, SPLAT(third_of(windows, o)));
    if (!forward && acc) {
      sum = ADD(sum, LOAD(acc));
      acc += c;
    }
    store_lanes(out, sum, lanes);
    a = b;
    b = d;
  }
}

INLINE Rows rows_at(const float *p0, const float *p1, const float *p2, float u0, float u1, float u2, int k) {
  return (Rows){p0 + k, p1 + k, p2 + k, SPLAT(u0), SPLAT(u1), SPLAT(u2)};
}

NOINLINE void average_row(const float *p0, const float *p1, const float *p2, float u0, float u1, float u2,
                          int w, int ow, int padLeft, float *y, int c) {
  const Axis columns = {w, ow, 3, 1, padLeft};
  int k = 0;
  for (; k + 4 <= c; k += 4) slide(1, rows_at(p0, p1, p2, u0, u1, u2, k), columns, 0, y + k, c, 4);
  if (k < c) slide(1, rows_at(p0, p1, p2, u0, u1, u2, k), columns, 0, y + k, c, c - k);
}

NOINLINE void average_gradient_row(const float *p0, const float *p1, const float *p2, float u0, float u1, float u2,
                                   int w, int ow, int padLeft, const float *acc, float *dx, int c) {
  const Axis columns = {w, ow, 3, 1, padLeft};
  int k = 0;
  for (; k + 4 <= c; k += 4) slide(0, rows_at(p0, p1, p2, u0, u1, u2, k), columns, maybe(acc, k), dx + k, c, 4);
  if (k < c) slide(0, rows_at(p0, p1, p2, u0, u1, u2, k), columns, maybe(acc, k), dx + k, c, c - k);
}

// ---- average pooling

NOINLINE void average_window(const float *x, int xRow, int nh, int nw, int c, float *y) {
  const vec share = SPLAT(1.0f / (nh * nw));
  for (int k = 0; k < c; k += 4) {
    vec even = ZERO, odd = ZERO;
    for (int i = 0; i < nh; i++) {
      const float *p = x + i * xRow + k;
      int j = 0;
      for (; j + 2 <= nw; j += 2, p += 2 * c) {
        even = ADD(even, LOAD(p));
        odd = ADD(odd, LOAD(p + c));
      }
      if (j < nw) even = ADD(even, LOAD(p));
    }
    store_lanes(y + k, MUL(ADD(even, odd), share), c - k);
  }
}

void KERNEL(avgPool)(int batch, int h, int w, int c, int oh, int ow, int kh, int kw, int sh, int sw, int padTop, int padLeft,
                     float *x, int xImg, int xRow, float *y, int yImg, int yRow) {
  const Axis rows = ROWS_AXIS, columns = COLUMNS_AXIS;
  for (int b = 0; b < batch; b++) {
    for (int o = 0; o < oh; o++) {
      const int i0 = first_inside(rows, o), nh = count_inside(rows, o);
      const float *p = row_of(IMAGE(x), b, i0);
      float *to = row_of(IMAGE(y), b, o);
      if (kw == 3 && sw == 1 && nh <= 3) {
        const float u = 1.0f / nh, u1 = nh > 1 ? u : 0, u2 = nh > 2 ? u : 0;
        average_row(p, nh > 1 ? p + xRow : p, nh > 2 ? p + 2 * xRow : p, u, u1, u2, w, ow, padLeft, to, c);
        continue;
      }
      for (int q = 0; q < ow; q++, to += c) {
        average_window(p + first_inside(columns, q) * c, xRow, nh, count_inside(columns, q), c, to);
      }
    }
  }
}

INLINE void start_pixel(const float *acc, float *dx, int c) {
  for (int k = 0; k < c; k += 4) store_lanes(dx + k, acc ? LOAD(acc + k) : ZERO, c - k);
}

INLINE void add_scaled(const float *dy, float share, float *dx, int c) {
  for (int k = 0; k < c; k += 4) store_lanes(dx + k, MADD(LOAD(dy + k), SPLAT(share), LOAD(dx + k)), c - k);
}

// One row of dx where windows tile the image.
NOINLINE void spread_row(const float *dy, float share, int kw, int ow, const float *acc, float *dx, int c) {
  for (int q = 0; q < ow; q++, dy += c) {
    for (int j = 0; j < kw; j++, dx += c) {
      for (int k = 0; k < c; k += 4) {
        vec v = MUL(LOAD(dy + k), SPLAT(share));
        if (acc) v = ADD(v, LOAD(acc + k));
        store_lanes(dx + k, v, c - k);
      }
      if (acc) acc += c;
    }
  }
}

INLINE float row_weight(Axis rows, int o, int last) { return o <= last ? 1.0f / count_inside(rows, o) : 0; }

void KERNEL(avgPoolGradient)(int batch, int h, int w, int c, int oh, int ow, int kh, int kw, int sh, int sw, int padTop, int padLeft,
                             float *dy, int dyImg, int dyRow, float *acc, int accImg, int accRow, float *dx, int dxImg, int dxRow) {
  const Axis rows = ROWS_AXIS, columns = COLUMNS_AXIS;
  const int tiles = is_tiling(rows) && is_tiling(columns);
  for (int b = 0; b < batch; b++) {
    for (int i = 0; i < h; i++) {
      const int o0 = first_window(rows, i), o1 = last_window(rows, i);
      const float *from = row_of(IMAGE(acc), b, i), *p = row_of(IMAGE(dy), b, o0);
      float *to = row_of(IMAGE(dx), b, i);
      if (tiles) {
        spread_row(p, 1.0f / (kh * kw), kw, ow, from, to, c);
        continue;
      }
      if (kw == 3 && sw == 1 && o0 <= o1 && o1 - o0 < 3) {
        const float u0 = row_weight(rows, o0, o1), u1 = row_weight(rows, o0 + 1, o1), u2 = row_weight(rows, o0 + 2, o1);
        average_gradient_row(p, o0 + 1 <= o1 ? p + dyRow : p, o0 + 2 <= o1 ? p + 2 * dyRow : p, u0, u1, u2, w, ow, padLeft, from, to, c);
        continue;
      }
      for (int j = 0; j < w; j++, to += c) {
        start_pixel(maybe(from, j * c), to, c);
        const int q0 = first_window(columns, j), q1 = last_window(columns, j);
        for (int o = o0; o <= o1; o++) {
          for (int q = q0; q <= q1; q++) {
            add_scaled(p + (o - o0) * dyRow + q * c, 1.0f / (count_inside(rows, o) * count_inside(columns, q)), to, c);
          }
        }
      }
    }
  }
}

// ---- max pooling

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

INLINE void max_window(const int tapped, const float *x, int xRow, int c, int i0, int j0, int nh, int nw, int kw, float *y, float *taps) {
  for (int k = 0; k < c; k += 4) {
    put_best(tapped, best_of(tapped, x + k, xRow, c, i0, j0, nh, nw, kw), y + k, taps + k, c - k);
  }
}

NOINLINE void max_window_tapped(const float *x, int xRow, int c, int i0, int j0, int nh, int nw, int kw, float *y, float *taps) {
  max_window(1, x, xRow, c, i0, j0, nh, nw, kw, y, taps);
}

NOINLINE void max_window_only(const float *x, int xRow, int c, int i0, int j0, int nh, int nw, int kw, float *y) {
  max_window(0, x, xRow, c, i0, j0, nh, nw, kw, y, 0);
}

// Windows that are whole, k by k, `n` of them `step` floats apart.
INLINE void whole_windows(const int tapped, const int k, const float *x, int xRow, int c, int step, int n, float *y, float *taps) {
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
  if (tapped) best.tap = wasm_u32x4_max(best.tap, wasm_v128_and(takes, wasm_i32x4_add(row.tap, wasm_i32x4_splat(offset))));
  return best;
}

// Whole windows of 3 by 3, one pixel apart, column by column: three windows share the best of each row.
INLINE void max_columns(const int tapped, const float *x, int xRow, int c, int rows, int columns, float *y, int yRow, float *taps, int tapRow) {
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

NOINLINE void max_columns_tapped(const float *x, int xRow, int c, int rows, int columns, float *y, int yRow, float *taps, int tapRow) {
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

void KERNEL(maxPool)(int batch, int h, int w, int c, int oh, int ow, int kh, int kw, int sh, int sw, int padTop, int padLeft,
                     float *x, int xImg, int xRow, float *y, int yImg, int yRow, float *taps) {
  const Axis rows = ROWS_AXIS, columns = COLUMNS_AXIS;
  const Whole down = whole_of(rows), across = whole_of(columns);
  const int tapRow = ow * c, inside = across.to - across.from;
  const int two = kh == 2 && kw == 2, three = kh == 3 && kw == 3, slides = three && sh == 1 && sw == 1;
  for (int b = 0; b < batch; b++) {
    if (slides && down.from < down.to && inside > 0) {
      const float *p = row_of(IMAGE(x), b, down.from - padTop) + (across.from - padLeft) * c;
      float *to = row_of(IMAGE(y), b, down.from) + across.from * c;
      if (taps) max_columns_tapped(p, xRow, c, down.to - down.from, inside, to, yRow, taps + (b * oh + down.from) * tapRow + across.from * c, tapRow);
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
NOINLINE void pick_row(const float *dy, const float *taps, int tap, int kw, int ow, const float *acc, float *dx, int c) {
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
NOINLINE void pick_of_nine(const float *dy, int dyRow, const float *taps, int tapRow, int n, const float *acc, float *dx, int c) {
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

void KERNEL(maxPoolGradient)(int batch, int h, int w, int c, int oh, int ow, int kh, int kw, int sh, int sw, int padTop, int padLeft,
                             float *dy, int dyImg, int dyRow, float *taps, float *acc, int accImg, int accRow,
                             float *dx, int dxImg, int dxRow) {
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

// Average pooling and its gradient.
#include "pooling.h"

// ---- average of three columns, one pixel apart

// Up to three rows from `p` on, each with its weight.
typedef struct {
  const float *p0, *p1, *p2;
  vec u0, u1, u2;
} Rows;

INLINE vec column_sum(Rows r, int at) {
  return MADD(LOAD(r.p2 + at), r.u2, MADD(LOAD(r.p1 + at), r.u1, MUL(LOAD(r.p0 + at), r.u0)));
}

INLINE float third_of(Axis a, int o) {
  return o * a.stride - a.pad < 0 || o * a.stride - a.pad + a.k > a.size ? 1.0f / count_inside(a, o) : 1.0f / 3;
}

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

NOINLINE void average_row(const float *p0, const float *p1, const float *p2, float u0, float u1, float u2, int w,
                          int ow, int padLeft, float *y, int c) {
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

void KERNEL(avgPool)(int batch, int h, int w, int c, int oh, int ow, int kh, int kw, int sh, int sw, int padTop,
                     int padLeft, float *x, int xImg, int xRow, float *y, int yImg, int yRow) {
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

void KERNEL(avgPoolGradient)(int batch, int h, int w, int c, int oh, int ow, int kh, int kw, int sh, int sw,
                             int padTop, int padLeft, float *dy, int dyImg, int dyRow, float *acc, int accImg,
                             int accRow, float *dx, int dxImg, int dxRow) {
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
        const float u0 = row_weight(rows, o0, o1), u1 = row_weight(rows, o0 + 1, o1),
            u2 = row_weight(rows, o0 + 2, o1);
        average_gradient_row(p, o0 + 1 <= o1 ? p + dyRow : p, o0 + 2 <= o1 ? p + 2 * dyRow : p, u0, u1, u2, w, ow,
                             padLeft, from, to, c);
        continue;
      }
      for (int j = 0; j < w; j++, to += c) {
        start_pixel(maybe(from, j * c), to, c);
        const int q0 = first_window(columns, j), q1 = last_window(columns, j);
        for (int o = o0; o <= o1; o++) {
          for (int q = q0; q <= q1; q++) {
            add_scaled(p + (o - o0) * dyRow + q * c, 1.0f / (count_inside(rows, o) * count_inside(columns, q)), to,
                       c);
          }
        }
      }
    }
  }
}

#include "micro.h"

enum { DEPTH = 384, HEIGHT = 48 };

// to[c * 8 + r] = from[r * step + c] for 8 or fewer rows r: a panel of B from a transposed B. Writes whole vectors.
INLINE void pack_transposed(const float *from, int step, int rows, int columns, float *to) {
  for (int half = 0; half < rows; half += 4) {
    const int last = rows - half - 1;
    const float *p0 = from + half * step, *p1 = p0 + smaller(1, last) * step;
    const float *p2 = p0 + smaller(2, last) * step, *p3 = p0 + smaller(3, last) * step;
    float *q = to + half;
    for (int c = 0; c < columns; c += 4, q += 32) {
      const vec a = LOAD(p0 + c), b = LOAD(p1 + c), d = LOAD(p2 + c), e = LOAD(p3 + c);
      const vec ab = wasm_i32x4_shuffle(a, b, 0, 4, 1, 5), AB = wasm_i32x4_shuffle(a, b, 2, 6, 3, 7);
      const vec de = wasm_i32x4_shuffle(d, e, 0, 4, 1, 5), DE = wasm_i32x4_shuffle(d, e, 2, 6, 3, 7);
      STORE(q, wasm_i64x2_shuffle(ab, de, 0, 2));
      STORE(q + 8, wasm_i64x2_shuffle(ab, de, 1, 3));
      STORE(q + 16, wasm_i64x2_shuffle(AB, DE, 0, 2));
      STORE(q + 24, wasm_i64x2_shuffle(AB, DE, 1, 3));
    }
  }
}

// A panel of B whose eight columns lie next to each other.
INLINE void pack_rows(const float *from, int step, int rows, int wide, float *to) {
  for (int r = 0; r < rows; r++, from += step, to += 8) {
    STORE(to, LOAD(from));
    if (wide) STORE(to + 4, LOAD(from + 4));
  }
}

NOINLINE void pack(const float *b, int ldb, int trans, int n, int k, float *to) {
  for (int j = 0; j < n; j += 8, to += 8 * k) {
    const int columns = smaller(8, n - j);
    if (trans) pack_transposed(b + j * ldb, ldb, columns, k, to);
    else pack_rows(b + j, ldb, k, columns > 4, to);
  }
}

static void product(
    int m, int n, int k, const float *a, int lda, int transA, const float *b, int ldb, int transB, float *c,
    int ldc, const float *acc, int ldacc, const float *bias, int act, float *scratch) {
  const int packed = transB || (n > 16 && m >= 24);
  const int ar = transA ? 1 : lda, ak = transA ? lda : 1;
  for (int k0 = 0; k0 < k; k0 += DEPTH) {
    const int depth = smaller(DEPTH, k - k0), last = k0 + depth == k;
    const float *bk = transB ? b + k0 : b + k0 * ldb;
    if (packed) pack(bk, ldb, transB, n, depth, scratch);
    for (int i = 0; i < m; i += HEIGHT) {
      const int height = smaller(HEIGHT, m - i);
      const float *block = a + i * ar + k0 * ak;
      for (int j = 0; j < n; j += 8) {
        panel(
            height, smaller(8, n - j), block, ar, ak, 0, 0, packed ? scratch + j * depth : bk + j,
            packed ? 8 : ldb, 0, 0, c + i * ldc + j, ldc, acc ? acc + i * ldacc + j : acc, ldacc,
            bias ? bias + j : bias, last ? act : ACT_NONE, depth, 1, 1);
      }
    }
    acc = c, ldacc = ldc, bias = 0;
  }
}

void KERNEL(gemm)(
    int m, int n, int k, const float *a, int lda, int transA, const float *b, int ldb, int transB, float *c,
    int ldc, const float *acc, int ldacc, const float *bias, int act, int outer, int outA, int outB, int outC,
    int inner, int inA, int inB, int inC, float *scratch) {
  for (int o = 0; o < outer; o++) {
    for (int i = 0; i < inner; i++) {
      const int toC = o * outC + i * inC;
      product(
          m, n, k, a + o * outA + i * inA, lda, transA, b + o * outB + i * inB, ldb, transB, c + toC, ldc,
          acc ? acc + toC : acc, ldacc, bias, act, scratch);
    }
  }
}

#include "simd.h"

/*
 * For the benchmark: what this processor's multiply-adds reach at best from WebAssembly. Thirteen independent
 * chains in registers, no memory; a round is 13 x 4 multiply-adds.
 */
float KERNEL(peak)(int rounds, float factor) {
  const vec f = SPLAT(factor);
  vec a = f, b = ADD(a, f), c = ADD(b, f), d = ADD(c, f), e = ADD(d, f), g = ADD(e, f), h = ADD(g, f);
  vec i = ADD(h, f), j = ADD(i, f), k = ADD(j, f), l = ADD(k, f), m = ADD(l, f), n = ADD(m, f);
#pragma clang loop unroll(disable)
  for (int r = 0; r < rounds; r++) {
    a = MADD(a, f, f), b = MADD(b, f, f), c = MADD(c, f, f), d = MADD(d, f, f), e = MADD(e, f, f);
    g = MADD(g, f, f), h = MADD(h, f, f), i = MADD(i, f, f), j = MADD(j, f, f), k = MADD(k, f, f);
    l = MADD(l, f, f), m = MADD(m, f, f), n = MADD(n, f, f);
  }
  vec sum = ADD(ADD(ADD(a, b), ADD(c, d)), ADD(ADD(e, g), ADD(h, i)));
  sum = ADD(sum, ADD(ADD(ADD(j, k), ADD(l, m)), n));
  return sum_lanes(sum);
}

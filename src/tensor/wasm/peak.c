#include "simd.h"

/*
 * For the benchmark: what this processor's multiply-adds reach at best from WebAssembly. Ten independent chains
 * in registers, no memory; each round is 10 x 4 multiply-adds.
 */
float KERNEL(peak)(int rounds, float factor) {
  const vec f = SPLAT(factor);
  vec a = f, b = ADD(a, f), c = ADD(b, f), d = ADD(c, f), e = ADD(d, f);
  vec g = ADD(e, f), h = ADD(g, f), i = ADD(h, f), j = ADD(i, f), k = ADD(j, f);
#pragma clang loop unroll(disable)
  for (int r = 0; r < rounds; r++) {
    a = MADD(a, f, f), b = MADD(b, f, f), c = MADD(c, f, f), d = MADD(d, f, f), e = MADD(e, f, f);
    g = MADD(g, f, f), h = MADD(h, f, f), i = MADD(i, f, f), j = MADD(j, f, f), k = MADD(k, f, f);
  }
  const vec sum = ADD(ADD(ADD(a, b), ADD(c, d)), ADD(ADD(e, g), ADD(ADD(h, i), ADD(j, k))));
  return sum_lanes(sum);
}

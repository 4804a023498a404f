// Exponentials and what is made of them, four at a time, without tables. A NaN stays one.
#ifndef VMATH_H
#define VMATH_H

#include "simd.h"

// V8 builds a vector constant anew, in four or five instructions, wherever it stands; so loops keep theirs in locals,
// and for that the compiler must not know that they are constants.
INLINE vec kept(float x) {
  __asm__("" : "+r"(x));
  return SPLAT(x);
}

#define CONST(x) kept(x)

// x = n ln 2 + r with |r| <= ln 2 / 2; in: x within the range of exponents.
typedef struct {
  vec r, power; // power = 2^n
} Reduced;

INLINE Reduced reduced(vec x) {
  // Added to 1.5 * 2^23 a number is rounded to a whole one, which stands in the lowest bits of the sum.
  const vec shifted = MADD(x, CONST(1.44269504f), CONST(12582912.0f)), n = SUB(shifted, CONST(12582912.0f));
  // ln 2 in two parts, the first with so few digits that its product with n is exact.
  vec r = SUB(x, MUL(n, CONST(0.693359375f)));
  r = SUB(r, MUL(n, CONST(-2.12194440e-4f)));
  return (Reduced){r, wasm_i32x4_add(wasm_i32x4_shl(shifted, 23), CONST(1.0f))};
}

// e^r - 1 for |r| <= ln 2 / 2: r + r^2 / 2 + ..., to 1e-8. Pairs of terms, so that the processor works on several at
// once.
INLINE vec small_expm1(vec r) {
  const vec square = MUL(r, r);
  const vec p2 = MADD(CONST(1.0f / 6), r, CONST(0.5f));
  const vec p4 = MADD(CONST(1.0f / 120), r, CONST(1.0f / 24));
  const vec p6 = MADD(CONST(1.0f / 5040), r, CONST(1.0f / 720));
  return MADD(MADD(MADD(p6, square, p4), square, p2), square, r);
}

INLINE vec in_range(vec x) { return MIN(MAX(x, CONST(-87.0f)), CONST(88.37f)); }

// e^x, at least 1e-38 and at most 2e38.
INLINE vec vexp(vec x) {
  const Reduced x2 = reduced(in_range(x));
  return MADD(small_expm1(x2.r), x2.power, x2.power);
}

// e^x - 1, exact near 0 also.
INLINE vec vexpm1(vec x) {
  const Reduced x2 = reduced(in_range(x));
  return MADD(small_expm1(x2.r), x2.power, SUB(x2.power, CONST(1.0f)));
}

INLINE vec vsigmoid(vec x) { return DIV(CONST(1.0f), ADD(CONST(1.0f), vexp(wasm_f32x4_neg(x)))); }

INLINE vec vtanh(vec x) {
  const vec sign = wasm_v128_and(x, CONST(-0.0f));
  const vec t = vexpm1(MUL(wasm_f32x4_abs(x), CONST(-2.0f)));
  return wasm_v128_or(DIV(wasm_f32x4_neg(t), ADD(t, CONST(2.0f))), sign);
}

#endif

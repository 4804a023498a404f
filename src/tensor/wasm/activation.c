// The activations of core/graph/operation.ts and their derivatives, by their position there.
#include "image.h"
#include "vmath.h"

INLINE vec choose(vec condition, vec a, vec b) { return wasm_v128_bitselect(a, b, condition); }
INLINE vec negative_part(vec x) { return MIN(x, ZERO); }
INLINE vec positive_part(vec x) { return MAX(x, ZERO); }

// ---- values

INLINE vec linear(vec x) { return x; }
INLINE vec relu(vec x) { return positive_part(x); }
INLINE vec relu6(vec x) { return MIN(positive_part(x), CONST(6.0f)); }
INLINE vec leaky_relu(vec x) { return MAX(x, MUL(x, CONST(0.01f))); }
INLINE vec elu(vec x) { return choose(wasm_f32x4_ge(x, ZERO), x, vexpm1(negative_part(x))); }

// Klambauer et al. 2017.
#define SELU_SCALE 1.0507009873554805f
#define SELU_SCALE_ALPHA 1.7580993408473769f

INLINE vec selu(vec x) {
  return choose(wasm_f32x4_ge(x, ZERO), MUL(x, CONST(SELU_SCALE)),
                MUL(vexpm1(negative_part(x)), CONST(SELU_SCALE_ALPHA)));
}

// The normal distribution beyond |x|: tail = erfc(z) / 2 with z = |x| / sqrt 2, and bell = e^(-z^2).
typedef struct {
  vec tail, bell;
} Normal;

INLINE Normal normal_of(vec x) {
  const vec z = MUL(wasm_f32x4_abs(x), CONST(0.70710678f));
  const vec bell = vexp(MUL(MUL(x, x), CONST(-0.5f)));
  // erfc(z) e^(z^2) as a polynomial in t = 1 / (1 + 0.3 z), fitted by least squares with weights to a relative 2e-8.
  const vec t = DIV(CONST(1.0f), MADD(z, CONST(0.3f), CONST(1.0f)));
  const vec t2 = MUL(t, t), t4 = MUL(t2, t2);
  const vec p0 = MADD(CONST(0.170691997f), t, CONST(0.169189611f));
  const vec p2 = MADD(CONST(0.21443792f), t, CONST(0.148481998f));
  const vec p4 = MADD(CONST(0.54640035f), t, CONST(-0.0936350046f));
  const vec p6 = MADD(CONST(0.485098599f), t, CONST(-0.511230977f));
  const vec high = MADD(CONST(-0.129434514f), t4, MADD(p6, t2, p4));
  const vec p = MADD(high, t4, MADD(p2, t2, p0));
  return (Normal){MUL(MUL(p, t), MUL(bell, CONST(0.5f))), bell};
}

INLINE vec gelu(vec x) {
  const vec beyond = MUL(x, normal_of(x).tail);
  return choose(wasm_f32x4_gt(x, ZERO), SUB(x, beyond), beyond);
}

INLINE vec swish(vec x) { return MUL(x, vsigmoid(x)); }

INLINE vec ramp(vec x) { return MADD(x, CONST(1.0f / 6), CONST(0.5f)); }
INLINE vec hard_sigmoid(vec x) { return MIN(positive_part(ramp(x)), CONST(1.0f)); }
INLINE vec hard_swish(vec x) { return MUL(x, hard_sigmoid(x)); }

// ln(1 + e) for 0 <= e <= 1: twice the inverse hyperbolic tangent of e / (2 + e), to a relative 1e-10.
INLINE vec log1p_of_fraction(vec e) {
  const vec s = DIV(e, ADD(e, CONST(2.0f))), q = MUL(s, s);
  vec p = MADD(CONST(0.122065279f), q, CONST(0.10696627f));
  p = MADD(p, q, CONST(0.143103609f));
  p = MADD(p, q, CONST(0.199993455f));
  p = MADD(p, q, CONST(0.333333397f));
  p = MADD(p, q, CONST(1.0f));
  return MUL(MUL(s, p), CONST(2.0f));
}

INLINE vec softplus(vec x) {
  return ADD(positive_part(x), log1p_of_fraction(vexp(wasm_f32x4_neg(wasm_f32x4_abs(x)))));
}

// ---- derivatives

INLINE vec one_where(vec condition) { return wasm_v128_and(condition, CONST(1.0f)); }

INLINE vec linear_slope(vec x) {
  (void)x;
  return CONST(1.0f);
}
INLINE vec relu_slope(vec x) { return one_where(wasm_f32x4_gt(x, ZERO)); }
INLINE vec relu6_slope(vec x) {
  return one_where(wasm_v128_and(wasm_f32x4_gt(x, ZERO), wasm_f32x4_le(x, CONST(6.0f))));
}
INLINE vec leaky_relu_slope(vec x) { return choose(wasm_f32x4_gt(x, ZERO), CONST(1.0f), CONST(0.01f)); }
INLINE vec elu_slope(vec x) { return vexp(negative_part(x)); }
INLINE vec selu_slope(vec x) {
  return choose(wasm_f32x4_gt(x, ZERO), CONST(SELU_SCALE), MUL(vexp(negative_part(x)), CONST(SELU_SCALE_ALPHA)));
}

INLINE vec gelu_slope(vec x) {
  const Normal n = normal_of(x);
  const vec below = choose(wasm_f32x4_gt(x, ZERO), SUB(CONST(1.0f), n.tail), n.tail);
  return MADD(MUL(x, n.bell), CONST(0.39894228f), below); // 1 / sqrt(2 pi)
}

INLINE vec sigmoid_slope(vec x) {
  const vec s = vsigmoid(x);
  return MUL(s, SUB(CONST(1.0f), s));
}

INLINE vec swish_slope(vec x) {
  const vec s = vsigmoid(x);
  return MADD(MUL(x, s), SUB(CONST(1.0f), s), s);
}

INLINE vec hard_sigmoid_slope(vec x) {
  const vec r = ramp(x);
  return wasm_v128_and(wasm_v128_and(wasm_f32x4_ge(r, ZERO), wasm_f32x4_le(r, CONST(1.0f))), CONST(1.0f / 6));
}

INLINE vec hard_swish_slope(vec x) { return MADD(x, hard_sigmoid_slope(x), hard_sigmoid(x)); }

INLINE vec tanh_slope(vec x) {
  const vec t = vtanh(x);
  return MUL(SUB(CONST(1.0f), t), ADD(CONST(1.0f), t));
}

INLINE vec softplus_slope(vec x) { return vsigmoid(x); }

// ---- rows

#define ACTIVATION(name, value, slope)                                                                  \
  NOINLINE void name##_row(const float *x, float *y, int length) {                                      \
    for (int k = 0; k < length; k += 4) store_lanes(y + k, value(LOAD(x + k)), length - k);             \
  }                                                                                                     \
  NOINLINE void name##_gradient_row(const float *dy, const float *x, const float *acc, float *dx, int length) { \
    for (int k = 0; k < length; k += 4) {                                                               \
      vec v = MUL(LOAD(dy + k), slope(LOAD(x + k)));                                                    \
      if (acc) v = ADD(v, LOAD(acc + k));                                                               \
      store_lanes(dx + k, v, length - k);                                                               \
    }                                                                                                   \
  }                                                                                                     \
  NOINLINE void name##_both_row(const float *x, float *y, float *s, int length) {                       \
    for (int k = 0; k < length; k += 4) {                                                               \
      const vec at = LOAD(x + k);                                                                       \
      store_lanes(y + k, value(at), length - k);                                                        \
      store_lanes(s + k, slope(at), length - k);                                                        \
    }                                                                                                   \
  }

// In the order of ACTIVATIONS; softmax, the last one there, is a kernel of its own.
#define ACTIVATIONS(F)                                   \
  F(0, linear, linear, linear_slope)                     \
  F(1, relu, relu, relu_slope)                           \
  F(2, relu6, relu6, relu6_slope)                        \
  F(3, leaky_relu, leaky_relu, leaky_relu_slope)         \
  F(4, elu, elu, elu_slope)                              \
  F(5, selu, selu, selu_slope)                           \
  F(6, gelu, gelu, gelu_slope)                           \
  F(7, swish, swish, swish_slope)                        \
  F(8, hard_swish, hard_swish, hard_swish_slope)         \
  F(9, sigmoid, vsigmoid, sigmoid_slope)                 \
  F(10, hard_sigmoid, hard_sigmoid, hard_sigmoid_slope)  \
  F(11, tanh, vtanh, tanh_slope)                         \
  F(12, softplus, softplus, softplus_slope)

#define DEFINE(kind, name, value, slope) ACTIVATION(name, value, slope)
ACTIVATIONS(DEFINE)

#define CASE(kind, name, value, slope) \
  case kind:                           \
    name##_row(x, y, length);          \
    break;

INLINE void activate_row(int kind, const float *x, float *y, int length) {
  switch (kind) { ACTIVATIONS(CASE) }
}

#define GRADIENT_CASE(kind, name, value, slope)       \
  case kind:                                          \
    name##_gradient_row(dy, x, acc, dx, length);      \
    break;

INLINE void activate_gradient_row(int kind, const float *dy, const float *x, const float *acc, float *dx,
                                  int length) {
  switch (kind) { ACTIVATIONS(GRADIENT_CASE) }
}

#define BOTH_CASE(kind, name, value, slope) \
  case kind:                                \
    name##_both_row(x, y, s, length);       \
    break;

INLINE void activate_both_row(int kind, const float *x, float *y, float *s, int length) {
  switch (kind) { ACTIVATIONS(BOTH_CASE) }
}

void KERNEL(activate)(int kind, int batch, int h, int w, int c, float *x, int xImg, int xRow, float *y, int yImg,
                      int yRow) {
  const Extent e = joined((Extent){batch, h, w}, c, IMAGE(x), IMAGE(y), NO_IMAGE, NO_IMAGE);
  for (int b = 0; b < e.batch; b++) {
    for (int i = 0; i < e.h; i++) activate_row(kind, row_of(IMAGE(x), b, i), row_of(IMAGE(y), b, i), e.w * c);
  }
}

void KERNEL(activateGradient)(int kind, int batch, int h, int w, int c, float *dy, int dyImg, int dyRow, float *x,
                              int xImg, int xRow, float *acc, int accImg, int accRow, float *dx, int dxImg,
                              int dxRow) {
  const Extent e = joined((Extent){batch, h, w}, c, IMAGE(dy), IMAGE(x), IMAGE(acc), IMAGE(dx));
  for (int b = 0; b < e.batch; b++) {
    for (int i = 0; i < e.h; i++) {
      activate_gradient_row(kind, row_of(IMAGE(dy), b, i), row_of(IMAGE(x), b, i), row_of(IMAGE(acc), b, i),
                            row_of(IMAGE(dx), b, i),
                            e.w * c);
    }
  }
}

// Value and slope share what is expensive, so the backward pass needs neither again.
void KERNEL(activateWithSlope)(int kind, int batch, int h, int w, int c, float *x, int xImg, int xRow, float *y,
                               int yImg, int yRow, float *slope, int slopeImg, int slopeRow) {
  const Extent e = joined((Extent){batch, h, w}, c, IMAGE(x), IMAGE(y), IMAGE(slope), NO_IMAGE);
  for (int b = 0; b < e.batch; b++) {
    for (int i = 0; i < e.h; i++) {
      activate_both_row(kind, row_of(IMAGE(x), b, i), row_of(IMAGE(y), b, i), row_of(IMAGE(slope), b, i), e.w * c);
    }
  }
}

NOINLINE void multiply_row(const float *dy, const float *slope, const float *acc, float *dx, int length) {
  for (int k = 0; k < length; k += 4) {
    vec v = MUL(LOAD(dy + k), LOAD(slope + k));
    if (acc) v = ADD(v, LOAD(acc + k));
    store_lanes(dx + k, v, length - k);
  }
}

void KERNEL(slopeGradient)(int batch, int h, int w, int c, float *dy, int dyImg, int dyRow, float *slope, int slopeImg,
                           int slopeRow, float *acc, int accImg, int accRow, float *dx, int dxImg, int dxRow) {
  const Extent e = joined((Extent){batch, h, w}, c, IMAGE(dy), IMAGE(slope), IMAGE(acc), IMAGE(dx));
  for (int b = 0; b < e.batch; b++) {
    for (int i = 0; i < e.h; i++) {
      multiply_row(row_of(IMAGE(dy), b, i), row_of(IMAGE(slope), b, i), row_of(IMAGE(acc), b, i),
                   row_of(IMAGE(dx), b, i), e.w * c);
    }
  }
}

// Softmax of rows, and the two losses.
#include "vmath.h"

// Lanes of v from n on become `rest`.
INLINE vec or_else(vec v, int n, vec rest) {
  return wasm_v128_bitselect(v, rest, wasm_i32x4_gt(wasm_i32x4_splat(n), wasm_i32x4_const(0, 1, 2, 3)));
}

INLINE float largest_lane(vec v) {
  v = MAX(v, wasm_i32x4_shuffle(v, v, 2, 3, 0, 1));
  return LANE(MAX(v, wasm_i32x4_shuffle(v, v, 1, 0, 3, 2)), 0);
}

// The first `seen` of n elements; the others become 0.
INLINE void softmax_row(const float *x, float *y, int n, int seen, vec scale) {
  const int whole = seen & ~3;
  vec largest = SPLAT(-__builtin_inff());
  for (int k = 0; k < whole; k += 4) largest = MAX(MUL(LOAD(x + k), scale), largest);
  if (whole < seen) largest = MAX(or_else(MUL(LOAD(x + whole), scale), seen - whole, largest), largest);
  const vec top = SPLAT(largest_lane(largest));
  vec sum = ZERO;
  for (int k = 0; k < whole; k += 4) {
    const vec e = vexp(SUB(MUL(LOAD(x + k), scale), top));
    STORE(y + k, e);
    sum = ADD(sum, e);
  }
  vec last = ZERO;
  if (whole < seen) last = first_lanes(vexp(SUB(MUL(LOAD(x + whole), scale), top)), seen - whole);
  const vec share = SPLAT(1.0f / sum_lanes(ADD(sum, last)));
  for (int k = 0; k < whole; k += 4) STORE(y + k, MUL(LOAD(y + k), share));
  for (int k = whole; k < n; k += 4, last = ZERO) store_lanes(y + k, MUL(last, share), n - k);
}

void KERNEL(softmax)(int m, int n, const float *x, float *y, double scale, int causal) {
  for (int i = 0; i < m; i++) {
    softmax_row(x + i * n, y + i * n, n, causal > 0 ? smaller(n, i % causal + 1) : n, SPLAT((float)scale));
  }
}

void KERNEL(softmaxGradient)(int m, int n, const float *y, const float *dy, float *dx, double scale) {
  for (int i = 0; i < m; i++, y += n, dy += n, dx += n) {
    vec product = ZERO;
    for (int k = 0; k < n; k += 4) product = ADD(product, first_lanes(MUL(LOAD(y + k), LOAD(dy + k)), n - k));
    const vec mean = SPLAT(sum_lanes(product));
    for (int k = 0; k < n; k += 4) {
      const vec v = MUL(MUL(SUB(LOAD(dy + k), mean), LOAD(y + k)), SPLAT((float)scale));
      store_lanes(dx + k, v, n - k);
    }
  }
}

// ---- losses, in double precision: they are short, and every digit of them is shown

INLINE double inverse_factorial(int k) {
  double p = 1;
  for (int i = 2; i <= k; i++) p *= i;
  return 1 / p;
}

// e^x for x <= 0: Taylor's series within half a power of two.
INLINE double exp_of(double x) {
  if (!(x > -700)) return x != x ? x : 0;
  const double n = __builtin_rint(x * 1.4426950408889634);
  const double r = (x - n * 0.693147180369123816490) - n * 1.90821492927058770002e-10;
  double p = inverse_factorial(14);
#pragma unroll
  for (int k = 13; k >= 0; k--) p = p * r + inverse_factorial(k);
  const long long bits = (long long)((int)n + 1023) << 52;
  return p * __builtin_bit_cast(double, bits);
}

// ln x for x >= 1: twice the inverse hyperbolic tangent of (m - 1) / (m + 1), for the mantissa m.
INLINE double log_of(double x) {
  if (!(x < __builtin_inf())) return x;
  const long long bits = __builtin_bit_cast(long long, x);
  int exponent = (int)(bits >> 52) - 1023;
  double m = __builtin_bit_cast(double, (bits & 0xfffffffffffffLL) | (1023LL << 52));
  if (m > 1.4142135623730951) m *= 0.5, exponent++;
  const double s = (m - 1) / (m + 1), square = s * s;
  double p = 0;
#pragma unroll
  for (int k = 23; k > 0; k -= 2) p = p * square + 1.0 / k;
  return exponent * 0.6931471805599453 + 2 * s * p;
}

void KERNEL(softmaxCrossEntropy)(int m, int n, const float *logits, const float *targets, const float *weights,
                                 float *losses, float *gradient) {
  for (int i = 0; i < m; i++, logits += n, targets += n) {
    double largest = logits[0], sum = 0, target = 0, product = 0;
    for (int k = 1; k < n; k++) largest = logits[k] > largest ? logits[k] : largest;
    for (int k = 0; k < n; k++) {
      sum += exp_of(logits[k] - largest);
      target += targets[k];
      // 0 times an infinite logit would be NaN.
      if (targets[k] != 0) product += targets[k] * (logits[k] - largest);
    }
    losses[i] = (float)(weights[i] * (target * log_of(sum) - product));
    if (!gradient) continue;
    for (int k = 0; k < n; k++) {
      gradient[k] = (float)(weights[i] * (exp_of(logits[k] - largest) / sum * target - targets[k]));
    }
    gradient += n;
  }
}

void KERNEL(squaredError)(int m, int n, const float *outputs, const float *targets, const float *weights,
                          float *losses, float *gradient) {
  for (int i = 0; i < m; i++, outputs += n, targets += n) {
    double sum = 0;
    for (int k = 0; k < n; k++) {
      const double error = (double)outputs[k] - targets[k];
      sum += error * error;
      if (gradient) gradient[k] = (float)(weights[i] * 2 * error / n);
    }
    losses[i] = (float)(weights[i] * sum / n);
    if (gradient) gradient += n;
  }
}

// Rules that move weights, all tensors in one call.
#include "simd.h"

// As the caller lays it out: eight 32-bit words.
typedef struct {
  float *weights;
  const float *gradient;
  float *moment1, *moment2;
  int size;
  float l2, decoupled;
  int reserved;
} Weights;

double KERNEL(sumOfSquares)(const Weights *table, int count) {
  vec low = ZERO, high = ZERO;
  for (const Weights *t = table; t < table + count; t++) {
    for (int k = 0; k < t->size; k += 4) {
      const vec g = first_lanes(LOAD(t->gradient + k), t->size - k);
      const vec g0 = wasm_f64x2_promote_low_f32x4(g);
      const vec g1 = wasm_f64x2_promote_low_f32x4(wasm_i32x4_shuffle(g, g, 2, 3, 2, 3));
      low = wasm_f64x2_add(low, wasm_f64x2_mul(g0, g0));
      high = wasm_f64x2_add(high, wasm_f64x2_mul(g1, g1));
    }
  }
  const vec sum = wasm_f64x2_add(low, high);
  return wasm_f64x2_extract_lane(sum, 0) + wasm_f64x2_extract_lane(sum, 1);
}

INLINE vec gradient_at(const Weights *t, int k, vec scale) {
  return MADD(LOAD(t->weights + k), SPLAT(t->l2), MUL(LOAD(t->gradient + k), scale));
}

void KERNEL(sgd)(const Weights *table, int count, double rate, double momentum, int nesterov, double gradientScale) {
  const vec lr = SPLAT((float)rate), keep = SPLAT((float)momentum), scale = SPLAT((float)gradientScale);
  for (const Weights *t = table; t < table + count; t++) {
    for (int k = 0; k < t->size; k += 4) {
      const int lanes = t->size - k;
      const vec w = LOAD(t->weights + k), g = gradient_at(t, k, scale);
      vec step = g;
      // Without momentum there may be no memory of it.
      if (t->moment1) {
        const vec v = MADD(keep, LOAD(t->moment1 + k), g);
        store_lanes(t->moment1 + k, v, lanes);
        step = nesterov ? MADD(keep, v, g) : v;
      }
      store_lanes(t->weights + k, SUB(SUB(w, MUL(lr, step)), MUL(MUL(lr, SPLAT(t->decoupled)), w)), lanes);
    }
  }
}

void KERNEL(adam)(const Weights *table, int count, double rate, double beta1, double beta2, double unbias1,
                  double unbias2, double eps, double gradientScale) {
  const vec lr = SPLAT((float)rate), scale = SPLAT((float)gradientScale), small = SPLAT((float)eps);
  const vec keep1 = SPLAT((float)beta1), new1 = SPLAT((float)(1 - beta1)), full1 = SPLAT((float)unbias1);
  const vec keep2 = SPLAT((float)beta2), new2 = SPLAT((float)(1 - beta2)), full2 = SPLAT((float)unbias2);
  for (const Weights *t = table; t < table + count; t++) {
    const vec decoupled = SPLAT(t->decoupled);
    for (int k = 0; k < t->size; k += 4) {
      const int lanes = t->size - k;
      const vec w = LOAD(t->weights + k), g = gradient_at(t, k, scale);
      const vec m = MADD(keep1, LOAD(t->moment1 + k), MUL(new1, g));
      const vec v = MADD(keep2, LOAD(t->moment2 + k), MUL(new2, MUL(g, g)));
      const vec direction = DIV(MUL(m, full1), ADD(SQRT(MUL(v, full2)), small));
      store_lanes(t->moment1 + k, m, lanes);
      store_lanes(t->moment2 + k, v, lanes);
      store_lanes(t->weights + k, SUB(w, MUL(lr, MADD(decoupled, w, direction))), lanes);
    }
  }
}

void KERNEL(rmsprop)(const Weights *table, int count, double rate, double decay, double eps, double gradientScale) {
  const vec lr = SPLAT((float)rate), scale = SPLAT((float)gradientScale), small = SPLAT((float)eps);
  const vec keep = SPLAT((float)decay), new = SPLAT((float)(1 - decay));
  for (const Weights *t = table; t < table + count; t++) {
    for (int k = 0; k < t->size; k += 4) {
      const int lanes = t->size - k;
      const vec w = LOAD(t->weights + k), g = gradient_at(t, k, scale);
      const vec s = MADD(keep, LOAD(t->moment1 + k), MUL(new, MUL(g, g)));
      const vec step = ADD(DIV(MUL(lr, g), ADD(SQRT(s), small)), MUL(MUL(lr, SPLAT(t->decoupled)), w));
      store_lanes(t->moment1 + k, s, lanes);
      store_lanes(t->weights + k, SUB(w, step), lanes);
    }
  }
}

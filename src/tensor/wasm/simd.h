// What all kernels share: names for the vector instructions, and the few things the instructions lack.
// A kernel is freestanding: no library, no data, no memory of its own (build.mjs refuses both).
#ifndef SIMD_H
#define SIMD_H

#include <wasm_simd128.h>

// `void KERNEL(gemm)(int m, ...)` exports `gemm`. Addresses are 32 bits, so pointers are numbers to TypeScript.
#define KERNEL(name) __attribute__((export_name(#name))) name
#define INLINE static inline __attribute__((always_inline))
// Keeps a hot loop in a function of its own, so that V8 allocates registers for it alone.
#define NOINLINE static __attribute__((noinline))

typedef v128_t vec;

#define LOAD(p) wasm_v128_load(p)
#define LOAD_SPLAT(p) wasm_v128_load32_splat(p)
#define STORE(p, v) wasm_v128_store(p, v)
#define SPLAT(x) wasm_f32x4_splat(x)
#define ZERO wasm_f32x4_const_splat(0.0f)
#define ADD(a, b) wasm_f32x4_add(a, b)
#define SUB(a, b) wasm_f32x4_sub(a, b)
#define MUL(a, b) wasm_f32x4_mul(a, b)
#define DIV(a, b) wasm_f32x4_div(a, b)
// a * b + c, rounded twice: SIMD without the relaxed instructions has no fused one.
#define MADD(a, b, c) wasm_f32x4_add(wasm_f32x4_mul(a, b), c)
#define SQRT(a) wasm_f32x4_sqrt(a)
// One instruction each on x86; a NaN in `a` stays.
#define MAX(a, b) wasm_f32x4_pmax(a, b)
#define MIN(a, b) wasm_f32x4_pmin(a, b)
#define LANE(v, i) wasm_f32x4_extract_lane(v, i)

enum { ACT_NONE = 0, ACT_RELU = 1, ACT_RELU6 = 2 };

INLINE vec activated(vec v, int act) {
  if (act == ACT_NONE) return v;
  v = MAX(v, ZERO);
  return act == ACT_RELU6 ? MIN(v, SPLAT(6.0f)) : v;
}

INLINE int smaller(int a, int b) { return a < b ? a : b; }
INLINE int larger(int a, int b) { return a > b ? a : b; }

// Stores the first n lanes, 1 <= n. Written so that no lane's number depends on n: such a vector would go through memory.
INLINE void store_lanes(float *p, vec v, int n) {
  if (n >= 4) {
    STORE(p, v);
    return;
  }
  if (n & 2) {
    wasm_v128_store64_lane(p, v, 0);
    p += 2;
    v = wasm_i32x4_shuffle(v, v, 2, 3, 2, 3);
  }
  if (n & 1) wasm_v128_store32_lane(p, v, 0);
}

// Lanes from n on as zero, for sums over a tail that was loaded whole.
INLINE vec first_lanes(vec v, int n) {
  return wasm_v128_and(v, wasm_i32x4_gt(wasm_i32x4_splat(n), wasm_i32x4_const(0, 1, 2, 3)));
}

INLINE float sum_lanes(vec v) { return (LANE(v, 0) + LANE(v, 1)) + (LANE(v, 2) + LANE(v, 3)); }

#endif

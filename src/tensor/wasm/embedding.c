// Rows of a table by number.
#include "simd.h"

INLINE int row_number(float id, int vocabulary) {
  const float last = (float)(vocabulary - 1), rounded = __builtin_rintf(id); // halves to even, as tfjs
  // Comparisons with NaN are false: it counts as 0.
  return rounded >= last ? vocabulary - 1 : rounded > 0 ? (int)rounded : 0;
}

void KERNEL(embedding)(int n, int d, int vocabulary, const float *ids, const float *table, float *y) {
  for (int i = 0; i < n; i++, y += d) {
    const float *row = table + row_number(ids[i], vocabulary) * d;
    for (int k = 0; k < d; k += 4) store_lanes(y + k, LOAD(row + k), d - k);
  }
}

void KERNEL(embeddingGradient)(int n, int d, int vocabulary, const float *ids, const float *dy, float *dtable) {
  const int size = vocabulary * d;
  for (int k = 0; k < size; k += 4) store_lanes(dtable + k, ZERO, size - k);
  for (int i = 0; i < n; i++, dy += d) {
    float *row = dtable + row_number(ids[i], vocabulary) * d;
    for (int k = 0; k < d; k += 4) store_lanes(row + k, ADD(LOAD(row + k), LOAD(dy + k)), d - k);
  }
}

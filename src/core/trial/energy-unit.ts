const UNITS = [
  [1e3, 'J'],
  [1, 'mJ'],
  [1e-3, 'µJ'],
] as const;

/** Millijoules in the unit that reads best, nanojoules to joules. */
export function energyInUnit(mj: number): readonly [value: number, unit: string] {
  for (const [size, unit] of UNITS) {
    if (mj >= size) return [mj / size, unit];
  }
  return [mj * 1e6, 'nJ'];
}

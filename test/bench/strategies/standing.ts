/** Mean and standard error of races after so many evaluations. */
export interface Standing {
  readonly mean: number;
  readonly standardError: number;
  readonly n: number;
}

/** `undefined` where no race is that long. */
export function standingAt(
  curves: readonly (readonly number[])[],
  evaluations: number,
): Standing | undefined {
  // A strategy that is exhausted keeps what it has; one that was cut short has no answer.
  const values = curves.flatMap((curve) => (curve.length >= evaluations ? [curve[evaluations - 1]!] : []));
  if (values.length === 0) return undefined;
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / Math.max(1, values.length - 1);
  return { mean, standardError: Math.sqrt(variance / values.length), n: values.length };
}

/** `93.946 (0.025)`, the standard error in brackets. */
export function standingText(standing: Standing | undefined, digits = 3): string {
  return standing ? `${standing.mean.toFixed(digits)} (${standing.standardError.toFixed(digits)})` : '–';
}

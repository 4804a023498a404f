import type { Rng } from '../../base/random';

/** Turns the first `n` of `logits` into the logarithms of their softmax, in place. */
export function logSoftmax(logits: Float64Array, n: number): void {
  let most = -Infinity;
  for (let i = 0; i < n; i++) if (logits[i]! > most) most = logits[i]!;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.exp(logits[i]! - most);
  const norm = most + Math.log(sum);
  for (let i = 0; i < n; i++) logits[i]! -= norm;
}

/** Draws a position by the logarithms of its probability. */
export function drawFrom(logProbabilities: Float64Array, n: number, stream: Rng): number {
  let left = stream.next();
  for (let i = 0; i < n - 1; i++) {
    left -= Math.exp(logProbabilities[i]!);
    if (left < 0) return i;
  }
  return n - 1;
}

/**
 * Writes the derivatives, by the logits, of `coefficient` ln p(choice) + `entropyWeight` H into `gradient`:
 * coefficient (1[i = choice] - p_i) - entropyWeight p_i (ln p_i + H).
 */
export function choiceGradient(
  logProbabilities: Float64Array,
  n: number,
  choice: number,
  coefficient: number,
  entropyWeight: number,
  gradient: Float64Array,
): void {
  let entropy = 0;
  for (let i = 0; i < n; i++) entropy -= Math.exp(logProbabilities[i]!) * logProbabilities[i]!;
  for (let i = 0; i < n; i++) {
    const p = Math.exp(logProbabilities[i]!);
    gradient[i] = -coefficient * p - entropyWeight * p * (logProbabilities[i]! + entropy);
  }
  gradient[choice]! += coefficient;
}

import type { Policy } from './policy';
import { sum } from './policy-search';
import type { Experience } from './policy-search';

/**
 * Adds to `gradient` the mean over the batch of w A Σ_t ∇ ln π(a_t | a_<t) + `entropyWeight` Σ_t ∇ H_t: REINFORCE
 * (Williams 1992), with w = min(1, π(a) / q(a)) where q is what drew the candidate.
 *
 * w is exactly 1 while the policy is the one that drew it, and truncated (Ionides 2008) because the ratio's variance has
 * no bound: a candidate that the policy has since come to like counts once, one that it gave up counts little.
 */
export function addReinforceGradient(
  policy: Policy,
  batch: readonly Experience[],
  entropyWeight: number,
  gradient: Float64Array,
): void {
  for (const { genotype, advantage, drawnWith } of batch) {
    const coefficients = (logs: readonly number[]): readonly number[] => {
      const weight = Math.min(1, Math.exp(sum(logs) - sum(drawnWith)));
      return logs.map(() => (weight * advantage) / batch.length);
    };
    policy.addGradient(genotype, coefficients, entropyWeight / batch.length, gradient);
  }
}

/**
 * Adds to `gradient` the gradient of the mean over the batch of Σ_t min(ρ_t A, clip(ρ_t, 1 - ε, 1 + ε) A) +
 * `entropyWeight` Σ_t H_t, with ρ_t = π(a_t | a_<t) / q(a_t | a_<t): equation 7 of Schulman et al. 2017
 * (arXiv:1707.06347), where each choice is an action and all share the candidate's advantage.
 */
export function addPpoGradient(
  policy: Policy,
  batch: readonly Experience[],
  { clip, entropyWeight }: { readonly clip: number; readonly entropyWeight: number },
  gradient: Float64Array,
): void {
  for (const { genotype, advantage, drawnWith } of batch) {
    const coefficients = (logs: readonly number[]): readonly number[] =>
      logs.map((log, t) => {
        const ratio = Math.exp(log - drawnWith[t]!);
        // Where the clipped term is the smaller one it is flat.
        const isClipped = advantage > 0 ? ratio > 1 + clip : ratio < 1 - clip;
        return isClipped ? 0 : (ratio * advantage) / batch.length;
      });
    policy.addGradient(genotype, coefficients, entropyWeight / batch.length, gradient);
  }
}

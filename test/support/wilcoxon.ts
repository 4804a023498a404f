import { signedRankTest } from '../../src/core/comparison/signed-rank';

/** One-sided: the probability of differences this much in favour of positive ones if both signs were equally likely. */
export function wilcoxonSignedRank(differences: readonly number[]): number {
  return signedRankTest(differences).pGreater;
}

import type { Knob } from '../../space/space';
import type { Genome } from './genome';

/** What the three kinds of difference between genomes count. */
export interface Coefficients {
  /** c1 in the paper. */
  readonly excess: number;
  /** c2 in the paper. */
  readonly disjoint: number;
  /** c3 in the paper. */
  readonly alleles: number;
}

/** Genomes of fewer genes are small: their differences are counted, not shares of them. */
const SMALL = 20;

/**
 * Compatibility distance c1 E/N + c2 D/N + c3 W (Stanley and Miikkulainen 2002, equation 1): excess genes, disjoint
 * genes, and the mean difference of matching alleles. O(genes).
 *
 * W takes the difference of positions of an ordinal knob as a share of its range, and 0 or 1 of another; off or on does not
 * count. N is 1 for genomes of fewer than 20 genes, as the paper allows, and the larger number of genes / 20 beyond.
 * The paper has the number itself there, so that E/N + D/N falls from 20 to 1 at the 20th gene, and with it every pair of large
 * genomes under the usual threshold of 3.
 */
export function compatibilityDistance(
  knobs: readonly Knob[],
  a: Genome,
  b: Genome,
  { excess, disjoint, alleles }: Coefficients,
): number {
  const last = Math.min(a.at(-1)?.marking ?? -1, b.at(-1)?.marking ?? -1);
  const ofB = new Map(b.map((gene) => [gene.marking, gene]));
  let nMatching = 0;
  let difference = 0;
  for (const { marking, knob, allele } of a) {
    const match = ofB.get(marking);
    if (!match) continue;
    nMatching++;
    difference += alleleDifference(knobs[knob]!, allele, match.allele);
  }
  const nExcess = [...a, ...b].filter(({ marking }) => marking > last).length;
  const nDisjoint = a.length + b.length - 2 * nMatching - nExcess;
  const n = Math.max(1, Math.max(a.length, b.length) / SMALL);
  return (
    (excess * nExcess + disjoint * nDisjoint) / n + (nMatching === 0 ? 0 : (alleles * difference) / nMatching)
  );
}

function alleleDifference({ values, ordinal }: Knob, a: number, b: number): number {
  if (ordinal) return Math.abs(a - b) / (values.length - 1);
  return a === b ? 0 : 1;
}

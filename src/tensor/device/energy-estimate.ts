import type { Architecture } from '../../core/graph/architecture';
import { costOf } from '../../core/graph/cost';

/**
 * Costs of a 45 nm processor at 0.9 V, from Horowitz, "Computing's Energy Problem
 * (and what we can do about it)", ISSCC 2014, figure 1.1.9: a 32-bit float
 * multiplication 3.7 pJ and addition 0.9 pJ; 64 bits from a 1 MB cache 100 pJ,
 * from DRAM 1.3 to 2.6 nJ, of which the middle is taken.
 */
const MAC_PJ = 3.7 + 0.9;
const CACHE_PJ_PER_BYTE = 100 / 8;
const DRAM_PJ_PER_BYTE = 1950 / 8;
const CACHE_BYTES = 2 ** 20;
const PJ_PER_MJ = 1e9;

/**
 * Estimates the energy in mJ of predicting one example from the graph alone:
 * multiply-accumulates, and the bytes that go to memory and back. Each weight is
 * read once; each activation is written once and read once by everyone who uses
 * it. Bytes cost what the 1 MB cache costs as far as weights and live activations
 * fit into it, and what DRAM costs beyond, in proportion, so that the estimate
 * grows without a jump.
 *
 * No machine takes exactly this: instructions, instruction fetch and leakage are
 * left out, and newer processors take less of everything. It orders candidates as
 * a measurement would, better than MACs alone. O(nodes + edges).
 */
export function estimateEnergyMj(architecture: Architecture): number {
  const { paramCount, macs, activationBytes, nodes } = costOf(architecture);
  const weightBytes = 4 * paramCount;
  const written = nodes.map((node) => node.activationBytes);
  const traffic =
    weightBytes +
    architecture.nodes.reduce(
      (sum, { inputs }, i) => sum + written[i]! + inputs.reduce((read, input) => read + written[input]!, 0),
      0,
    );
  const workingSet = weightBytes + activationBytes;
  const cached = workingSet === 0 ? 1 : Math.min(1, CACHE_BYTES / workingSet);
  const bytePj = cached * CACHE_PJ_PER_BYTE + (1 - cached) * DRAM_PJ_PER_BYTE;
  return (macs * MAC_PJ + traffic * bytePj) / PJ_PER_MJ;
}

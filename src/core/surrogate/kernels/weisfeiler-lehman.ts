import type { Kernel, PreparedKernel } from './kernel';

/** A directed graph with words on its nodes and edges. */
export interface WordGraph {
  readonly nodes: readonly string[];
  /** Of each node, the nodes that it takes, and what lies on the edge. */
  readonly inputs: readonly (readonly { readonly node: number; readonly edge: string }[])[];
}

/** How often each subtree of one height occurs in a graph, as a vector of length 1. */
interface Histogram {
  /** Ascending. */
  readonly words: Int32Array;
  readonly shares: Float64Array;
}

/** The histograms of a graph, by height from 0. */
export type SubtreeHistograms = readonly Histogram[];

/**
 * Counts the subtrees of graphs by Weisfeiler and Lehman's refinement: at height 0 a node's word is its own, at height h
 * its word at h - 1 with the sorted words, at h - 1, of its inputs and of the edges to them.
 *
 * Shervashidze et al., "Weisfeiler-Lehman Graph Kernels", JMLR 12, 2011, section 3.1. Isomorphic graphs have equal
 * histograms. Words are numbered as they come up, so histograms of one counter fit each other only.
 */
export function subtreeCounter(height: number): (graph: WordGraph) => SubtreeHistograms {
  const numbers = new Map<string, number>();
  const numberOf = (word: string): number => {
    let number = numbers.get(word);
    if (number === undefined) numbers.set(word, (number = numbers.size));
    return number;
  };

  return ({ nodes, inputs }) => {
    let words = nodes.map((word) => numberOf(word));
    const histograms = [histogramOf(words)];
    for (let h = 1; h <= height; h++) {
      const before = words;
      words = nodes.map((_, node) => {
        const around = inputs[node]!.map((input) => `${input.edge}>${before[input.node]!}`).sort();
        return numberOf(`${h}:${before[node]!}(${around.join()})`);
      });
      histograms.push(histogramOf(words));
    }
    return histograms;
  };
}

function histogramOf(words: readonly number[]): Histogram {
  const counts = new Map<number, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const sorted = [...counts].sort(([a], [b]) => a - b);
  const norm = Math.hypot(...counts.values()) || 1;
  return {
    words: Int32Array.from(sorted, ([word]) => word),
    shares: Float64Array.from(sorted, ([, count]) => count / norm),
  };
}

/**
 * Σ_h w_h ⟨φ_h, φ'_h⟩ over heights from 0: the Weisfeiler-Lehman subtree kernel, with a weight for each height.
 *
 * Ru et al., "Interpretable Neural Architecture Search via Bayesian Optimisation with Weisfeiler-Lehman Kernels", ICLR 2021
 * (arXiv:2006.07556), section 3.1. Departures: the histograms of each height have length 1, so that graphs of many nodes do not
 * have a larger variance; the paper gives all heights one weight and chooses the largest height by marginal likelihood,
 * here a weight per height is fitted, which can leave heights out.
 */
export function weisfeilerLehmanKernel(height: number): Kernel<SubtreeHistograms> {
  const nHeights = height + 1;
  return {
    parameters: Array.from({ length: nHeights }, () => ({
      role: 'amplitude' as const,
      median: 1 / nHeights,
      logSd: 1,
    })),
    covariances: (values, a, b) =>
      Float64Array.from({ length: a.length * b.length }, (_, k) => {
        const [x, y] = [a[Math.floor(k / b.length)]!, b[k % b.length]!];
        let sum = 0;
        for (let h = 0; h < nHeights; h++) sum += values[h]! * innerProduct(x[h]!, y[h]!);
        return sum;
      }),
    variances: (values, inputs) => new Float64Array(inputs.length).fill(values.reduce((a, b) => a + b, 0)),
    prepare: (inputs) => prepared(inputs, nHeights),
  };
}

function prepared(inputs: readonly SubtreeHistograms[], nHeights: number): PreparedKernel {
  const n = inputs.length;
  const products = Array.from({ length: nHeights }, (_, h) => {
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) matrix[i * n + j] = innerProduct(inputs[i]![h]!, inputs[j]![h]!);
    return matrix;
  });
  let at: Float64Array = new Float64Array(0);

  return {
    fill(values, matrix) {
      at = values.slice();
      matrix.fill(0);
      products.forEach((product, h) => {
        for (let k = 0; k < product.length; k++) matrix[k]! += values[h]! * product[k]!;
      });
    },
    contract: (weights) =>
      Float64Array.from(products, (product, h) => {
        let sum = 0;
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < i; j++) sum += 2 * weights[i * n + j]! * product[i * n + j]!;
          sum += weights[i * n + i]! * product[i * n + i]!;
        }
        return at[h]! * sum;
      }),
  };
}

function innerProduct(a: Histogram, b: Histogram): number {
  let sum = 0;
  let i = 0;
  let j = 0;
  while (i < a.words.length && j < b.words.length) {
    const order = a.words[i]! - b.words[j]!;
    if (order === 0) sum += a.shares[i++]! * b.shares[j++]!;
    else if (order < 0) i++;
    else j++;
  }
  return sum;
}

/** What the presets of the genetic search decide. */
export interface GeneticNumbers {
  readonly populationSize: number;
  readonly parents: number;
  readonly mutations: number;
  readonly crossovers: number;
  readonly mutationProbability: number;
  /** For knobs whose name contains the word. */
  readonly knobProbabilities: Readonly<Record<string, number>>;
}

/**
 * The numbers of published searches over supernets.
 *
 * - `spos`: Guo et al., "Single Path One-Shot", ECCV 2020 (arXiv:1904.00420); 20 generations.
 * - `autoformer`: Chen et al., "AutoFormer", ICCV 2021 (arXiv:2107.00651); 20 generations.
 * - `hat`: Wang et al., "HAT: Hardware-Aware Transformers", ACL 2020 (arXiv:2005.14187); 30 generations.
 * - `ofa`: Cai et al., "Once-for-All", ICLR 2020 (arXiv:1908.09791); 500 generations.
 * - `lts`: Javaheripi et al., "LiteTransformerSearch", NeurIPS 2022 (arXiv:2203.02094); 10 to 30 generations.
 */
export const GENETIC_PRESETS = {
  spos: {
    populationSize: 50,
    parents: 10,
    mutations: 25,
    crossovers: 25,
    mutationProbability: 0.1,
    knobProbabilities: {},
  },
  autoformer: {
    populationSize: 50,
    parents: 10,
    mutations: 25,
    crossovers: 25,
    mutationProbability: 0.2,
    knobProbabilities: { depth: 0.4, embed: 0.4 },
  },
  hat: {
    populationSize: 125,
    parents: 25,
    mutations: 50,
    crossovers: 50,
    mutationProbability: 0.3,
    knobProbabilities: {},
  },
  ofa: {
    populationSize: 100,
    parents: 25,
    mutations: 50,
    crossovers: 50,
    mutationProbability: 0.1,
    knobProbabilities: { resolution: 0.5 },
  },
  lts: {
    populationSize: 100,
    parents: 20,
    mutations: 40,
    crossovers: 40,
    mutationProbability: 0.3,
    knobProbabilities: {},
  },
} as const satisfies Record<string, GeneticNumbers>;

import type { NetworkName } from './networks';
import type { SampledSpaceName } from './sampled-spaces';

/** Who trains: names of our backends, and of the peers; `tfjs-node` is native TensorFlow.js without code of ours. */
export type EngineName = 'plan' | 'wasm' | 'cpu' | 'tensorflow' | 'tfjs-node' | 'pytorch' | 'keras';

export type Optimizer = 'sgd' | 'adam' | 'adamw' | 'rmsprop';

/**
 * What an engine process is asked, one question at a time, and what it answers:
 * lines of JSON on its standard input and output, `{"<question>": {...}}`.
 * Peers know the first five.
 */
export interface Questions {
  /** Trains three steps of a network and forgets it. */
  warm: { asked: { readonly network: NetworkName }; answer: object };
  /** Builds a network with so many outputs and trains one step: milliseconds from the architecture on. */
  first: {
    asked: { readonly network: NetworkName; readonly outputs: number };
    answer: { readonly ms: number };
  };
  /** Builds the network that `steady` trains. */
  open: { asked: { readonly network: NetworkName }; answer: { readonly params: number } };
  /** Trains for so long: the median step of the clock, and the mean of what the processor did. */
  steady: {
    asked: { readonly seconds: number };
    /** `cpuMs` is what the process computed for a step on average: it hardly depends on who else is busy. */
    answer: { readonly stepMs: number; readonly cpuMs: number; readonly steps: number };
  };
  /** Trains cells of NAS-Bench-201 for one epoch each; only peers know it. */
  candidates: {
    asked: { readonly cells: readonly string[]; readonly images: number };
    answer: { readonly seconds: number };
  };
  /** The losses of the first steps of a network on batches that a seed decides. */
  losses: {
    asked: {
      readonly network: NetworkName;
      readonly optimizer: Optimizer;
      readonly learningRate: number;
      readonly batch: number;
      readonly steps: number;
      /** Whether one part in 2^23 is added to or taken from each first weight: how far that carries is how chaotic training is. */
      readonly nudged: boolean;
    };
    answer: { readonly losses: readonly number[] };
  };
  /** The same of member `index` of a space, and the median of the steps after the first two. */
  sample: {
    asked: { readonly space: SampledSpaceName; readonly index: number; readonly steps: number };
    answer: { readonly losses: readonly number[]; readonly stepMs: number };
  };
}

export type Question = keyof Questions;

/** The first line of an engine: what it is, or why it cannot be. */
export type Greeting = { readonly ready: string } | { readonly absent: string };

/** Instead of an answer: what went wrong. */
export interface Failure {
  readonly failed: string;
}

/** Begins every line that is meant for the benchmark: libraries print too. */
export const LINE_MARK = '@bench ';

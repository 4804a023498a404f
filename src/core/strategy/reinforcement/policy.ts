import type { Rng } from '../../base/random';
import { createKnobTree } from '../../space/knob-tree';
import type { KnobTree } from '../../space/knob-tree';
import type { Genotype, Knob } from '../../space/space';
import type { Choice, LogitNetwork } from './logit-network';
import { choiceGradient, drawFrom, logSoftmax } from './softmax';

/** What a policy drew. Nothing says that it is a member of the space. */
export interface Draw {
  readonly genotype: Genotype;
  /** The logarithm of the probability of each choice, of the active knobs in their order. */
  readonly logProbabilities: readonly number[];
}

/** How much the gradient of each ln p(choice) counts, given these logarithms. */
export type Coefficients = (logProbabilities: readonly number[]) => readonly number[];

/**
 * A distribution over genotypes that can be learned: each active knob's value is drawn by a softmax over the logits of
 * a network, in the order of the knobs. Knobs that are inactive are left at 0 and are no choices.
 */
export class Policy {
  readonly parameters: Float64Array;
  readonly #tree: KnobTree;
  readonly #network: LogitNetwork;
  /** Per step: logits, then logarithms of probabilities. */
  readonly #logs: readonly Float64Array[];
  readonly #gradients: readonly Float64Array[];

  constructor(knobs: readonly Knob[], network: LogitNetwork, stream: Rng) {
    this.#tree = createKnobTree(knobs);
    this.#network = network;
    this.parameters = network.initial(stream);
    const most = Math.max(1, ...knobs.map(({ values }) => values.length));
    this.#logs = knobs.map(() => new Float64Array(most));
    this.#gradients = knobs.map(() => new Float64Array(most));
  }

  draw(stream: Rng): Draw {
    const genotype = this.#tree.knobs.map(() => 0);
    const choices = this.#walk(genotype, (logs, n) => drawFrom(logs, n, stream));
    const logProbabilities = choices.map(({ value }, step) => this.#logs[step]![value]!);
    return { genotype, logProbabilities };
  }

  /** Of each choice that makes `genotype`, under the parameters of now. */
  logProbabilities(genotype: Genotype): readonly number[] {
    return this.#walk([...genotype]).map(({ value }, step) => this.#logs[step]![value]!);
  }

  /** The same where each value of a knob has equal probability. */
  uniform(genotype: Genotype): readonly number[] {
    return this.#tree.knobs.flatMap(({ values }, knob) =>
      this.#tree.isActive(genotype, knob) ? [-Math.log(values.length)] : [],
    );
  }

  /**
   * Adds to `gradient` the gradient of Σ_t c_t ln π(a_t | a_<t) + `entropyWeight` Σ_t H_t at the choices a_t of `genotype`,
   * where H_t is the entropy of the t-th choice given those before it.
   */
  addGradient(
    genotype: Genotype,
    coefficientsOf: Coefficients,
    entropyWeight: number,
    gradient: Float64Array,
  ): void {
    const choices = this.#walk([...genotype]);
    const coefficients = coefficientsOf(choices.map(({ value }, step) => this.#logs[step]![value]!));
    const steps = choices.map(({ knob, value }, step) => {
      const n = this.#tree.knobs[knob]!.values.length;
      const ofLogits = this.#gradients[step]!;
      choiceGradient(this.#logs[step]!, n, value, coefficients[step]!, entropyWeight, ofLogits);
      return { knob, gradient: ofLogits };
    });
    this.#network.backward(this.parameters, steps, gradient);
  }

  /** Goes through the active knobs with the network; `choose` decides a value, or it is the genotype's. */
  #walk(genotype: number[], choose?: (logs: Float64Array, n: number) => number): Choice[] {
    const choices: Choice[] = [];
    let previous: Choice | undefined;
    for (const [knob, { values }] of this.#tree.knobs.entries()) {
      if (!this.#tree.isActive(genotype, knob)) continue;
      const step = choices.length;
      const logs = this.#logs[step]!;
      this.#network.forward(this.parameters, step, knob, previous, logs);
      logSoftmax(logs, values.length);
      if (choose) genotype[knob] = choose(logs, values.length);
      previous = { knob, value: genotype[knob]! };
      choices.push(previous);
    }
    return choices;
  }
}

import type { Rng } from '../../base/random';
import { createKnobTree } from '../../space/knob-tree';
import type { KnobTree } from '../../space/knob-tree';
import type { Genotype, Knob } from '../../space/space';
import { valueOffsets } from './logit-network';

/**
 * The states and actions that make a genotype, one after the other: place of the state's values in the table, how many
 * there are, and which was chosen; three numbers a step.
 */
export type Trajectory = Int32Array;

export interface QTableOptions {
  /** Share of the new in an update (alpha). */
  readonly learningRate: number;
  /** Gamma. */
  readonly discount: number;
  /** What an action is worth before it was tried. */
  readonly initial: number;
}

/** A draw, and what is expected of the greedy one. */
export interface QDraw {
  readonly genotype: Genotype;
  /** Choices that were left to chance. */
  readonly nRandom: number;
}

/**
 * What each value of each active knob is worth, given the knob that was set before it and its value.
 *
 * A state is the knob to set with the choice before: as a layer in MetaQNN, it forgets what came earlier. States are
 * made as they come up, so a table is as large as what was visited.
 */
export class QTable {
  readonly #tree: KnobTree;
  readonly #options: QTableOptions;
  readonly #offsets: readonly number[];
  readonly #nTokens: number;
  /** Where the values of a state begin. */
  readonly #places = new Map<number, number>();
  #values = new Float64Array(256);
  #size = 0;

  constructor(knobs: readonly Knob[], options: QTableOptions) {
    this.#tree = createKnobTree(knobs);
    this.#options = options;
    const { offsets, nValues } = valueOffsets(knobs);
    this.#offsets = offsets;
    this.#nTokens = nValues + 1;
  }

  /** Draws value by value: at random with probability `epsilon`, else the best, of equals any. */
  draw(epsilon: number, stream: Rng): QDraw {
    const genotype = this.#tree.knobs.map(() => 0);
    let nRandom = 0;
    this.#walk(genotype, (place, n) => {
      if (stream.next() >= epsilon) return this.#best(place, n, stream);
      nRandom++;
      return stream.below(n);
    });
    return { genotype, nRandom };
  }

  /** The most that any action of the first state is worth. */
  get expectation(): number {
    const n = this.#tree.knobs[0]?.values.length ?? 0;
    if (n === 0) return this.#options.initial;
    const place = this.#placeOf(0, 0, n);
    return most(this.#values, place, n);
  }

  trajectory(genotype: Genotype): Trajectory {
    const steps: number[] = [];
    this.#walk([...genotype], (place, n, knob) => {
      const value = genotype[knob]!;
      steps.push(place, n, value);
      return value;
    });
    return Int32Array.from(steps);
  }

  /**
   * Learns that a trajectory ended with `reward`, from its last step to its first, so that the reward reaches the first choice at once:
   * Q(s, a) ← (1 - alpha) Q(s, a) + alpha gamma max Q(s', ·), with the reward in place of the last term at the end.
   */
  update(trajectory: Trajectory, reward: number): void {
    const { learningRate, discount } = this.#options;
    const values = this.#values;
    let target = reward;
    for (let at = trajectory.length - 3; at >= 0; at -= 3) {
      const place = trajectory[at]!;
      const action = place + trajectory[at + 2]!;
      values[action] = (1 - learningRate) * values[action]! + learningRate * target;
      target = discount * most(values, place, trajectory[at + 1]!);
    }
  }

  #walk(genotype: number[], choose: (place: number, n: number, knob: number) => number): void {
    const { knobs } = this.#tree;
    let token = 0;
    for (let knob = 0; knob < knobs.length; knob++) {
      if (!this.#tree.isActive(genotype, knob)) continue;
      const n = knobs[knob]!.values.length;
      genotype[knob] = choose(this.#placeOf(knob, token, n), n, knob);
      token = 1 + this.#offsets[knob]! + genotype[knob]!;
    }
  }

  #placeOf(knob: number, token: number, n: number): number {
    const state = knob * this.#nTokens + token;
    const known = this.#places.get(state);
    if (known !== undefined) return known;
    const place = this.#size;
    this.#size += n;
    if (this.#size > this.#values.length) {
      const grown = new Float64Array(2 * this.#size);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values.fill(this.#options.initial, place, this.#size);
    this.#places.set(state, place);
    return place;
  }

  #best(place: number, n: number, stream: Rng): number {
    const values = this.#values;
    const highest = most(values, place, n);
    let nBest = 0;
    let last = 0;
    for (let i = 0; i < n; i++) {
      if (values[place + i] !== highest) continue;
      nBest++;
      last = i;
    }
    if (nBest === 1) return last;
    let left = stream.below(nBest);
    for (let i = 0; i < last; i++) if (values[place + i] === highest && left-- === 0) return i;
    return last;
  }
}

/** The highest of `n` values from `place` on. */
function most(values: Float64Array, place: number, n: number): number {
  let highest = values[place]!;
  for (let i = place + 1; i < place + n; i++) if (values[i]! > highest) highest = values[i]!;
  return highest;
}

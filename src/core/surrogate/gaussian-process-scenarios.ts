import type { Rng } from '../base/random';
import type { Prediction } from './gaussian-process';
import type { GaussianProcessRegression } from './gaussian-process-regression';

/** What is predicted of m inputs, without noise: `[scenarios]` of `[m]`. */
export interface ScenarioPredictions {
  readonly means: readonly Float64Array[];
  readonly sds: readonly Float64Array[];
}

/**
 * What a regression predicts while observations are pending: scenarios, each of which is a draw of the hyperparameters and a
 * fantasy, a joint draw of the pending targets. An acquisition is averaged over them.
 *
 * Snoek, Larochelle and Adams, NIPS 2012, sections 3.2 and 3.4. Fantasies of one member share its factor and hence its
 * variances; only their means differ. Scenarios are counted so that those of several quantities belong together: scenario s
 * is fantasy s % nFantasies of member ⌊s / nFantasies⌋. Without pending inputs there is one fantasy.
 *
 * Holds on to the regression's processes from its making to `close`.
 */
export class Scenarios<X> {
  /** `[scenarios]` of `[pending]`: the targets that each imagines, noise included. */
  readonly imagined: readonly Float64Array[];
  readonly #nFantasies: number;
  /** `[scenarios]` of `[pending]`: what they are made of. */
  readonly #normals: readonly Float64Array[];
  readonly #rows: readonly X[];

  /**
   * @param observed the history that the regression was updated with
   * @param shape how many scenarios, of members and fantasies of each
   */
  constructor(
    readonly regression: GaussianProcessRegression<X>,
    observed: readonly X[],
    pending: readonly X[],
    shape: { readonly nMembers: number; readonly nFantasies: number },
    rng: Rng,
  ) {
    this.#nFantasies = shape.nFantasies;
    this.#rows = [...regression.inputsOf(observed), ...pending];
    for (const { gp, at } of regression.members) {
      for (let i = this.#rows.length - pending.length; i < this.#rows.length; i++) {
        const input = this.#rows[i]!;
        const covariances = regression.kernel.covariances(at.values, this.#rows.slice(0, i), [input]);
        gp.appendPending(covariances, regression.kernel.variances(at.values, [input])[0]! + at.noise);
      }
    }
    const nScenarios = shape.nMembers * shape.nFantasies;
    this.#normals = Array.from({ length: nScenarios }, () =>
      Float64Array.from({ length: pending.length }, () => rng.normal()),
    );
    this.imagined = this.#normals.map((normals, s) => this.#member(s).gp.imagine(normals));
  }

  get nScenarios(): number {
    return this.#normals.length;
  }

  predict(inputs: readonly X[]): ScenarioPredictions {
    const byMember = this.regression.members.map(({ gp, at }) => {
      const { kernel } = this.regression;
      const cross = kernel.covariances(at.values, inputs, this.#rows);
      const prediction = gp.predict(cross, kernel.variances(at.values, inputs));
      return { prediction, sds: prediction.variances.map(Math.sqrt) };
    });
    const of = (s: number) => byMember[this.#memberOf(s)]!;
    return {
      means: this.#normals.map((normals, s) => moved(of(s).prediction, normals)),
      sds: this.#normals.map((_, s) => of(s).sds),
    };
  }

  /** A joint draw of the function at the inputs, of one scenario at random. O(m² n + m³/6). */
  draw(inputs: readonly X[], rng: Rng): Float64Array {
    const { gp, at } = rng.pick(this.regression.members);
    const { kernel } = this.regression;
    const cross = kernel.covariances(at.values, inputs, this.#rows);
    const joint = gp.joint(cross, kernel.covariances(at.values, inputs, inputs));
    return joint(Float64Array.from(inputs, () => rng.normal()));
  }

  close(): void {
    for (const { gp } of this.regression.members) gp.dropPending();
  }

  /** A regression that could not use all draws of hyperparameters has fewer members. */
  #memberOf(s: number): number {
    return Math.floor(s / this.#nFantasies) % this.regression.members.length;
  }

  #member(s: number) {
    return this.regression.members[this.#memberOf(s)]!;
  }
}

function moved({ means, sway }: Prediction, normals: Float64Array): Float64Array {
  const p = normals.length;
  return p === 0
    ? means
    : means.map((mean, i) => normals.reduce((sum, z, k) => sum + sway[i * p + k]! * z, mean));
}

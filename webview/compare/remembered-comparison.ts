import type { ComparePicture } from '../../src/protocol/compare-panel-protocol';
import { Remembered } from '../shared/remembered';
import { comparedAt, curvesOf, measuredBy } from '../../src/core/comparison/side-by-side';
import type { Comparison, Curves, MeasuredSearches } from '../../src/core/comparison/side-by-side';
import type { Choice } from '../../src/core/comparison/side-by-side-choices';

/** The comparison as it was chosen; of another choice only what it changes is made again. */
export class RememberedComparison {
  readonly #measured = new Remembered<MeasuredSearches | undefined>();
  readonly #curves = new Remembered<Curves | undefined>();
  readonly #compared = new Remembered<Comparison | undefined>();
  #picture: ComparePicture | undefined;
  #version = 0;

  get(picture: ComparePicture, { metric, by, at }: Choice): Comparison | undefined {
    if (picture !== this.#picture) {
      this.#picture = picture;
      this.#version++;
    }
    const key = `${this.#version} ${metric}`;
    return this.#compared.get(`${key} ${by} ${at ?? ''}`, () => {
      const curves = this.#curves.get(`${key} ${by}`, () => {
        const measured = this.#measured.get(key, () => measuredBy(picture, metric));
        return measured && curvesOf(picture, measured, by);
      });
      return curves && comparedAt(curves, at);
    });
  }
}

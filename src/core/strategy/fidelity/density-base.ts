import type { Rng } from '../../base/random';
import type { CandidateId, Genotype, SearchSpace } from '../../space/space';
import { kernelDensity } from '../../surrogate/parzen-kernel-density';
import type { KernelDensity } from '../../surrogate/parzen-kernel-density';
import { compareScores } from '../../trial/objective';
import type { Score } from '../../trial/objective';
import type { BaseSampler, Fresh } from './bracket-search';
import { randomBase } from './random-base';

export interface DensityOptions {
  /** d + 1 where it is not said. */
  readonly minPoints?: number;
  readonly goodShare: number;
  readonly samples: number;
  readonly randomShare: number;
  readonly bandwidthFactor: number;
  readonly minBandwidth: number;
}

interface Point {
  readonly genotype: Genotype;
  /** `undefined` of one that failed. */
  readonly score: Score | undefined;
}

interface Model {
  readonly epochs: number;
  readonly nPoints: number;
  readonly good: KernelDensity;
  readonly bad: KernelDensity;
}

/** Beyond the least number, so that the two densities are not of the same points (section 4.1 of BOHB). */
const MORE_POINTS = 2;

/** The sampler of BOHB: see `bohb`. The densities are made when they are asked for and there is something new. */
export function densityBase(space: SearchSpace, options: DensityOptions): BaseSampler {
  const { goodShare, samples, randomShare, bandwidthFactor, minBandwidth } = options;
  const minPoints = options.minPoints ?? space.knobs.length + 1;
  const random = randomBase(space);
  /** By epochs; best first, of equals the one told first. */
  const points = new Map<number, Point[]>();
  let model: Model | undefined;

  return {
    draw(stream, isSeen) {
      const current = stream.next() < randomShare ? undefined : currentModel();
      return (current && drawFrom(current, stream, isSeen)) ?? random.draw(stream, isSeen);
    },
    learn(genotype, epochs, score) {
      const ranked = points.get(epochs) ?? [];
      points.set(epochs, ranked);
      const place = ranked.findIndex((other) => isBetter(score, other.score));
      ranked.splice(place < 0 ? ranked.length : place, 0, { genotype, score });
    },
  };

  function currentModel(): Model | undefined {
    const enough = [...points].filter(([, { length }]) => length >= minPoints + MORE_POINTS);
    if (enough.length === 0) return undefined;
    const [epochs, ranked] = enough.reduce((most, one) => (one[0] > most[0] ? one : most));
    const nPoints = ranked.length;
    if (model?.epochs === epochs && model.nPoints === nPoints) return model;
    const nGood = Math.max(minPoints, Math.floor(goodShare * nPoints));
    const nBad = Math.max(minPoints, nPoints - nGood);
    const density = (of: readonly Point[]): KernelDensity =>
      kernelDensity(
        space.knobs,
        of.map(({ genotype }) => genotype),
        { minBandwidth, samplingFactor: bandwidthFactor },
      );
    model = {
      epochs,
      nPoints,
      good: density(ranked.slice(0, nGood)),
      bad: density(ranked.slice(nPoints - nBad)),
    };
    return model;
  }

  /** Names are worked out last: they are the costly part. */
  function drawFrom(
    { good, bad, epochs, nPoints }: Model,
    stream: Rng,
    isSeen: (id: CandidateId) => boolean,
  ): Fresh | undefined {
    const drawn = Array.from({ length: samples }, () => {
      const genotype = good.sample(stream);
      return { genotype, merit: good.logDensity(genotype) - bad.logDensity(genotype) };
    }).sort((a, b) => b.merit - a.merit);
    for (const { genotype, merit } of drawn) {
      if (space.check(genotype) !== undefined) continue;
      const id = space.candidateId(genotype);
      if (isSeen(id)) continue;
      const explain = { acquisition: merit, modelEpochs: epochs, modelTrials: nPoints };
      return { candidate: { id, genotype }, operator: 'acquisition', explain };
    }
    return undefined;
  }
}

function isBetter(score: Score | undefined, other: Score | undefined): boolean {
  return score !== undefined && (other === undefined || compareScores(score, other) > 0);
}

import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import type { CandidateId, Genotype } from '../../../../src/core/space/space';
import { densityBase } from '../../../../src/core/strategy/fidelity/density-base';
import type { BaseSampler, Fresh } from '../../../../src/core/strategy/fidelity/bracket-search';
import { closeness, toySpace } from '../../../support/toy-space';

const SPACE = toySpace(4, 5);
const TARGET = [4, 3, 2, 1];
const DEFAULTS = { goodShare: 0.15, samples: 64, randomShare: 0, bandwidthFactor: 3, minBandwidth: 1e-3 };
const NOTHING_SEEN = (): boolean => false;

function learn(sampler: BaseSampler, epochs: number, n: number, target: Genotype = TARGET): void {
  const rng = createRng(epochs);
  for (let i = 0; i < n; i++) {
    const genotype = SPACE.sample(rng.fork(`${i}`));
    sampler.learn!(genotype, epochs, { values: [closeness(genotype, target)], violation: 0 });
  }
}

function draws(
  sampler: BaseSampler,
  n: number,
  isSeen: (id: CandidateId) => boolean = NOTHING_SEEN,
): Fresh[] {
  const rng = createRng(7);
  return Array.from({ length: n }, (_, i) => sampler.draw(rng.fork(`${i}`), isSeen)!);
}

function meanCloseness(fresh: readonly Fresh[], target: Genotype): number {
  return fresh.reduce((sum, { candidate }) => sum + closeness(candidate.genotype, target), 0) / fresh.length;
}

describe('the sampler of BOHB', () => {
  it('draws at random until there are two more than d + 1 measurements of one fidelity', () => {
    const sampler = densityBase(SPACE, DEFAULTS);
    learn(sampler, 1, 6);
    learn(sampler, 3, 6);
    expect(draws(sampler, 20).map(({ operator }) => operator)).toEqual(Array(20).fill('sample'));
    learn(sampler, 1, 1);
    expect(draws(sampler, 20).map(({ operator }) => operator)).toEqual(Array(20).fill('acquisition'));
  });

  it('goes by the most epochs with enough measurements', () => {
    const sampler = densityBase(SPACE, DEFAULTS);
    const other = [0, 0, 0, 0];
    learn(sampler, 1, 80, other);
    expect(draws(sampler, 1)[0]!.explain).toMatchObject({ modelEpochs: 1, modelTrials: 80 });
    const before = draws(sampler, 40);
    learn(sampler, 9, 6);
    expect(draws(sampler, 40)).toEqual(before);
    learn(sampler, 9, 60);
    expect(draws(sampler, 1)[0]!.explain).toMatchObject({ modelEpochs: 9, modelTrials: 66 });
    const after = draws(sampler, 40);
    // A random candidate shares one knob in five. Both models point to where their best lay.
    expect(meanCloseness(before, other)).toBeGreaterThan(0.4);
    expect(meanCloseness(after, TARGET)).toBeGreaterThan(0.4);
    expect(meanCloseness(after, other)).toBeLessThan(0.2);
  });

  it('draws the given share at random', () => {
    const sampler = densityBase(SPACE, { ...DEFAULTS, randomShare: 1 / 3 });
    learn(sampler, 1, 40);
    const nRandom = draws(sampler, 600).filter(({ operator }) => operator === 'sample').length;
    // Binomial with n = 600, p = 1/3: beyond four standard deviations with probability 0.0001.
    expect(Math.abs(nRandom - 200)).toBeLessThan(4 * Math.sqrt(600 / 3 / 1.5));
  });

  it('counts failures as the worst, however many there are', () => {
    const sampler = densityBase(SPACE, DEFAULTS);
    for (let i = 0; i < 30; i++) sampler.learn!([0, 0, 0, i % 5], 1, undefined);
    learn(sampler, 1, 30);
    const zeros = draws(sampler, 40).filter(
      ({ candidate }) => candidate.genotype.slice(0, 3).join() === '0,0,0',
    );
    expect(zeros).toEqual([]);
  });

  it('takes none that is known, and one at random where the good density has no other', () => {
    const sampler = densityBase(SPACE, DEFAULTS);
    for (let i = 0; i < 12; i++) sampler.learn!([0, 0, 0, 0], 1, { values: [1 - i], violation: 0 });
    const known = new Set([SPACE.candidateId([0, 0, 0, 0])]);
    const fresh = draws(sampler, 20, (id) => known.has(id));
    expect(fresh.filter(({ candidate }) => known.has(candidate.id))).toEqual([]);
    expect(fresh.map(({ operator }) => operator)).toContain('sample');
  });
});

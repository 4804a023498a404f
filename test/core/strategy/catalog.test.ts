import { describe, expect, it } from 'vitest';
import type { ZodType } from 'zod';
import { createRng } from '../../../src/core/base/random';
import { STRATEGIES, createStrategy, strategySchema } from '../../../src/core/strategy/catalog';
import { tinyMlp } from '../../support/spaces';

describe('the catalog of strategies', () => {
  it('fills in the defaults of the papers', () => {
    const kinds = Object.keys(STRATEGIES);

    expect(kinds.map((kind) => strategySchema.parse({ kind }))).toEqual([
      { kind: 'random' },
      { kind: 'regularized-evolution', populationSize: 100, sampleSize: 25, allowRepeats: true },
      { kind: 'local-search', initialSamples: 10, neighbourhood: 'full' },
    ]);
  });

  it.each(Object.entries(STRATEGIES))('describes every option of %s', (_, { options }) => {
    const undescribed = Object.entries<ZodType>(options.shape)
      .filter(([name]) => name !== 'kind')
      .filter(([, option]) => option.description === undefined);

    expect(undescribed).toEqual([]);
  });

  it.each([
    { options: { kind: 'simulated-annealing' }, at: 'kind' },
    { options: { kind: 'local-search', initialSamples: 0 }, at: 'initialSamples' },
    { options: { kind: 'random', populationSize: 3 }, at: 'populationSize' },
  ])('refuses $options at $at', ({ options, at }) => {
    expect(() => createStrategy(tinyMlp(), options, createRng(1))).toThrow(
      expect.objectContaining({ name: 'InputError', path: at }) as Error,
    );
  });
});

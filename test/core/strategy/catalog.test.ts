import { describe, expect, it } from 'vitest';
import type { ZodType } from 'zod';
import { createRng } from '../../../src/core/base/random';
import { STRATEGIES, createStrategy, strategySchema } from '../../../src/core/strategy/catalog';
import { tinyMlp } from '../../support/spaces';
import { STRATEGY_CASES } from '../../support/strategy-cases/all';

describe('the catalog of strategies', () => {
  it('has defaults for every option', () => {
    const kinds = Object.keys(STRATEGIES);

    expect(kinds.map((kind) => strategySchema.parse({ kind }).kind)).toEqual(kinds);
  });

  it('has every strategy in the contract suites', () => {
    const tried = new Set(STRATEGY_CASES.map(({ options }) => options.kind));

    expect(Object.keys(STRATEGIES).filter((kind) => !tried.has(kind))).toEqual([]);
  });

  it.each(Object.entries(STRATEGIES))('describes every option of %s', (_, { options }) => {
    const undescribed = Object.entries<ZodType>(options.shape)
      .filter(([name]) => name !== 'kind')
      .filter(([, option]) => option.description === undefined);

    expect(undescribed).toEqual([]);
  });

  it.each([
    { options: { kind: 'guessing' }, at: 'kind' },
    { options: { kind: 'local-search', initialSamples: 0 }, at: 'initialSamples' },
    { options: { kind: 'random', populationSize: 3 }, at: 'populationSize' },
  ])('refuses $options at $at', ({ options, at }) => {
    expect(() => createStrategy(tinyMlp(), options, createRng(1))).toThrow(
      expect.objectContaining({ name: 'InputError', path: at }) as Error,
    );
  });
});

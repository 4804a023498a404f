import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/core/base/random';
import { createStrategy } from '../../../../src/core/strategy/catalog';
import { complexityIn } from '../../../../src/core/strategy/progressive/complexity';
import { nb201Space, tinyMlp } from '../../../support/spaces';
import { measured, proposalOf } from '../../../support/strategy-runs';
import { toySpace } from '../../../support/toy-space';

const options = {
  kind: 'curriculum',
  stages: 4,
  patience: 5,
  strategy: { kind: 'regularized-evolution', populationSize: 5, sampleSize: 2 },
};

describe('a curriculum', () => {
  it('proposes nothing above its ceiling, and raises it after `patience` measurements without a better one', () => {
    const space = nb201Space();
    const complexityOf = complexityIn(space, 'macs');
    const strategy = createStrategy(space, options, createRng(7));
    const stages: unknown[] = [];
    for (let i = 0; i < 24; i++) {
      const { trial, genotype, explain = {} } = proposalOf(strategy.ask());
      stages.push(explain['stage']);
      expect(complexityOf(genotype)).toBeLessThanOrEqual(Number(explain['ceiling'] ?? Infinity));
      // Only the first is ever the best.
      strategy.tell(measured(trial, -i));
    }

    expect(stages).toEqual([
      ...Array<number>(6).fill(1),
      ...Array<number>(5).fill(2),
      ...Array<number>(5).fill(3),
      ...Array<number>(8).fill(4),
    ]);
  });

  it('stays while things get better', () => {
    const strategy = createStrategy(nb201Space(), options, createRng(7));
    for (let i = 0; i < 30; i++) {
      const { trial, explain = {} } = proposalOf(strategy.ask());
      expect(explain['stage']).toBe(1);
      strategy.tell(measured(trial, i));
    }
  });

  it('goes through all of a space in the end, the simple ones first', () => {
    const space = tinyMlp();
    const complexityOf = complexityIn(space, 'paramCount');
    const strategy = createStrategy(
      space,
      { ...options, measure: 'paramCount', patience: 1000, strategy: { kind: 'random' } },
      createRng(2),
    );
    const byStage = new Map<unknown, number[]>();
    for (let ask = strategy.ask(); ask.kind === 'proposal'; ask = strategy.ask()) {
      const { trial, genotype, explain = {} } = ask.proposal;
      byStage.set(explain['stage'], [...(byStage.get(explain['stage']) ?? []), complexityOf(genotype)]);
      strategy.tell(measured(trial, 0));
    }

    const stages = [...byStage.values()];
    expect(stages.flat()).toHaveLength(24);
    for (const [i, complexities] of stages.slice(1).entries())
      expect(Math.min(...complexities)).toBeGreaterThan(Math.max(...stages[i]!));
  });

  it('counts positions of knobs where there are no networks', () => {
    expect(complexityIn(toySpace(3, 5), 'macs')([0, 2, 4])).toBe(1.5);
  });

  it.each(['grid', 'curriculum'])('refuses to hold back %s, which has an order of its own', (kind) => {
    expect(() => createStrategy(tinyMlp(), { ...options, strategy: { kind } }, createRng(1))).toThrow(
      expect.objectContaining({ name: 'InputError', path: 'strategy.kind' }) as Error,
    );
  });

  it('names the place of a wrong option inside', () => {
    const strategy = { kind: 'local-search', initialSamples: 0 };

    expect(() => createStrategy(tinyMlp(), { ...options, strategy }, createRng(1))).toThrow(
      expect.objectContaining({ name: 'InputError', path: 'strategy.initialSamples' }) as Error,
    );
  });
});

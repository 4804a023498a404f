import { describe, expect, it } from 'vitest';
import type { NamedStrategy } from '../../../src/core/comparison/strategy-list';
import { STRATEGIES, strategySchema } from '../../../src/core/strategy/catalog';
import { strategyChoices, withNames } from '../../../src/extension/comparison/strategy-choices';

const strategy = (options: Readonly<Record<string, unknown>>): NamedStrategy['options'] =>
  strategySchema.parse(options);
const kindsOf = (own: NamedStrategy['options']): string[] =>
  strategyChoices(own).map(({ options }) => options.kind);
const pickedOf = (own: NamedStrategy['options']): string[] =>
  strategyChoices(own).flatMap(({ picked, description }) => (picked ? [description] : []));

describe('the strategies that can be compared', () => {
  it('are all of the catalog, each once where the experiment has defaults only', () => {
    expect(kindsOf(strategy({ kind: 'auto' })).sort()).toEqual(Object.keys(STRATEGIES).sort());
  });

  it("begin with the experiment's own where its options are not the defaults", () => {
    const own = strategy({ kind: 'regularized-evolution', populationSize: 7, sampleSize: 3 });
    const choices = strategyChoices(own);
    expect(choices[0]).toMatchObject({
      label: STRATEGIES['regularized-evolution'].title,
      group: 'This experiment',
      options: own,
    });
    expect(choices).toHaveLength(Object.keys(STRATEGIES).length + 1);
  });

  it.each([
    { own: { kind: 'auto' }, picked: ["auto · this experiment's", 'random'] },
    { own: { kind: 'random' }, picked: ["random · this experiment's"] },
    {
      own: { kind: 'regularized-evolution', populationSize: 7, sampleSize: 3 },
      picked: ["regularized-evolution · with the experiment's options", 'random'],
    },
  ])('$own is chosen to begin with, beside random search', ({ own, picked }) => {
    expect(pickedOf(strategy(own))).toEqual(picked);
  });

  it('have names that tell the own from the default one of the same kind', () => {
    const own = strategy({ kind: 'regularized-evolution', populationSize: 7, sampleSize: 3 });
    const [mine, ...rest] = strategyChoices(own);
    const theirs = rest.find(({ options }) => options.kind === 'regularized-evolution')!;
    const random = rest.find(({ options }) => options.kind === 'random')!;
    const names = (...chosen: Parameters<typeof withNames>[0]) => withNames(chosen).map(({ name }) => name);
    expect(names(mine!, random)).toEqual(['regularized-evolution', 'random']);
    expect(names(mine!, theirs)).toEqual([
      'regularized-evolution (this experiment)',
      'regularized-evolution',
    ]);
    expect(withNames([theirs, random]).map(({ options }) => options)).toEqual([
      { kind: 'regularized-evolution' },
      { kind: 'random' },
    ]);
  });
});

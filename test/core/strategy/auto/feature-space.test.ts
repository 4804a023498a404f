import { describe, expect, it } from 'vitest';
import { createSpace } from '../../../../src/core/space/catalog';
import { NAS_BENCH_201_CONTEXT } from '../../../../src/core/space/nas-bench-201';
import type { SearchSpace } from '../../../../src/core/space/space';
import { describeGraphs, describeKnobs } from '../../../../src/core/strategy/auto/feature-groups';
import type { NamedFeatures } from '../../../../src/core/strategy/auto/feature-groups';
import { FeatureSpace } from '../../../../src/core/strategy/auto/feature-space';
import { tinyChain, tinyMlp } from '../../../support/spaces';
import { toySpace } from '../../../support/toy-space';

const cells = createSpace({ kind: 'nas-bench-201' }, NAS_BENCH_201_CONTEXT);

describe('what a candidate is described by', () => {
  it('are, of a cell, its choices, operations, ways and sizes', () => {
    const genotype = cells.parse('|nor_conv_3x3~0|+|none~0|nor_conv_1x1~1|+|skip_connect~0|none~1|none~2|');
    const { choices, sizes, counts, neighbours, paths, costs } = describeGraphs(
      cells,
      () => [undefined, -1e6],
      [genotype],
    )(genotype);

    // Five values an edge, in the order none, skip, 1x1, 3x3, pool.
    expect([...choices!.keys()]).toEqual(['3', '5', '12', '16', '20', '25']);
    expect([...sizes!]).toEqual([]);
    // Node 2 is not read, so the way goes through the skip alone.
    const operations = '["none","skip_connect","nor_conv_1x1","nor_conv_3x3","avg_pool_3x3"]';
    expect(Object.fromEntries(counts!)).toEqual({
      [`${operations} none`]: 3,
      [`${operations} skip_connect`]: 1,
      [`${operations} nor_conv_1x1`]: 1,
      [`${operations} nor_conv_3x3`]: 1,
      paths: 1,
      depth: 0,
    });
    expect([...neighbours!]).toEqual([['in > out', 1]]);
    expect([...paths!]).toEqual([['', 1]]);
    // The lost convolutions have weights all the same: 16 x 16 x (9 + 1), and twice 16 for each norm.
    expect(Object.fromEntries(costs!)).toEqual({
      'objective 1': -Math.log1p(1e6),
      parameters: Math.log(1 + 2560 + 64),
      macs: Math.log(1 + 2560 * 64),
    });
  });

  it('are choices and sizes where only knobs are looked at', () => {
    const space = tinyMlp();
    // depth 2; units 16 and 4 of [4, 8, 16]; tanh.
    const genotype = [1, 2, 0, 1];
    expect(space.check(genotype)).toBeUndefined();
    const { choices, sizes, ...others } = describeKnobs(space)(genotype);
    expect([...sizes!]).toEqual([['1', 1]]);
    expect([...choices!.values()].every((value) => value === 1)).toBe(true);
    expect(others).toEqual({});
  });
});

describe('FeatureSpace', () => {
  it('leaves out groups in which no two samples differ', () => {
    const groupsOf = (space: SearchSpace) => featureSpaceOf(space).groups;

    expect(groupsOf(toySpace(3, 3))).toEqual(['choices', 'counts']);
    expect(groupsOf(tinyChain())).toEqual(['choices', 'counts', 'neighbours', 'paths', 'costs']);
    // Two ways a layer are up to 256.
    const macro = createSpace({ kind: 'nas-bench-macro' }, NAS_BENCH_201_CONTEXT);
    expect(groupsOf(macro)).toEqual(['choices', 'counts', 'neighbours', 'costs']);
    expect(groupsOf(tinyMlp())).toEqual(['choices', 'sizes', 'counts', 'neighbours', 'paths', 'costs']);
  });

  it('scales distances, and centred inner products twice, to a mean of one between samples', () => {
    const space = tinyMlp();
    const samples = [...space.enumerate()];
    const features = featureSpaceOf(space);
    const all = samples.map((genotype) => features.features(genotype));
    const rows = all.map((one) => features.parts(one, all));
    const nGroups = features.groups.length;
    const meanOf = (part: number) =>
      rows.reduce((sum, row) => sum + all.reduce((s, _, i) => s + row[i * (nGroups + 2) + part]!, 0), 0) /
      all.length ** 2;

    expect(features.groups.map((_, g) => meanOf(g))).toEqual(
      features.groups.map(() => expect.closeTo(1, 10) as number),
    );
    // Centred: the mean over all pairs is 0, over the diagonal 1.
    expect(meanOf(nGroups + 1)).toBeCloseTo(0, 10);
    const diagonal = rows.map((row, i) => row[i * (nGroups + 2) + nGroups + 1]!);
    expect(diagonal.reduce((a, b) => a + b, 0) / all.length).toBeCloseTo(1, 10);
  });

  it('says by hand what two samples share, and what a newcomer brings', () => {
    const named: Readonly<Record<string, NamedFeatures>> = {
      a: {
        choices: new Map([
          ['x', 1],
          ['u', 1],
        ]),
        counts: new Map([['n', 1]]),
      },
      b: {
        choices: new Map([
          ['y', 1],
          ['u', 1],
        ]),
        counts: new Map([['n', 3]]),
      },
      c: {
        choices: new Map([
          ['z', 1],
          ['u', 1],
        ]),
        counts: new Map([['n', 2]]),
      },
    };
    const features = new FeatureSpace((genotype) => named['abc'[genotype[0]!]!]!, [[0], [1]]);
    const [a, b, c] = [0, 1, 2].map((i) => features.features([i]));

    // Choices: a and b are √2 apart, over pairs with repetition 1 on average; one of two is equal. Counts: mean 2, deviation 1, so scaled
    // by √½; centred and doubled -1 and 1 with themselves.
    const near = (...values: number[]) => values.map((value) => expect.closeTo(value, 12) as number);
    expect([...features.parts(a!, [a!, b!])]).toEqual([...near(0, 0, 1, 1), ...near(2, 2, 0.5, -1)]);
    // z is new: in the group's units as far away as y.
    expect([...features.parts(a!, [c!])]).toEqual(near(2, 0.5, 0.5, 0));
  });
});

/** On the scales of all members. */
function featureSpaceOf(space: SearchSpace): FeatureSpace {
  const samples = [...space.enumerate()];
  return new FeatureSpace(
    describeGraphs(space, () => [], samples),
    samples,
  );
}

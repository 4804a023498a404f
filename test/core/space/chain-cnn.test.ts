import { describe, expect, it } from 'vitest';
import { operationLabel } from '../../../src/core/graph/operations';
import { createSpace } from '../../../src/core/space/catalog';
import { sentenceOf } from '../../support/error-of';

const DIGITS = { inputShape: [8, 8, 1], outputUnits: 10 };

describe('chain-cnn', () => {
  it('builds the blocks in order and pools only while the map is larger than a pixel', () => {
    const space = createSpace(
      {
        kind: 'chain-cnn',
        ...{
          minDepth: 2,
          maxDepth: 3,
          filters: [4, 8],
          pooling: ['none', 'max'],
          denseUnits: [0, 16],
          dropouts: [0, 0.2],
        },
      },
      { inputShape: [2, 1, 1], outputUnits: 3 },
    );
    const genotype = space.parse(
      'depth=2, block1.filters=8, block1.kernel=3, block1.operation=conv, block1.pooling=max, ' +
        'block2.filters=4, block2.kernel=5, block2.operation=separable, block2.pooling=max, head=flatten, denseUnits=16, dropout=0.2',
    );
    expect(space.build(genotype).nodes.map(({ operation }) => operationLabel(operation))).toEqual([
      'input [2, 1, 1]',
      'conv 3x3, 8',
      'batch norm',
      'relu',
      'max pool 2x2, stride 2x2',
      'separable conv 5x5, 4',
      'batch norm',
      'relu',
      'flatten',
      'dense 16',
      'relu',
      'dropout 0.2',
      'dense 3',
    ]);
  });

  it('gives one id to candidates that differ in a pooling without effect', () => {
    const space = createSpace(
      { kind: 'chain-cnn', ...{ heads: ['flatten'] } },
      { inputShape: [1, 1, 4], outputUnits: 3 },
    );
    const a = space.parse(
      'depth=2, block1.filters=8, block1.kernel=3, block1.operation=conv, block1.pooling=max, block2.filters=8, block2.kernel=3, block2.operation=conv, block2.pooling=none',
    );
    const b = space.parse(space.format(a).replace('block1.pooling=max', 'block1.pooling=none'));
    expect(a).not.toEqual(b);
    expect(space.candidateId(a)).toBe(space.candidateId(b));
  });

  it('counts by depth: each block has 24 forms', () => {
    expect(createSpace({ kind: 'chain-cnn' }, DIGITS).count()).toBe(2n * (24n ** 2n + 24n ** 3n + 24n ** 4n));
  });

  it.each([
    ['depth=5', 'character 1: expected depth to be one of 2, 3, 4, but got "5"'],
    [
      'depth=2, colour=red',
      /^character 10: expected a knob of the space \(depth, block1.filters, .*\), but got "colour"$/,
    ],
    ['depth=2, depth=3', 'character 10: depth is given twice'],
    ['depth', 'character 1: expected name=value, but got "depth"'],
    ['depth=2, head=flatten', 'character 22: block1.filters is missing; it is one of 8, 16, 32'],
    [
      'depth=2, block1.filters=8, block1.kernel=3, block1.operation=conv, block1.pooling=max, block2.filters=8, block2.kernel=3, block2.operation=conv, block2.pooling=none, block3.filters=8, head=flatten',
      'character 167: block3.filters has no effect here; it needs depth = 3 or 4',
    ],
  ])('refuses %s', (text, sentence) => {
    expect(sentenceOf(() => createSpace({ kind: 'chain-cnn' }, DIGITS).parse(text))).toMatch(sentence);
  });

  it('refuses a depth range that is empty', () => {
    expect(sentenceOf(() => createSpace({ kind: 'chain-cnn', ...{ minDepth: 5 } }, DIGITS))).toBe(
      'minDepth: expected at most maxDepth (4), but got 5',
    );
  });
});

describe('createSpace', () => {
  it.each([
    [
      { kind: 'chain-nn' },
      'kind: expected one of nas-bench-201, nas-bench-macro, chain-cnn, mlp, cppn, custom, table, but got "chain-nn"',
    ],
    [{ kind: 'mlp', units: [] }, 'units: expected a list of at least 1 item, but got []'],
    [{ kind: 'mlp', units: [8, 8] }, 'units: expected values that differ from each other, but got [8,8]'],
  ])('refuses %j', (options, sentence) => {
    expect(sentenceOf(() => createSpace(options, DIGITS))).toBe(sentence);
  });
});

import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../src/core/graph/graph-builder';
import { operationPaths } from '../../../src/core/graph/operation-paths';
import { createSpace } from '../../../src/core/space/catalog';
import { NAS_BENCH_201_CONTEXT } from '../../../src/core/space/nas-bench-201';

const cells = createSpace({ kind: 'nas-bench-201' }, NAS_BENCH_201_CONTEXT);

function pathsOfCell(text: string) {
  const { operations, nPaths, depth, bigrams, paths } = operationPaths(cells.sketch(cells.parse(text))!);
  const sorted = (counts: ReadonlyMap<string, number>) =>
    Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { operations: sorted(operations), nPaths, depth, bigrams: sorted(bigrams), paths: sorted(paths) };
}

describe('the paths of a cell', () => {
  it('contract skips, norms and activations', () => {
    // 0 -> 1 conv 3x3, 0 -> 2 skip, 1 -> 2 conv 1x1, 0 -> 3 skip, 1 -> 3 none, 2 -> 3 pool:
    // the ways are 0-3, 0-2-3 and 0-1-2-3.
    expect(
      pathsOfCell('|nor_conv_3x3~0|+|skip_connect~0|nor_conv_1x1~1|+|skip_connect~0|none~1|avg_pool_3x3~2|'),
    ).toEqual({
      operations: { 'avg_pool2d 3x3': 1, 'conv2d 1x1': 1, 'conv2d 3x3': 1 },
      nPaths: 3,
      depth: 3,
      bigrams: {
        'avg_pool2d 3x3 > out': 1,
        'conv2d 1x1 > avg_pool2d 3x3': 1,
        'conv2d 3x3 > conv2d 1x1': 1,
        'in > avg_pool2d 3x3': 1,
        'in > conv2d 3x3': 1,
        'in > out': 1,
      },
      paths: { '': 1, 'avg_pool2d 3x3': 1, 'conv2d 3x3 > conv2d 1x1 > avg_pool2d 3x3': 1 },
    });
  });

  it('leave out what is lost, and what only zeros reach', () => {
    // Node 1 has no input, so its convolution takes zeros; node 2 is never read.
    expect(pathsOfCell('|none~0|+|nor_conv_3x3~0|none~1|+|skip_connect~0|nor_conv_1x1~1|none~2|')).toEqual({
      operations: {},
      nPaths: 1,
      depth: 0,
      bigrams: { 'in > out': 1 },
      paths: { '': 1 },
    });
  });

  it('are none where nothing reaches the output', () => {
    expect(pathsOfCell('|none~0|+|none~0|none~1|+|none~0|none~1|none~2|')).toEqual({
      operations: {},
      nPaths: 0,
      depth: 0,
      bigrams: {},
      paths: {},
    });
  });
});

describe('the paths of a graph', () => {
  it('count each way through merges', () => {
    const g = new GraphBuilder([8, 8, 4]);
    const x = g.conv2d(g.input, 4, 3);
    const y = g.add([x, g.conv2d(x, 4, 1), g.conv2d(x, 4, 1)]);
    const { nPaths, depth, paths } = operationPaths(g.build(g.globalAvgPool(y)));
    expect({ nPaths, depth, paths: [...paths] }).toEqual({
      nPaths: 3,
      depth: 3,
      paths: [
        ['conv2d 3x3 > global_avg_pool2d', 1],
        ['conv2d 3x3 > conv2d 1x1 > global_avg_pool2d', 2],
      ],
    });
  });

  it('stay readable where they are too many: 2^20 ways, of which the longest stands for all', () => {
    const g = new GraphBuilder([8, 8, 4]);
    let x = g.input;
    for (let block = 0; block < 20; block++) x = g.add([x, g.conv2d(x, 4, 3)]);
    const { nPaths, depth, operations, bigrams, paths } = operationPaths(g.build(x));
    // Any two convolutions follow each other on some way; with the two ends 22 nodes have 231 pairs.
    const nPairs = [...bigrams.values()].reduce((a, b) => a + b, 0);
    expect({ nPaths, depth, operations: [...operations], nPairs, paths: [...paths] }).toEqual({
      nPaths: 2 ** 20,
      depth: 20,
      operations: [['conv2d 3x3', 20]],
      nPairs: 231,
      paths: [[Array(20).fill('conv2d 3x3').join(' > '), 1]],
    });
  });

  it('name strides, dilations and groups, and no widths', () => {
    const g = new GraphBuilder([8, 8, 4]);
    const a = g.conv2d(g.input, 8, [1, 3], { dilation: 2 });
    const b = g.depthwiseConv2d(a, 3, { stride: 2 });
    const c = g.maxPool(g.separableConv2d(b, 16, 5), 2);
    expect([...operationPaths(g.build(c)).operations.keys()]).toEqual([
      'conv2d 1x3 * 2x2',
      'grouped_conv2d 3x3 / 2x2',
      'separable_conv2d 5x5',
      'max_pool2d 2x2 / 2x2',
    ]);
  });
});

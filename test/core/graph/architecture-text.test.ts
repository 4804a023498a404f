import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createArchitecture } from '../../../src/core/graph/architecture';
import { parseArchitecture } from '../../../src/core/graph/architecture-json';
import { architectureFileText, architectureText } from '../../../src/core/graph/architecture-text';
import { GraphBuilder } from '../../../src/core/graph/graph-builder';
import { anyNodes } from '../../support/architectures';

function network(kernel: number) {
  const g = new GraphBuilder([8, 8, 1]);
  const x = g.group('stem', () => g.activation(g.conv2d(g.input, 4, kernel), 'relu'));
  g.dense(g.globalAvgPool(g.add([x, g.maxPool(x, 2, { stride: 1 })])), 10, false);
  return g.build();
}

it('is one node a line, without fields that go without saying', () => {
  expect(architectureText(network(3)).split('\n')).toEqual([
    'input = input shape=8x8x1 -> 8x8x1',
    '',
    '# stem',
    'stem_conv2d = conv2d filters=4 kernel=3x3 (input) -> 8x8x4, 36 parameters',
    'stem_relu = activation activation=relu (stem_conv2d) -> 8x8x4',
    '',
    'max_pool2d = max_pool2d size=2x2 (stem_relu) -> 8x8x4',
    'add = add (stem_relu, max_pool2d) -> 8x8x4',
    'global_avg_pool2d = global_avg_pool2d (add) -> 4',
    'dense = dense units=10 useBias=false (global_avg_pool2d) -> 10, 40 parameters',
    '',
  ]);
});

it('changes in one line where one operation changes', () => {
  const [a, b] = [architectureText(network(3)).split('\n'), architectureText(network(5)).split('\n')];
  expect(a.filter((line, i) => line !== b[i])).toHaveLength(1);
});

it('is read back from a file as the same network', () => {
  const architecture = network(3);
  const text = architectureFileText(architecture);
  expect(text.split('\n')).toHaveLength(architecture.nodes.length + 5);
  expect(parseArchitecture(text)).toEqual(architecture);
  fc.assert(
    fc.property(anyNodes, (nodes) => {
      const any = createArchitecture(nodes);
      expect(parseArchitecture(architectureFileText(any))).toEqual(any);
    }),
  );
});

import { describe, expect, it } from 'vitest';

import type { Architecture } from '../../../src/core/graph/architecture';
import { GraphBuilder } from '../../../src/core/graph/graph-builder';
import { analyse } from '../../../src/tensor/plan/analysis';
import type { Mode } from '../../../src/tensor/plan/analysis';

/** Steps, fused activations and hidden batch norms by the nodes' names. */
function summary(architecture: Architecture, mode: Mode = 'training') {
  const { steps, activations, insideSums, output } = analyse(architecture, mode);
  const name = (i: number): string => architecture.nodes[i]!.name;
  return {
    steps: steps.map(name),
    fused: [...activations].map(([producer, { node }]) => `${name(producer)} > ${name(node)}`),
    insideSums: [...insideSums].map(name),
    output: name(output),
  };
}

describe('the analysis of a network', () => {
  it('computes the same activation of the same value once', () => {
    const g = new GraphBuilder([4, 4, 2]);
    const x = g.batchNorm(g.input);
    g.add([g.conv2d(g.activation(x, 'relu'), 2, 3), g.conv2d(g.activation(x, 'relu'), 2, 1)]);
    expect(summary(g.build())).toEqual({
      steps: ['batch_norm', 'relu', 'conv2d', 'conv2d_2', 'add'],
      fused: ['batch_norm > relu'],
      insideSums: [],
      output: 'add',
    });
  });

  it('passes over what hands its input on', () => {
    const g = new GraphBuilder([3]);
    const x = g.activation(g.node({ kind: 'identity' }, [g.dense(g.input, 3)]), 'linear');
    g.dense(g.dropout(x, 0.5), 2);
    const architecture = g.build();
    expect(summary(architecture).steps).toEqual(['dense', 'dropout', 'dense_2']);
    expect(summary(architecture, 'prediction').steps).toEqual(['dense', 'dense_2']);
  });

  it('lets a layer apply a ReLU only where nobody needs what it was before', () => {
    const g = new GraphBuilder([4, 4, 2]);
    const alone = g.activation(g.conv2d(g.input, 2, 3), 'relu');
    const shared = g.conv2d(alone, 2, 3);
    g.add([shared, g.activation(shared, 'relu6')]);
    expect(summary(g.build()).fused).toEqual(['conv2d > relu']);
  });

  it('lets a sum compute a batch norm that only it takes', () => {
    const g = new GraphBuilder([4, 4, 2]);
    const first = g.batchNorm(g.conv2d(g.input, 2, 3));
    const second = g.batchNorm(g.conv2d(g.input, 2, 1));
    const sum = g.add([first, second]);
    g.add([sum, first]);
    expect(summary(g.build()).insideSums).toEqual(['batch_norm_2']);
  });

  it('leaves out zeros that are added, and what only they took', () => {
    const g = new GraphBuilder([4, 4, 2]);
    const dead = g.conv2d(g.input, 2, 3);
    g.batchNorm(g.add([g.conv2d(g.input, 2, 1), g.zero(dead)]));
    expect(summary(g.build()).steps).toEqual(['conv2d_2', 'batch_norm']);
  });
});

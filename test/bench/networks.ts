import type { Architecture } from '../../src/core/graph/architecture';
import { GraphBuilder } from '../../src/core/graph/graph-builder';
import type { NodeRef } from '../../src/core/graph/graph-builder';
import { createSpace } from '../../src/core/space/catalog';

/** A network that every engine trains, written by hand for each framework in `peers`. */
export interface BenchNetwork {
  readonly title: string;
  /** What an item is. */
  readonly items: string;
  readonly batch: number;
  readonly optimizer: 'sgd' | 'adam';
  readonly learningRate: number;
  /** Inputs are whole numbers below this, not standard normal ones. */
  readonly vocabulary?: number;
  readonly build: (outputs: number) => Architecture;
}

export const NAS_BENCH_201_CELL =
  '|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_3x3~1|nor_conv_1x1~2|';

/** Names as the scripts of the peers know them. */
export const NETWORKS = {
  'nas-bench-201': {
    title: 'NAS-Bench-201, C=8, N=1, 16x16x3',
    items: 'images',
    batch: 64,
    optimizer: 'sgd',
    learningRate: 0.02,
    build: (outputs) => nasBench201(NAS_BENCH_201_CELL, outputs),
  },
  mlp: {
    title: 'perceptron 784-256-128-10',
    items: 'images',
    batch: 128,
    optimizer: 'sgd',
    learningRate: 0.02,
    build: perceptron,
  },
  transformer: {
    title: 'transformer, 2 layers, D=64, T=32',
    items: 'sequences',
    batch: 32,
    optimizer: 'adam',
    learningRate: 0.001,
    vocabulary: 64,
    build: transformer,
  },
  depthwise: {
    title: 'depthwise-separable chain, 16x16x3',
    items: 'images',
    batch: 64,
    optimizer: 'sgd',
    learningRate: 0.02,
    build: depthwiseChain,
  },
  pooling: {
    title: 'every pooling and dilation, 16x16x3',
    items: 'images',
    batch: 64,
    optimizer: 'sgd',
    learningRate: 0.02,
    build: poolingCells,
  },
} as const satisfies Record<string, BenchNetwork>;

export type NetworkName = keyof typeof NETWORKS;

export const NETWORK_NAMES = Object.keys(NETWORKS) as readonly NetworkName[];

/** The skeleton with 8 to 32 channels and one cell a stage. */
export function nasBench201(cell: string, outputs: number): Architecture {
  const space = createSpace(
    { kind: 'nas-bench-201', ...{ stemChannels: 8, cellsPerStage: 1 } },
    { inputShape: [16, 16, 3], outputUnits: outputs },
  );
  return space.build(space.parse(cell));
}

function perceptron(outputs: number): Architecture {
  const g = new GraphBuilder([784]);
  const first = g.activation(g.dense(g.input, 256), 'relu');
  g.dense(g.activation(g.dense(first, 128), 'relu'), outputs);
  return g.build();
}

/** Pre-norm encoder (Xiong et al., arXiv:2002.04745, figure 1b) over 32 tokens, and a classifier of their mean. */
function transformer(outputs: number): Architecture {
  const g = new GraphBuilder([32]);
  let x = g.positionEmbedding(g.embedding(g.input, 64, 64));
  for (let layer = 0; layer < 2; layer++) {
    x = g.add([x, g.multiHeadAttention(g.layerNorm(x), 4)]);
    x = g.add([x, g.dense(g.activation(g.dense(g.layerNorm(x), 128), 'gelu'), 64)]);
  }
  g.dense(g.globalAvgPool1d(g.layerNorm(x)), outputs);
  return g.build();
}

/** Howard et al., MobileNets, arXiv:1704.04861, figure 3, right: depthwise 3x3, norm, ReLU, 1x1, norm, ReLU. */
function depthwiseChain(outputs: number): Architecture {
  const g = new GraphBuilder([16, 16, 3]);
  const finish = (x: NodeRef): NodeRef => g.activation(g.batchNorm(x), 'relu');
  let x = finish(g.conv2d(g.input, 16, 3));
  let channels = 16;
  for (const [filters, stride] of [
    [32, 1],
    [64, 2],
    [64, 1],
    [128, 2],
  ] as const) {
    x = finish(g.conv2d(x, channels, 3, { stride, groups: channels }));
    x = finish(g.conv2d(x, filters, 1));
    channels = filters;
  }
  g.dense(g.globalAvgPool(x), outputs);
  return g.build();
}

/** Two cells of parallel branches; windows of every kind, dilated, pooled, and the four ways down. */
function poolingCells(outputs: number): Architecture {
  const g = new GraphBuilder([16, 16, 3]);
  const finish = (x: NodeRef): NodeRef => g.activation(g.batchNorm(x), 'relu');
  const cell = (x: NodeRef, c: number): NodeRef => {
    const pooled = g.add([x, g.maxPool(x, 3, { stride: 1 }), g.avgPool(x, 3, { stride: 1 })]);
    const branches = [
      g.conv2d(x, c, 1),
      g.conv2d(x, c, 3, { dilation: 2 }),
      g.conv2d(x, c, 5, { dilation: 2 }),
      g.separableConv2d(x, c, 3, { dilation: 2 }),
    ];
    return g.concat([pooled, ...branches.map(finish)]);
  };
  let x = finish(g.conv2d(g.input, 8, 3));
  x = g.maxPool(finish(g.conv2d(cell(x, 8), 16, 1)), 2);
  x = g.avgPool(finish(g.conv2d(cell(x, 16), 16, 1)), 2);
  g.dense(g.concat([g.globalAvgPool(x), g.globalMaxPool(x)]), outputs);
  return g.build();
}

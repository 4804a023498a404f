import { createSpace } from '../../src/core/space/catalog';
import type { SearchSpace } from '../../src/core/space/space';

/** The 15,625 cells, as small as they get: 4 channels, one cell a stage, 8x8 digits. */
export function nb201Space(): SearchSpace {
  return createSpace(
    { kind: 'nas-bench-201', ...{ stemChannels: 4, cellsPerStage: 1 } },
    { inputShape: [8, 8, 1], outputUnits: 10 },
  );
}

/** 272 encodings for 8x8 digits; knobs that depend on the depth. */
export function tinyChain(): SearchSpace {
  return createSpace(
    {
      kind: 'chain-cnn',
      ...{ minDepth: 1, maxDepth: 2, filters: [4, 8], kernels: [1, 3], heads: ['global-average'] },
    },
    { inputShape: [8, 8, 1], outputUnits: 10 },
  );
}

/** 24 encodings for vectors of four numbers and three classes. */
export function tinyMlp(): SearchSpace {
  return createSpace(
    {
      kind: 'mlp',
      ...{ minDepth: 1, maxDepth: 2, units: [4, 8, 16], activations: ['relu', 'tanh'], norms: ['none'] },
    },
    { inputShape: [4], outputUnits: 3 },
  );
}

/** 495 encodings for vectors of two numbers and two classes: two links, and three more under a hidden node. */
export function tinyCppn(): SearchSpace {
  return createSpace(
    {
      kind: 'cppn',
      ...{ layers: [], hiddenNodes: 1, functions: ['sine', 'abs'], coordinates: 'distance', weightSteps: 1 },
    },
    { inputShape: [2], outputUnits: 2 },
  );
}

/** 36 encodings for 8x8 digits: a repeated, an optional and a chosen layer; some combinations do not fit together. */
export function tinyCustom(): SearchSpace {
  return createSpace(
    {
      kind: 'custom',
      ...{
        layers: [
          {
            kind: 'conv2d',
            name: 'body',
            filters: { choose: [4, 8] },
            kernel: 3,
            repeat: { choose: [1, 2] },
          },
          {
            kind: 'branches',
            name: 'split',
            merge: { choose: ['add', 'concat'] },
            branches: [[], [{ kind: 'conv2d', filters: 4, kernel: 1 }]],
          },
          { kind: 'activation', activation: { choose: ['relu', 'elu'] }, optional: true },
        ],
      },
    },
    { inputShape: [8, 8, 1], outputUnits: 10 },
  );
}

/** A custom space with every kind of layer. */
export function customWithEverything(): SearchSpace {
  const layers = [
    {
      kind: 'conv2d',
      name: 'stem',
      filters: { choose: [4, 8] },
      kernel: { choose: [3, '3x1'] },
      groups: 1,
      norm: { choose: ['batch', 'layer', 'none'] },
    },
    {
      kind: 'separable_conv2d',
      filters: 8,
      kernel: 3,
      stride: { choose: [1, 2] },
      dilation: { choose: [1, 2] },
      repeat: { choose: [1, 2] },
      activation: 'swish',
    },
    {
      kind: 'depthwise_conv2d',
      multiplier: { choose: [1, 2] },
      kernel: { choose: [3, '1x3'] },
      dilation: 2,
      optional: true,
    },
    { kind: 'conv2d', filters: 8, kernel: 3, groups: { choose: [1, 2, 4] }, activation: 'gelu' },
    {
      kind: 'cell',
      nodes: 3,
      operations: ['none', 'skip', 'conv1x1', 'separable3x3', 'depthwise3x3', 'dilated3x3', 'max3x3'],
      repeat: { choose: [1, 2] },
    },
    {
      kind: 'choice',
      of: [
        [],
        [{ kind: 'max_pool2d', size: { choose: [2, 3] } }],
        [{ kind: 'avg_pool2d', stride: 1 }, { kind: 'batch_norm' }],
      ],
    },
    {
      kind: 'branches',
      merge: 'concat',
      branches: [[{ kind: 'identity' }], [{ kind: 'conv2d', filters: 4, kernel: 1, optional: true }]],
    },
    { kind: 'flatten' },
    { kind: 'dense', name: 'hidden', units: { choose: [8, 16] }, optional: true, repeat: 2, shared: true },
    { kind: 'dropout', rate: { choose: [0, 0.2] }, optional: true },
  ];
  return createSpace({ kind: 'custom', ...{ layers } }, { inputShape: [8, 8, 1], outputUnits: 10 });
}

/** 48 encodings of an encoder for six tokens; heads of a chosen width, blocks that are repeated and left out together. */
export function tinyTransformer(): SearchSpace {
  const layers = [
    { kind: 'embedding', vocabulary: 10, units: { choose: [4, 6] } },
    { kind: 'position_embedding' },
    {
      kind: 'block',
      name: 'encoder',
      repeat: { choose: [1, 2] },
      shared: true,
      layers: [
        residual({
          kind: 'multi_head_attention',
          heads: { choose: [1, 2, 3] },
          causal: { choose: [false, true] },
        }),
        residual({ kind: 'dense', units: 8, activation: 'gelu' }, { kind: 'dense', units: 'same' }),
      ],
    },
    { kind: 'drop_path', rate: 0.1 },
  ];
  return createSpace(
    { kind: 'custom', ...{ layers, head: { choose: ['global-average', 'flatten'] } } },
    { inputShape: [6], outputUnits: 3 },
  );
}

function residual(...layers: readonly object[]): object {
  return { kind: 'branches', branches: [[], [{ kind: 'layer_norm' }, ...layers]] };
}

/** 14 encodings: knobs three conditions deep, which hold at the first value of a knob that may be off itself. */
export function nestedCustom(): SearchSpace {
  const inner = { kind: 'conv2d', filters: { choose: [2, 4] }, kernel: { choose: [1, 3] }, optional: true };
  const outer = { kind: 'choice', of: [[inner], [{ kind: 'identity' }]], optional: true };
  return createSpace(
    { kind: 'custom', ...{ layers: [outer], head: { choose: ['global-average', 'flatten'] } } },
    { inputShape: [4, 4, 1], outputUnits: 2 },
  );
}

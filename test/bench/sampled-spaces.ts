import { createRng } from '../../src/core/base/random';
import type { Architecture } from '../../src/core/graph/architecture';
import { createSpace } from '../../src/core/space/catalog';
import type { SpaceKind } from '../../src/core/space/catalog';
import type { SpaceContext } from '../../src/core/space/space';
import type { BatchShape } from './random-batches';

const DIGITS: SpaceContext = { inputShape: [8, 8, 1], outputUnits: 10 };

interface SampledSpace {
  readonly options: { readonly kind: SpaceKind } & Readonly<Record<string, unknown>>;
  readonly context: SpaceContext;
  readonly vocabulary?: number;
}

const conv = { kind: 'conv2d', norm: 'batch', activation: 'relu' } as const;

/** Spaces whose members are trained at random: every kind of the catalog with its range opened wide, at small sizes. */
export const SAMPLED_SPACES = {
  'nas-bench-201': {
    options: { kind: 'nas-bench-201', stemChannels: 4, cellsPerStage: 1 },
    context: DIGITS,
  },
  'chain-cnn': {
    options: {
      kind: 'chain-cnn',
      minDepth: 1,
      filters: [6, 8, 16],
      kernels: [1, 3, 5],
      pooling: ['none', 'max', 'avg'],
      norms: ['none', 'batch', 'layer'],
      activations: ['relu', 'gelu', 'swish', 'leaky_relu', 'tanh'],
      denseUnits: [0, 24],
      dropouts: [0, 0.3],
    },
    context: { inputShape: [10, 9, 3], outputUnits: 7 },
  },
  mlp: {
    options: {
      kind: 'mlp',
      minDepth: 0,
      activations: ['relu', 'tanh', 'swish', 'gelu', 'elu', 'sigmoid', 'softplus', 'hard_swish'],
      norms: ['none', 'batch', 'layer'],
    },
    context: { inputShape: [13], outputUnits: 3 },
  },
  'custom cells': {
    options: {
      kind: 'custom',
      layers: [
        { ...conv, name: 'stem', filters: { choose: [8, 12] }, kernel: { choose: [3, '1x5'] } },
        {
          kind: 'branches',
          name: 'block',
          repeat: { choose: [1, 2] },
          merge: 'concat',
          branches: [
            [{ ...conv, filters: { choose: [4, 8] }, kernel: { choose: [1, 3] } }],
            [
              {
                ...conv,
                kind: 'separable_conv2d',
                filters: 8,
                kernel: { choose: [3, 5] },
                dilation: { choose: [1, 2] },
              },
            ],
            [{ kind: 'max_pool2d', size: 3, stride: 1 }],
          ],
        },
        { kind: 'avg_pool2d', name: 'pool', size: { choose: [2, 3] }, stride: 2, optional: true },
        { ...conv, name: 'grouped', filters: 16, kernel: 3, groups: 4, stride: { choose: [1, 2] } },
        { kind: 'dropout', rate: 0.2, optional: true, name: 'drop' },
      ],
      head: { choose: ['global-average', 'flatten'] },
    },
    context: DIGITS,
  },
  'custom sequences': {
    options: {
      kind: 'custom',
      layers: [
        { kind: 'embedding', vocabulary: 20, units: { choose: [12, 16] } },
        { kind: 'position_embedding', name: 'positions', optional: true },
        {
          kind: 'branches',
          name: 'attend',
          repeat: { choose: [1, 2] },
          branches: [
            [],
            [
              { kind: 'layer_norm' },
              {
                kind: 'multi_head_attention',
                heads: { choose: [1, 2, 4] },
                causal: { choose: [true, false] },
              },
              { kind: 'drop_path', rate: 0.1 },
            ],
          ],
        },
        { kind: 'dense', units: { choose: [8, 24] }, activation: { choose: ['gelu', 'relu'] } },
        { kind: 'layer_norm' },
      ],
      head: { choose: ['global-average', 'flatten'] },
    },
    context: { inputShape: [11], outputUnits: 4 },
    vocabulary: 20,
  },
} as const satisfies Record<string, SampledSpace>;

export type SampledSpaceName = keyof typeof SAMPLED_SPACES;

export const SAMPLED_SPACE_NAMES = Object.keys(SAMPLED_SPACES) as readonly SampledSpaceName[];

export interface SampledArchitecture {
  readonly architecture: Architecture;
  readonly notation: string;
  /** Of batches for it. */
  readonly shape: BatchShape;
}

/** Member `index` of a fixed sequence of random ones. */
export function sampledArchitecture(name: SampledSpaceName, index: number): SampledArchitecture {
  const { options, context, vocabulary }: SampledSpace = SAMPLED_SPACES[name];
  const space = createSpace(options, context);
  const genotype = space.sample(createRng(1).fork(`sample ${index}`));
  const words = vocabulary === undefined ? {} : { vocabulary };
  return {
    architecture: space.build(genotype),
    notation: space.format(genotype),
    shape: { size: 32, inputShape: context.inputShape, classes: context.outputUnits, ...words },
  };
}

import * as z from 'zod';
import { expected } from '../base/errors';
import { shapeText } from '../graph/field-checks';
import type { Architecture } from '../graph/architecture';
import { GraphBuilder, type NodeRef } from '../graph/graph-builder';
import type { Blueprint } from './blueprint/blueprint';
import { BlueprintBuilder } from './blueprint/blueprint-builder';
import { createKnobSpace } from './knob-space';
import { requireImages } from './skeleton';
import type { Genotype, SearchSpace, SpaceContext } from './space';
import type { SpaceEntry } from './space-entry';

/** What the benchmark was made for, CIFAR-10. */
export const NAS_BENCH_MACRO_CONTEXT: SpaceContext = { inputShape: [32, 32, 3], outputUnits: 10 };

/** In the order of the digits that the benchmark writes. */
const BLOCKS = ['identity', 'MB3_K3', 'MB6_K5'] as const;

const options = z
  .strictObject({
    kind: z.literal('nas-bench-macro'),
    stemChannels: z
      .number()
      .int()
      .min(1)
      .max(256)
      .default(32)
      .describe('Channels of the stem; each stage doubles them. The benchmark has 32.'),
    layersPerStage: z
      .array(z.number().int().min(1).max(10))
      .min(1)
      .max(5)
      .default([2, 3, 3])
      .describe(
        'Searched layers of each stage; the first of a stage halves the map. The benchmark has [2, 3, 3].',
      ),
    headChannels: z
      .number()
      .int()
      .min(1)
      .max(4096)
      .default(1280)
      .describe('Channels of the last convolution. The benchmark has 1280.'),
  })
  .describe('Chains of NAS-Bench-Macro: in every layer nothing, a small or a large inverted residual block.');

type Options = z.output<typeof options>;

/**
 * The search space of Su et al., "Prioritized Architecture Sampling with Monto-Carlo Tree Search", CVPR 2021
 * (arXiv:2103.11922): eight layers, each the identity or an inverted residual block of MobileNetV2 with expansion 3 and
 * kernel 3, or expansion 6 and kernel 5; 3⁸ = 6,561 networks.
 *
 * Where a layer halves the map, the identity is a 1x1 convolution with batch norm. For 32x32x3 and ten classes
 * parameters and MACs equal the published ones (checked over the whole table). Identities of one stage commute, and
 * so do the candidate ids: they are the graphs'. Departure: padding of strides is TensorFlow's.
 */
export const nasBenchMacro = {
  title: 'NAS-Bench-Macro',
  summary:
    'Eight layers that are left out or are a small or a large MobileNet block: 6,561 networks with published results.',
  source: 'Su et al., CVPR 2021 (arXiv:2103.11922)',
  options,
  inputs: 'images',
  create(settings, context): SearchSpace {
    requireImages('nas-bench-macro', context);
    const layers = settings.layersPerStage.flatMap((n, stage) =>
      Array.from({ length: n }, (_, i) => ({ stage, isFirst: i === 0 })),
    );
    return createKnobSpace({
      kind: 'nas-bench-macro',
      knobs: layers.map((_, i) => ({ name: `layer${i + 1}`, values: BLOCKS, ordinal: false })),
      alwaysBuilds: true,
      build: (genotype) => buildNetwork(genotype, layers, settings, context),
      blueprint: () => drawn(layers, settings, context),
      sketch(genotype) {
        const g = new GraphBuilder([16, 16, settings.stemChannels]);
        return g.build(addLayers(g, g.input, genotype, layers, settings));
      },
      notation: {
        format: (genotype) => genotype.join(''),
        parse: (text) => parseDigits(text, layers.length),
      },
    });
  },
} as const satisfies SpaceEntry<typeof options>;

interface Layer {
  readonly stage: number;
  readonly isFirst: boolean;
}

function buildNetwork(
  genotype: Genotype,
  layers: readonly Layer[],
  settings: Options,
  { inputShape, outputUnits }: SpaceContext,
): Architecture {
  const g = new GraphBuilder(inputShape);
  const stem = g.group('stem', () => convolution(g, g.input, settings.stemChannels, 3));
  const x = addLayers(g, stem, genotype, layers, settings);
  return g.build(
    g.group('head', () => g.dense(g.globalAvgPool(convolution(g, x, settings.headChannels, 1)), outputUnits)),
  );
}

/** A node for each layer, whose block is chosen. */
function drawn(
  layers: readonly Layer[],
  { stemChannels, headChannels }: Options,
  { inputShape, outputUnits }: SpaceContext,
): Blueprint {
  const b = new BlueprintBuilder();
  const convolution = (name: string, kernel: number, filters: number, x: string) =>
    b.node(
      {
        name,
        label: `conv ${kernel}x${kernel}`,
        role: 'convolution',
        detail: `filters ${filters}, batch norm, relu6`,
      },
      [x],
    );
  const stem = convolution('stem', 3, stemChannels, b.input('input', shapeText(inputShape)));
  const end = layers.reduce((x, { stage, isFirst }, knob) => {
    const detail = `filters ${stemChannels * 2 ** (stage + 1)}${isFirst ? ', stride 2' : ''}`;
    const name = `layer${knob + 1}`;
    return b.node(
      {
        name,
        label: `layer ${knob + 1}`,
        role: 'searched',
        detail,
        fields: { block: { values: BLOCKS, knobs: [knob] } },
      },
      [x],
    );
  }, stem);
  const pooled = b.node({ name: 'pool', label: 'global average', role: 'pooling' }, [
    convolution('head', 1, headChannels, end),
  ]);
  b.output(outputUnits, pooled);
  return b.build();
}

function addLayers(
  g: GraphBuilder,
  input: NodeRef,
  genotype: Genotype,
  layers: readonly Layer[],
  { stemChannels }: Options,
): NodeRef {
  return layers.reduce((x, { stage, isFirst }, i) => {
    const channels = stemChannels * 2 ** (stage + 1);
    const stride = isFirst ? 2 : 1;
    const add = {
      identity: () => (isFirst ? g.batchNorm(g.conv2d(x, channels, 1, { stride })) : x),
      MB3_K3: () => invertedResidual(g, x, { channels, stride, expansion: 3, kernel: 3 }),
      MB6_K5: () => invertedResidual(g, x, { channels, stride, expansion: 6, kernel: 5 }),
    };
    return g.group(`layer${i + 1}`, add[BLOCKS[genotype[i]!]!]);
  }, input);
}

interface Block {
  readonly channels: number;
  readonly stride: number;
  readonly expansion: number;
  readonly kernel: number;
}

/** Sandler et al., "MobileNetV2", CVPR 2018, section 3: wide between two linear bottlenecks. */
function invertedResidual(g: GraphBuilder, x: NodeRef, block: Block): NodeRef {
  const { channels, stride, expansion, kernel } = block;
  const wide = convolution(g, x, g.shapeOf(x).at(-1)! * expansion, 1);
  const mixed = g.depthwiseConv2d(wide, kernel, { stride });
  const narrow = g.batchNorm(g.conv2d(g.activation(g.batchNorm(mixed), 'relu6'), channels, 1));
  return stride === 1 && g.shapeOf(x).at(-1) === channels ? g.add([x, narrow]) : narrow;
}

function convolution(g: GraphBuilder, x: NodeRef, filters: number, kernel: number): NodeRef {
  return g.activation(g.batchNorm(g.conv2d(x, filters, kernel)), 'relu6');
}

/** One digit a layer. Errors name the place by its character, from 1. */
function parseDigits(text: string, nLayers: number): Genotype {
  const digits = Array.from(text.trim());
  const wrong = digits.findIndex((digit) => !/[0-2]/.test(digit));
  if (wrong >= 0)
    throw expected(`character ${wrong + 1}`, '0 (identity), 1 (MB3_K3) or 2 (MB6_K5)', digits[wrong]);
  if (digits.length !== nLayers) throw expected('', `${nLayers} digits, one a layer`, text);
  return digits.map(Number);
}

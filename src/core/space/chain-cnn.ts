import * as z from 'zod';
import { shapeText } from '../graph/field-checks';
import { GraphBuilder, type NodeRef } from '../graph/graph-builder';
import type { Activation } from '../graph/operation';
import { BlueprintBuilder, type DrawBody } from './blueprint/blueprint-builder';
import type { SpaceEntry } from './space-entry';
import { type Choice, KnobList } from './knob-list';
import { createKnobSpace } from './knob-space';
import { activations, choices, dropoutRates, sizes, sizesOrNone } from './option-fields';
import { chooseDepth, integersBetween, normalise, NORMS, requireImages } from './skeleton';
import type { SearchSpace } from './space';

const POOLING = ['none', 'max', 'avg'] as const;
const CONVOLUTIONS = ['conv', 'separable'] as const;

const options = z
  .strictObject({
    kind: z.literal('chain-cnn'),
    minDepth: z.number().int().min(1).max(32).default(2).describe('Fewest blocks.'),
    maxDepth: z.number().int().min(1).max(32).default(4).describe('Most blocks.'),
    filters: sizes([8, 16, 32], 'Output channels, chosen for each block.'),
    kernels: sizes([3, 5], 'Height and width of the kernel, chosen for each block.', 31),
    operations: choices(CONVOLUTIONS, ['conv', 'separable'], 'Kind of convolution, chosen for each block.'),
    pooling: choices(
      POOLING,
      ['none', 'max'],
      'Halving of the map after a block, chosen for each block; without effect on a map of one pixel.',
    ),
    norms: choices(NORMS, ['batch'], 'Normalisation after the convolutions, the same for all blocks.'),
    activations: activations(['relu'], 'Activation, the same for all blocks.'),
    heads: choices(
      ['global-average', 'flatten'],
      ['global-average', 'flatten'],
      'How the last map becomes a vector.',
    ),
    denseUnits: sizesOrNone([0], 'Units of a dense layer before the output; 0 leaves it out.'),
    dropouts: dropoutRates('Dropout before the output layer; 0 leaves it out.'),
  })
  .describe('A chain of convolution blocks for images.');

interface Block {
  readonly filters: Choice<number>;
  readonly kernel: Choice<number>;
  readonly operation: Choice<(typeof CONVOLUTIONS)[number]>;
  readonly pooling: Choice<(typeof POOLING)[number]>;
}

/**
 * Blocks of convolution, normalisation, activation and pooling, one after
 * another, then a head. Every window has `same` padding, so all encodings fit
 * any image.
 */
export const chainCnn = {
  title: 'Chain of convolutions',
  summary: 'A plain convolutional network: depth, and filters, kernel, kind and pooling of each block.',
  options,
  inputs: 'images',
  create(settings, context): SearchSpace {
    requireImages('chain-cnn', context);
    const list = new KnobList();
    const depth = chooseDepth(list, settings);
    const blocks = integersBetween(1, settings.maxDepth).map((block): Block => {
      const under = depth.when((blocksInUse) => blocksInUse >= block);
      return {
        filters: list.choose(`block${block}.filters`, settings.filters, { ordinal: true, under }),
        kernel: list.choose(`block${block}.kernel`, settings.kernels, { ordinal: true, under }),
        operation: list.choose(`block${block}.operation`, settings.operations, { under }),
        pooling: list.choose(`block${block}.pooling`, settings.pooling, { under }),
      };
    });
    const norm = list.choose('norm', settings.norms);
    const activation = list.choose('activation', settings.activations);
    const head = list.choose('head', settings.heads);
    const denseUnits = list.choose('denseUnits', settings.denseUnits, { ordinal: true });
    const dropout = list.choose('dropout', settings.dropouts, { ordinal: true });

    return createKnobSpace({
      kind: 'chain-cnn',
      knobs: list.knobs,
      alwaysBuilds: true,
      build(genotype) {
        const g = new GraphBuilder(context.inputShape);
        let x = g.input;
        let map = Math.max(context.inputShape[0]!, context.inputShape[1]!);
        blocks.slice(0, depth.of(genotype)).forEach((block, i) => {
          x = g.group(`block${i + 1}`, () => {
            const filters = block.filters.of(genotype);
            const kernel = block.kernel.of(genotype);
            const useBias = norm.of(genotype) === 'none';
            const y =
              block.operation.of(genotype) === 'conv'
                ? g.conv2d(x, filters, kernel, { useBias })
                : g.separableConv2d(x, filters, kernel, { useBias });
            return g.activation(normalise(g, y, norm.of(genotype)), activation.of(genotype));
          });
          const pooling = block.pooling.of(genotype);
          if (pooling === 'none' || map === 1) return;
          map = Math.ceil(map / 2);
          x = g.group(`block${i + 1}`, () => (pooling === 'max' ? g.maxPool(x, 2) : g.avgPool(x, 2)));
        });
        g.group('head', () => {
          x = head.of(genotype) === 'flatten' ? g.flatten(x) : g.globalAvgPool(x);
          addOutput(g, x, {
            denseUnits: denseUnits.of(genotype),
            activation: activation.of(genotype),
            dropout: dropout.of(genotype),
            outputUnits: context.outputUnits,
          });
        });
        return g.build();
      },
      blueprint() {
        const b = new BlueprintBuilder();
        const field = <K extends keyof Block>(name: K) => blocks.map((block) => block[name]);
        const [filters, kernel, operation] = [field('filters'), field('kernel'), field('operation')];
        const block: DrawBody = (inner, x) => {
          const y = inner.node(
            {
              name: 'convolution',
              label: 'convolution',
              role: 'convolution',
              fields: { operation, filters, kernel, norm, activation },
            },
            [x],
          );
          const label = 'pooling 2x2, stride 2';
          return settings.pooling.every((kind) => kind === 'none')
            ? y
            : inner.node({ name: 'pooling', label, role: 'pooling', fields: { kind: field('pooling') } }, [
                y,
              ]);
        };
        const input = b.input('input', shapeText(context.inputShape));
        const chain = b.repeated('block', 'block', { repeat: depth }, [block], input);
        const vector = b.node({ name: 'head', label: 'to a vector', role: 'pooling', fields: { head } }, [
          chain,
        ]);
        const hasDense = settings.denseUnits.some((units) => units > 0);
        const dense = {
          name: 'dense',
          label: 'dense',
          role: 'dense',
          fields: { units: denseUnits },
        } as const;
        const last = hasDense ? b.node(dense, [vector]) : vector;
        const isDropped = settings.dropouts.some((rate) => rate > 0);
        b.output(
          context.outputUnits,
          isDropped
            ? b.node({ name: 'dropout', label: 'dropout', role: 'pass', fields: { rate: dropout } }, [last])
            : last,
        );
        return b.build();
      },
    });
  },
} as const satisfies SpaceEntry<typeof options>;

interface Output {
  readonly denseUnits: number;
  readonly activation: Activation;
  readonly dropout: number;
  readonly outputUnits: number;
}

function addOutput(g: GraphBuilder, x: NodeRef, output: Output): void {
  let y = x;
  if (output.denseUnits > 0) y = g.activation(g.dense(y, output.denseUnits), output.activation);
  if (output.dropout > 0) y = g.dropout(y, output.dropout);
  g.dense(y, output.outputUnits);
}

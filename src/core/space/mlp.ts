import * as z from 'zod';
import { shapeText } from '../graph/field-checks';
import { GraphBuilder } from '../graph/graph-builder';
import { BlueprintBuilder, type DrawBody } from './blueprint/blueprint-builder';
import type { SpaceEntry } from './space-entry';
import { KnobList } from './knob-list';
import { createKnobSpace } from './knob-space';
import { activations, choices, dropoutRates, sizes } from './option-fields';
import { chooseDepth, integersBetween, normalise, NORMS } from './skeleton';
import type { SearchSpace } from './space';

const options = z
  .strictObject({
    kind: z.literal('mlp'),
    minDepth: z
      .number()
      .int()
      .min(0)
      .max(32)
      .default(1)
      .describe('Fewest hidden layers; 0 allows a linear model.'),
    maxDepth: z.number().int().min(0).max(32).default(3).describe('Most hidden layers.'),
    units: sizes([16, 32, 64, 128], 'Units, chosen for each hidden layer.'),
    activations: activations(['relu', 'tanh', 'swish'], 'Activation, the same for all hidden layers.'),
    norms: choices(NORMS, ['none', 'batch'], 'Normalisation before the activation.'),
    dropouts: dropoutRates('Dropout after every hidden layer; 0 leaves it out.'),
  })
  .describe('Fully connected networks for vectors; images are flattened.');

/** Hidden layers of dense, normalisation, activation and dropout, then the output layer. */
export const mlp = {
  title: 'Fully connected network',
  summary: 'Depth, units of each layer, activation, normalisation and dropout; takes vectors and images.',
  options,
  inputs: 'any',
  create(settings, context): SearchSpace {
    const list = new KnobList();
    const depth = chooseDepth(list, settings);
    const units = integersBetween(1, settings.maxDepth).map((layer) =>
      list.choose(`layer${layer}.units`, settings.units, {
        ordinal: true,
        under: depth.when((layersInUse) => layersInUse >= layer),
      }),
    );
    const under = depth.when((layersInUse) => layersInUse >= 1);
    const activation = list.choose('activation', settings.activations, { under });
    const norm = list.choose('norm', settings.norms, { under });
    const dropout = list.choose('dropout', settings.dropouts, { ordinal: true, under });

    return createKnobSpace({
      kind: 'mlp',
      knobs: list.knobs,
      alwaysBuilds: true,
      build(genotype) {
        const g = new GraphBuilder(context.inputShape);
        let x = context.inputShape.length === 1 ? g.input : g.flatten(g.input);
        units.slice(0, depth.of(genotype)).forEach((layer, i) => {
          x = g.group(`layer${i + 1}`, () => {
            let y = g.dense(x, layer.of(genotype), norm.of(genotype) === 'none');
            y = g.activation(normalise(g, y, norm.of(genotype)), activation.of(genotype));
            return dropout.of(genotype) > 0 ? g.dropout(y, dropout.of(genotype)) : y;
          });
        });
        g.group('head', () => g.dense(x, context.outputUnits));
        return g.build();
      },
      blueprint() {
        const b = new BlueprintBuilder();
        const input = b.input('input', shapeText(context.inputShape));
        const x =
          context.inputShape.length === 1
            ? input
            : b.node({ name: 'flatten', label: 'flatten', role: 'pass' }, [input]);
        const hidden: DrawBody = (inner, y) =>
          inner.node(
            { name: 'dense', label: 'dense', role: 'dense', fields: { units, norm, activation, dropout } },
            [y],
          );
        const end =
          units.length === 0 ? x : b.repeated('hidden', 'hidden layer', { repeat: depth }, [hidden], x);
        b.output(context.outputUnits, end);
        return b.build();
      },
    });
  },
} as const satisfies SpaceEntry<typeof options>;

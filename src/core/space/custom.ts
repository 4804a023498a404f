import { InputError } from '../base/errors';
import { createRng } from '../base/random';
import { shapeText } from '../graph/field-checks';
import { GraphBuilder, type NodeRef } from '../graph/graph-builder';
import { BlueprintBuilder } from './blueprint/blueprint-builder';
import { valuesOf } from './custom-operation';
import { planLayers, requireDistinctNames } from './custom-plan';
import { customOptions } from './custom-schema';
import { KnobList } from './knob-list';
import { createKnobSpace } from './knob-space';
import type { SearchSpace, SpaceContext } from './space';
import type { SpaceEntry } from './space-entry';

/**
 * A space that a person declares in the experiment file: a list of layers in
 * which any field is a plain value or `{"choose": [...]}`.
 *
 * ```jsonc
 * {
 *   "kind": "custom",
 *   "layers": [
 *     // Plain values are fixed; "choose" makes a knob, here stem.filters.
 *     { "kind": "conv2d", "name": "stem", "filters": { "choose": [8, 16] }, "kernel": 3, "norm": "batch", "activation": "relu" },
 *
 *     // One to three in a row, each with a kernel of its own: layers[1]#1.kernel, layers[1]#2.kernel, ...
 *     { "kind": "separable_conv2d", "filters": 16, "kernel": { "choose": [3, 5] }, "activation": "relu",
 *       "repeat": { "choose": [1, 2, 3] } },
 *
 *     // The same, but every repetition makes the same choice: layers[2].kernel.
 *     { "kind": "conv2d", "filters": 16, "kernel": { "choose": [1, 3, "3x1"] }, "repeat": 2, "shared": true },
 *
 *     // May be left out: layers[3].use.
 *     { "kind": "max_pool2d", "size": 2, "optional": true },
 *
 *     // Side by side; an empty list hands its input on. Branches of different widths can only be concatenated.
 *     { "kind": "branches", "name": "split", "merge": { "choose": ["add", "concat"] },
 *       "branches": [[], [{ "kind": "conv2d", "filters": 16, "kernel": 3 }]] },
 *
 *     // A searched cell, twice in a row with the same edges: cell.edge 0->1, cell.edge 0->2, cell.edge 1->2.
 *     { "kind": "cell", "name": "cell", "nodes": 3, "operations": ["none", "skip", "conv3x3", "avg3x3"], "repeat": 2 },
 *
 *     // One of several lists: layers[6].choice.
 *     { "kind": "choice", "of": [[], [{ "kind": "dropout", "rate": { "choose": [0.1, 0.3] } }]] }
 *   ],
 *   // Averages the last map, then a dense layer with one unit per class.
 *   "head": "global-average"
 * }
 * ```
 *
 * A transformer over tokens or other sequences, with stochastic depth:
 *
 * ```jsonc
 * {
 *   "kind": "custom",
 *   "layers": [
 *     // Tokens to rows, each with its position. Leave the first out where the data are numbers [positions, features].
 *     { "kind": "embedding", "vocabulary": 1000, "units": { "choose": [32, 64] } },
 *     { "kind": "position_embedding" },
 *
 *     // Attention, then a perceptron, each with a norm before it and added to what came in; one to four times.
 *     { "kind": "block", "name": "encoder", "repeat": { "choose": [1, 2, 3, 4] }, "shared": true, "layers": [
 *       { "kind": "branches", "branches": [[], [
 *         { "kind": "layer_norm" },
 *         { "kind": "multi_head_attention", "name": "attention", "heads": { "choose": [1, 2, 4] } },
 *         { "kind": "drop_path", "rate": 0.1 }] ] },
 *       { "kind": "branches", "branches": [[], [
 *         { "kind": "layer_norm" },
 *         { "kind": "dense", "name": "hidden", "units": { "choose": [64, 128] }, "activation": "gelu" },
 *         { "kind": "dense", "units": "same" },
 *         { "kind": "drop_path", "rate": 0.1 }] ] }
 *     ] },
 *     { "kind": "layer_norm" }
 *   ],
 *   // Averages over the positions.
 *   "head": "global-average"
 * }
 * ```
 *
 * Combinations whose shapes do not fit (an `add` of branches that differ, a
 * `valid` window larger than the map) are no members: they are never proposed.
 * Layers that nothing uses in the end are left out of the network.
 */
export const custom = {
  title: 'A space of your own',
  summary:
    'Layers with choices for every field, optional and repeated layers, branches, and cells with searched edges.',
  options: customOptions,
  inputs: 'any',
  create(settings, context): SearchSpace {
    requireDistinctNames(settings.layers, 'layers');
    const list = new KnobList();
    const body = planLayers(settings.layers, { list, path: 'layers', name: 'layers', under: 'always' });
    const head = list.choose('head', valuesOf(settings.head));
    const space = createKnobSpace({
      kind: 'custom',
      knobs: list.knobs,
      alwaysBuilds: false,
      build(genotype) {
        const g = new GraphBuilder(context.inputShape);
        const x = body.add(g, g.input, genotype, g.input);
        const kind = head.of(genotype);
        if (kind !== 'none')
          return g.build(g.group('head', () => g.dense(toVector(g, x, kind), context.outputUnits)));
        requireOutput(g, x, context);
        return g.build(x);
      },
      blueprint() {
        const b = new BlueprintBuilder();
        const x = body.draw(b, b.input('input', shapeText(context.inputShape)));
        const isNone = head.knob === undefined && head.values[0] === 'none';
        if (isNone) b.node({ name: 'output', label: 'output', role: 'ends', detail: 'the last layer' }, [x]);
        else
          b.output(
            context.outputUnits,
            b.node({ name: 'head', label: 'to a vector', role: 'pooling', fields: { head } }, [x]),
          );
        return b.build();
      },
    });
    space.sample(createRng(0)); // a space in which nothing fits is refused when it is declared
    return space;
  },
} as const satisfies SpaceEntry<typeof customOptions>;

function toVector(g: GraphBuilder, x: NodeRef, kind: 'global-average' | 'flatten'): NodeRef {
  const { length } = g.shapeOf(x);
  if (length === 1) return x;
  if (kind === 'flatten') return g.flatten(x);
  return length === 3 ? g.globalAvgPool(x) : g.globalAvgPool1d(x);
}

function requireOutput(g: GraphBuilder, x: NodeRef, { outputUnits }: SpaceContext): void {
  const shape = g.shapeOf(x);
  if (shape.length !== 1 || shape[0] !== outputUnits)
    throw new InputError(
      'head',
      `without a head the last layer must put out ${outputUnits} numbers, but it puts out ${shapeText(shape)}`,
    );
}

import * as z from 'zod';
import { shapeText } from '../graph/field-checks';
import type { Architecture } from '../graph/architecture';
import { GraphBuilder, type NodeRef } from '../graph/graph-builder';
import type { Blueprint } from './blueprint/blueprint';
import { BlueprintBuilder } from './blueprint/blueprint-builder';
import { drawCell } from './blueprint/draw-cell';
import type { SpaceEntry } from './space-entry';
import { createKnobSpace } from './knob-space';
import { adjacencyCode, pathCode } from './nas-bench-201-encoding';
import { NAS_BENCH_201_DISTINCT, nasBench201Representative } from './nas-bench-201-identity';
import {
  formatNasBench201,
  NAS_BENCH_201_EDGES,
  NAS_BENCH_201_OPERATIONS,
  type NasBench201Operation,
  parseNasBench201,
} from './nas-bench-201-notation';
import { requireImages } from './skeleton';
import type { Genotype, SearchSpace, SpaceContext } from './space';

/** What the benchmark was made for, CIFAR-10: images of 32x32x3 in ten classes. */
export const NAS_BENCH_201_CONTEXT: SpaceContext = { inputShape: [32, 32, 3], outputUnits: 10 };

const options = z
  .strictObject({
    kind: z.literal('nas-bench-201'),
    stemChannels: z
      .number()
      .int()
      .min(1)
      .max(512)
      .default(16)
      .describe(
        'Channels of the first stage; they double twice. The benchmark has 16; 8 trains fast on small images.',
      ),
    cellsPerStage: z
      .number()
      .int()
      .min(1)
      .max(20)
      .default(5)
      .describe('How often the cell is repeated in each of the three stages. The benchmark has 5.'),
  })
  .describe('Cells of NAS-Bench-201: four nodes, six edges, five operations.');

type Options = z.output<typeof options>;

/**
 * The search space of Dong and Yang, "NAS-Bench-201: Extending the Scope of
 * Reproducible Neural Architecture Search", ICLR 2020 (arXiv:2001.00326).
 *
 * Stem (conv 3x3, batch norm); three stages of equal cells, with a residual
 * block of stride 2 that doubles the channels between them; batch norm, ReLU,
 * global average, dense. An edge's convolution is ReLU, conv, batch norm; a
 * node sums its edges.
 *
 * For 32x32x3 and ten classes, parameters equal the published ones, and
 * MACs + classes the published FLOPs: those count convolutions and the dense
 * layer's products and additions of bias, nothing else.
 *
 * Departures: padding is TensorFlow's (a stride of 2 pads after, the authors'
 * PyTorch on both sides); the shortcut's average pooling rounds odd maps up,
 * so that any input size works; convolutions of one node share its ReLU.
 * A `none` edge leaves no node, unless it alone holds a node that has weights:
 * published sizes count weights whose output is lost, so that node is kept
 * in its place by a `zero`.
 */
export const nasBench201 = {
  title: 'NAS-Bench-201',
  summary:
    'Cells with four nodes and six searched edges; 15,625 of them, 6,466 distinct. Published results make it a benchmark.',
  source: 'Dong and Yang, ICLR 2020 (arXiv:2001.00326)',
  options,
  inputs: 'images',
  create(settings, context): SearchSpace {
    requireImages('nas-bench-201', context);
    return createKnobSpace({
      kind: 'nas-bench-201',
      knobs: NAS_BENCH_201_EDGES.map(([from, to]) => ({
        name: `edge ${from}->${to}`,
        values: NAS_BENCH_201_OPERATIONS,
        ordinal: false,
      })),
      alwaysBuilds: true,
      build: (genotype) => buildNetwork(operationsOf(genotype), settings, context),
      sketch: (genotype) => {
        const g = new GraphBuilder([8, 8, settings.stemChannels]);
        // A cell that hands its input on is a graph of one node, which is none: the output has a node of its own.
        return g.build(
          g.node({ kind: 'identity' }, [addCell(g, g.input, operationsOf(genotype), settings.stemChannels)]),
        );
      },
      blueprint: () => drawn(settings, context),
      candidateId: (genotype) => nasBench201Representative(operationsOf(genotype)),
      distinct: NAS_BENCH_201_DISTINCT,
      notation: {
        format: (genotype) => formatNasBench201(operationsOf(genotype)),
        parse: (text) =>
          parseNasBench201(text).map((operation) => NAS_BENCH_201_OPERATIONS.indexOf(operation)),
      },
      encoders: {
        adjacency: (genotype) => adjacencyCode(operationsOf(genotype)),
        path: (genotype) => pathCode(operationsOf(genotype)),
      },
    });
  },
} as const satisfies SpaceEntry<typeof options>;

function operationsOf(genotype: Genotype): NasBench201Operation[] {
  return genotype.map((position) => NAS_BENCH_201_OPERATIONS[position]!);
}

function buildNetwork(
  operations: readonly NasBench201Operation[],
  { stemChannels, cellsPerStage }: Options,
  { inputShape, outputUnits }: SpaceContext,
): Architecture {
  const g = new GraphBuilder(inputShape);
  let x = g.group('stem', () => g.batchNorm(g.conv2d(g.input, stemChannels, 3)));
  for (const stage of [1, 2, 3]) {
    const channels = stemChannels * 2 ** (stage - 1);
    x = g.group(`stage${stage}`, () => {
      let y = stage === 1 ? x : g.group('reduction', () => reductionBlock(g, x, channels));
      for (let cell = 1; cell <= cellsPerStage; cell++)
        y = g.group(`cell${cell}`, () => addCell(g, y, operations, channels));
      return y;
    });
  }
  const output = g.group('head', () =>
    g.dense(g.globalAvgPool(g.activation(g.batchNorm(x), 'relu')), outputUnits),
  );
  return g.build(output);
}

/** The cell of each stage as a box; all have the same edges. */
function drawn(
  { stemChannels, cellsPerStage }: Options,
  { inputShape, outputUnits }: SpaceContext,
): Blueprint {
  const b = new BlueprintBuilder();
  const edges = NAS_BENCH_201_EDGES.map(([from, to], knob) => {
    return { from, to, values: NAS_BENCH_201_OPERATIONS, knobs: [knob] };
  });
  const input = b.input('input', shapeText(inputShape));
  let x = b.node(
    { name: 'stem', label: 'conv 3x3', role: 'convolution', detail: `filters ${stemChannels}, batch norm` },
    [input],
  );
  for (const stage of [1, 2, 3]) {
    const detail = `filters ${stemChannels * 2 ** (stage - 1)}, stride 2`;
    if (stage > 1)
      x = b.node({ name: `reduction${stage}`, label: 'residual block', role: 'convolution', detail }, [x]);
    const entry = x;
    const repeat = { least: cellsPerStage, most: cellsPerStage, knobs: [] };
    x = b.box(`cell${stage}`, `cell of stage ${stage}`, () => drawCell(b, edges, 4, entry), { repeat });
  }
  const pooled = b.node(
    { name: 'head', label: 'global average', role: 'pooling', detail: 'after batch norm, relu' },
    [x],
  );
  b.output(outputUnits, pooled);
  return b.build();
}

/** ResNet's basic block with stride 2; the shortcut is an average pooling and a 1x1 convolution. */
function reductionBlock(g: GraphBuilder, x: NodeRef, channels: number): NodeRef {
  const first = g.batchNorm(g.conv2d(g.activation(x, 'relu'), channels, 3, { stride: 2 }));
  const second = g.batchNorm(g.conv2d(g.activation(first, 'relu'), channels, 3));
  return g.add([second, g.conv2d(g.avgPool(x, 2), channels, 1)]);
}

/** Adds one cell after `x`, which has `channels` channels, and returns its last node. */
function addCell(
  g: GraphBuilder,
  x: NodeRef,
  operations: readonly NasBench201Operation[],
  channels: number,
): NodeRef {
  // A node without live input has no value here: sums leave it out, and a convolution of it takes zeros.
  const values: (NodeRef | undefined)[] = [x];
  const rectified = new Map<number, NodeRef>();
  let zeros: NodeRef | undefined;
  const zero = (): NodeRef => (zeros ??= g.zero(x));

  for (let to = 1; to <= 3; to++) {
    const terms = NAS_BENCH_201_EDGES.flatMap(([from, end], edge) => {
      const term = end === to ? edgeTerm(from, operations[edge]!) : undefined;
      return term === undefined ? [] : [term];
    });
    if (to === 3)
      terms.push(
        ...lostNodes(operations)
          .flatMap((node) => values[node] ?? [])
          .map((lost) => g.zero(lost)),
      );
    values.push(terms.length === 0 ? undefined : g.add(terms));
  }
  return values[3] ?? zero();

  function edgeTerm(from: number, operation: NasBench201Operation): NodeRef | undefined {
    const source = values[from];
    switch (operation) {
      case 'none':
        return undefined;
      case 'skip_connect':
        return source;
      case 'avg_pool_3x3':
        return source === undefined ? undefined : g.avgPool(source, 3, { stride: 1 });
      case 'nor_conv_1x1':
        return g.batchNorm(g.conv2d(relu(from), channels, 1));
      case 'nor_conv_3x3':
        return g.batchNorm(g.conv2d(relu(from), channels, 3));
    }
  }

  function relu(node: number): NodeRef {
    const known = rectified.get(node) ?? g.activation(values[node] ?? zero(), 'relu');
    rectified.set(node, known);
    return known;
  }
}

/** Of nodes 1 and 2 those that depend on weights, and that every edge leaves as `none`. */
function lostNodes(operations: readonly NasBench201Operation[]): number[] {
  const weighted = [false, false, false];
  NAS_BENCH_201_EDGES.forEach(([from, to], edge) => {
    const operation = operations[edge]!;
    if (operation.startsWith('nor_conv') || (operation !== 'none' && weighted[from])) weighted[to] = true;
  });
  return [1, 2].filter(
    (node) =>
      weighted[node] &&
      NAS_BENCH_201_EDGES.every(([from], edge) => from !== node || operations[edge] === 'none'),
  );
}

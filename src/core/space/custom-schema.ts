import * as z from 'zod';
import { choosable, item, layer, operationLayers, shared } from './custom-layers';
import type { Choosable, OperationLayer } from './custom-layers';

/** What may stand on an edge of a searched cell; all keep the shape of the cell's input. */
const CELL_OPERATIONS = [
  'none',
  'skip',
  'conv1x1',
  'conv3x3',
  'conv5x5',
  'separable3x3',
  'separable5x5',
  'depthwise3x3',
  'dilated3x3',
  'dilated5x5',
  'avg3x3',
  'max3x3',
  'dense',
] as const;

export type CellOperation = (typeof CELL_OPERATIONS)[number];

const cellLayer = z
  .strictObject({
    kind: z.literal('cell'),
    ...item,
    shared: shared(true),
    nodes: z
      .number()
      .int()
      .min(2)
      .max(8)
      .default(4)
      .describe('Nodes with the input as node 0; every earlier node has an edge to every later one.'),
    operations: z
      .array(z.enum(CELL_OPERATIONS))
      .min(1)
      .refine((names) => new Set(names).size === names.length, 'expected names that differ from each other')
      .default(['none', 'skip', 'conv1x1', 'conv3x3', 'avg3x3'])
      .describe(
        'What the search chooses from for each edge. `dense` is for vectors and sequences, the windows for images; `dilated3x3` is separable, its taps two pixels apart.',
      ),
  })
  .describe('A cell like those of NAS-Bench-201: each edge is searched, each node sums its edges.');

export type CellLayer = z.output<typeof cellLayer>;

interface Item {
  readonly name?: string | undefined;
  readonly optional: boolean;
  readonly repeat: Choosable<number>;
  readonly shared: boolean;
}

export interface BranchesLayer extends Item {
  readonly kind: 'branches';
  readonly branches: readonly (readonly Layer[])[];
  readonly merge: Choosable<'add' | 'concat'>;
}

export interface BlockLayer extends Item {
  readonly kind: 'block';
  readonly layers: readonly Layer[];
}

export interface ChoiceLayer extends Item {
  readonly kind: 'choice';
  readonly of: readonly (readonly Layer[])[];
}

/** One item of `layers`. */
export type Layer = OperationLayer | CellLayer | BlockLayer | BranchesLayer | ChoiceLayer;

const layerSchema: z.ZodType<Layer> = z.lazy(() => layerUnion).meta({ id: 'layer', title: 'Layer' });

const layerUnion = z.discriminatedUnion('kind', [
  ...operationLayers,
  cellLayer,
  z
    .strictObject({
      kind: z.literal('block'),
      ...layer,
      layers: z.array(layerSchema).min(1).max(200).describe('From the input of the block to its output.'),
    })
    .describe('Several layers that are repeated, or left out, together.'),
  z
    .strictObject({
      kind: z.literal('branches'),
      ...layer,
      branches: z
        .array(z.array(layerSchema))
        .min(2)
        .max(16)
        .describe('Lists of layers that start at the same node; an empty list hands the node on.'),
      merge: choosable(z.enum(['add', 'concat']))
        .default('add')
        .describe('How the branches come together.'),
    })
    .describe('Layers side by side.'),
  z
    .strictObject({
      kind: z.literal('choice'),
      ...layer,
      of: z
        .array(z.array(layerSchema))
        .min(2)
        .max(16)
        .describe('Lists of layers, of which the search takes one.'),
    })
    .describe('One of several lists of layers.'),
]);

export const customOptions = z
  .strictObject({
    kind: z.literal('custom'),
    layers: z
      .array(layerSchema)
      .min(1)
      .max(200)
      .describe('From the input to the head. Any field may be {"choose": [...]}.'),
    head: choosable(z.enum(['global-average', 'flatten', 'none']))
      .default('global-average')
      .describe(
        'How the last layer becomes the output: averaged (over pixels or positions) or flattened, then a dense layer. `none`: the last layer puts out one number per class or target.',
      ),
  })
  .describe('A space of your own: layers with choices.');

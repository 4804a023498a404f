import { z } from 'zod';
import { ACTIVATIONS } from '../graph/operation';
import { NORMS } from './skeleton';

/** A field with a plain value, or one that the search chooses. */
export type Choosable<T> = T | { readonly choose: readonly T[] };

function choosable<T extends z.ZodType<string | number | boolean>>(value: T) {
  const choose = z
    .array(value)
    .min(1)
    .refine((values) => new Set(values).size === values.length, 'expected values that differ from each other')
    .describe('The values that the search chooses from.');
  return z.union([value, z.strictObject({ choose })]);
}

const size = z.number().int().min(1).max(65_536);
const extent = z
  .union([
    z.number().int().min(1).max(255),
    z.string().regex(/^[1-9]\d{0,2}x[1-9]\d{0,2}$/, 'expected height and width like "3x1"'),
  ])
  .describe('A number for both directions, or "3x1" for height and width.');

/** What every item of `layers` may have. */
const item = {
  name: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'expected a name of letters, digits and _ that begins with a letter')
    .optional()
    .describe('Names the knobs of this layer; without it they are named by position, `layers[1].filters`.'),
  optional: z.boolean().default(false).describe('Let the search leave this layer out.'),
  repeat: choosable(z.number().int().min(1).max(64))
    .default(1)
    .describe('How often the layer stands in a row.'),
};

const shared = (fallback: boolean) =>
  z
    .boolean()
    .default(fallback)
    .describe(
      'Repetitions make the same choices (never the same weights); otherwise each has knobs of its own.',
    );

const layer = { ...item, shared: shared(false) };

const finish = {
  norm: choosable(z.enum(NORMS)).default('none').describe('Normalisation after the layer.'),
  activation: choosable(z.enum(ACTIVATIONS))
    .default('linear')
    .describe('Activation after the normalisation.'),
};

const padding = choosable(z.enum(['same', 'valid']))
  .default('same')
  .describe('As in TensorFlow.');
const dilation = choosable(extent).default(1).describe('Distance between the taps of the kernel.');
const useBias = choosable(z.boolean()).default(true).describe('Add a number per output channel.');

const convolution = {
  filters: choosable(size).describe('Output channels.'),
  kernel: choosable(extent).describe('Height and width of the kernel: 3, "3x1", or a choice of them.'),
  stride: choosable(extent).default(1).describe('Step of the kernel: 2 halves height and width.'),
  padding,
  dilation,
  useBias,
};

const pooling = {
  size: choosable(extent).default(2).describe('Height and width of the window.'),
  stride: choosable(extent).optional().describe('Step of the window; its size unless given.'),
  padding,
};

const operationLayers = [
  z.strictObject({
    kind: z.literal('conv2d'),
    ...layer,
    ...convolution,
    groups: choosable(size).default(1).describe('Divides input channels and filters.'),
    ...finish,
  }),
  z.strictObject({ kind: z.literal('separable_conv2d'), ...layer, ...convolution, ...finish }),
  z.strictObject({
    kind: z.literal('dense'),
    ...layer,
    units: choosable(size).describe('Numbers that come out.'),
    useBias,
    ...finish,
  }),
  z.strictObject({ kind: z.literal('max_pool2d'), ...layer, ...pooling }),
  z.strictObject({ kind: z.literal('avg_pool2d'), ...layer, ...pooling }),
  z.strictObject({ kind: z.literal('global_avg_pool2d'), ...layer }),
  z.strictObject({ kind: z.literal('global_max_pool2d'), ...layer }),
  z.strictObject({ kind: z.literal('batch_norm'), ...layer }),
  z.strictObject({ kind: z.literal('layer_norm'), ...layer }),
  z.strictObject({
    kind: z.literal('activation'),
    ...layer,
    activation: choosable(z.enum(ACTIVATIONS)).describe(
      'The function; softmax is over the channels, all others take each number by itself.',
    ),
  }),
  z.strictObject({
    kind: z.literal('dropout'),
    ...layer,
    rate: choosable(z.number().min(0).lt(1)).describe('Share of the numbers that training sets to 0.'),
  }),
  z.strictObject({ kind: z.literal('flatten'), ...layer }),
  z.strictObject({
    kind: z.literal('reshape'),
    ...layer,
    shape: z.array(size).min(1).max(3).describe('`[height, width, channels]` or `[features]`.'),
  }),
  z.strictObject({ kind: z.literal('identity'), ...layer }),
] as const;

/** What may stand on an edge of a searched cell; all keep the shape of the cell's input. */
const CELL_OPERATIONS = [
  'none',
  'skip',
  'conv1x1',
  'conv3x3',
  'conv5x5',
  'separable3x3',
  'separable5x5',
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
        'What the search chooses from for each edge. `dense` is for vectors, the windows for images.',
      ),
  })
  .describe('A cell like those of NAS-Bench-201: each edge is searched, each node sums its edges.');

type OperationLayer = z.output<(typeof operationLayers)[number]>;
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

export interface ChoiceLayer extends Item {
  readonly kind: 'choice';
  readonly of: readonly (readonly Layer[])[];
}

/** One item of `layers`. */
export type Layer = OperationLayer | CellLayer | BranchesLayer | ChoiceLayer;

const layerSchema: z.ZodType<Layer> = z.lazy(() => layerUnion).meta({ id: 'layer', title: 'Layer' });

const layerUnion = z.discriminatedUnion('kind', [
  ...operationLayers,
  cellLayer,
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
        'How the last layer becomes the output: averaged or flattened, then a dense layer. `none`: the last layer puts out one number per class or target.',
      ),
  })
  .describe('A space of your own: layers with choices.');

import * as z from 'zod';
import { ACTIVATIONS } from '../graph/operation';
import { NORMS } from './skeleton';

/** A field with a plain value, or one that the search chooses. */
export type Choosable<T> = T | { readonly choose: readonly T[] };

export function choosable<T extends z.ZodType<string | number | boolean>>(value: T) {
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
export const item = {
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

export const shared = (fallback: boolean) =>
  z
    .boolean()
    .default(fallback)
    .describe(
      'Repetitions make the same choices (never the same weights); otherwise each has knobs of its own.',
    );

export const layer = { ...item, shared: shared(false) };

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

const spatial = {
  kernel: choosable(extent).describe('Height and width of the kernel: 3, "3x1", or a choice of them.'),
  stride: choosable(extent).default(1).describe('Step of the kernel: 2 halves height and width.'),
  padding,
  dilation,
  useBias,
};

const convolution = { filters: choosable(size).describe('Output channels.'), ...spatial };

const pooling = {
  size: choosable(extent).default(2).describe('Height and width of the window.'),
  stride: choosable(extent).optional().describe('Step of the window; its size unless given.'),
  padding,
};

/** Layers that are one operation, with what follows it. */
export const operationLayers = [
  z.strictObject({
    kind: z.literal('conv2d'),
    ...layer,
    ...convolution,
    groups: choosable(size).default(1).describe('Divides input channels and filters.'),
    ...finish,
  }),
  z.strictObject({ kind: z.literal('separable_conv2d'), ...layer, ...convolution, ...finish }),
  z
    .strictObject({
      kind: z.literal('depthwise_conv2d'),
      ...layer,
      multiplier: choosable(size).default(1).describe('Output channels for each input channel.'),
      ...spatial,
      ...finish,
    })
    .describe('A convolution in which every channel has filters of its own.'),
  z.strictObject({
    kind: z.literal('dense'),
    ...layer,
    units: choosable(z.union([size, z.literal('same')])).describe(
      'Numbers that come out, of a sequence at each position; "same" is as many as the branch around it begins with.',
    ),
    useBias,
    ...finish,
  }),
  z
    .strictObject({
      kind: z.literal('embedding'),
      ...layer,
      vocabulary: size.describe('Number of different tokens; the data hold numbers from 0 to one less.'),
      units: choosable(size).describe('Numbers that each token becomes.'),
    })
    .describe('Turns tokens into a sequence of learned rows. Stands first.'),
  z
    .strictObject({ kind: z.literal('position_embedding'), ...layer })
    .describe('Adds a learned row to each position of a sequence.'),
  z
    .strictObject({
      kind: z.literal('multi_head_attention'),
      ...layer,
      heads: choosable(size).describe('How many attentions run side by side.'),
      keyUnits: choosable(size)
        .optional()
        .describe('Length of the queries, keys and values of one head; features / heads unless given.'),
      causal: choosable(z.boolean())
        .default(false)
        .describe('A position looks at itself and those before it only.'),
      useBias,
    })
    .describe('Each position of a sequence looks at all of them; keeps the shape.'),
  z.strictObject({ kind: z.literal('max_pool2d'), ...layer, ...pooling }),
  z.strictObject({ kind: z.literal('avg_pool2d'), ...layer, ...pooling }),
  z.strictObject({ kind: z.literal('global_avg_pool2d'), ...layer }),
  z.strictObject({ kind: z.literal('global_max_pool2d'), ...layer }),
  z
    .strictObject({ kind: z.literal('global_avg_pool1d'), ...layer })
    .describe('The mean over the positions of a sequence.'),
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
  z
    .strictObject({
      kind: z.literal('drop_path'),
      ...layer,
      rate: choosable(z.number().min(0).lt(1)).describe('Share of the examples that training sets to 0.'),
    })
    .describe('Stochastic depth: the last layer of a branch that is added to another one.'),
  z.strictObject({ kind: z.literal('flatten'), ...layer }),
  z.strictObject({
    kind: z.literal('reshape'),
    ...layer,
    shape: z
      .array(size)
      .min(1)
      .max(3)
      .describe('`[height, width, channels]`, `[positions, features]` or `[features]`.'),
  }),
  z.strictObject({ kind: z.literal('identity'), ...layer }),
] as const;

export type OperationLayer = z.output<(typeof operationLayers)[number]>;

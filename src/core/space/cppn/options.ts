import * as z from 'zod';
import { choices } from '../option-fields';
import { ACTIVATIONS } from '../../graph/operation';
import { FUNCTION_NAMES } from './functions';

const size = z.number().int().min(1);
const poolSize = size.max(31).default(2).describe('Height and width of the window, and its step.');

const layerSchema = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('conv2d'),
        filters: size.max(1024).describe('Output channels.'),
        kernel: size.max(31).default(3).describe('Height and width of the kernel.'),
        stride: size.max(31).default(1).describe('Step of the window.'),
        padding: z
          .enum(['same', 'valid'])
          .default('same')
          .describe('valid: windows stay inside the image, and the map shrinks.'),
      })
      .describe('A convolution whose kernel is generated.'),
    z
      .strictObject({ kind: z.literal('max_pool2d'), size: poolSize })
      .describe('The largest value of each window.'),
    z.strictObject({ kind: z.literal('avg_pool2d'), size: poolSize }).describe('The mean of each window.'),
    z
      .strictObject({ kind: z.literal('dense'), units: size.max(4096).describe('Units.') })
      .describe('A fully connected layer whose kernel is generated.'),
  ])
  .describe('One layer of the chain.');

export type LayerOptions = z.output<typeof layerSchema>;

export const cppnOptions = z
  .strictObject({
    kind: z.literal('cppn'),
    layers: z
      .array(layerSchema)
      .max(32)
      .exactOptional()
      .describe(
        'The layers before the output layer, the same for all candidates (the substrate). Default: for images a 3x3 convolution of 4 filters and max pooling, else 16 dense units.',
      ),
    activation: z
      .enum(ACTIVATIONS)
      .default('tanh')
      .describe('After each convolution and dense layer but the output layer.'),
    hiddenNodes: z
      .number()
      .int()
      .min(0)
      .max(32)
      .default(4)
      .describe('Most hidden nodes of the pattern-producing network.'),
    functions: choices(FUNCTION_NAMES, FUNCTION_NAMES, 'What a hidden node may compute.'),
    coordinates: z
      .enum(['absolute', 'distance', 'both'])
      .default('absolute')
      .describe(
        'What patterns are functions of: the places x, y and maps z of both units; their distances |x1 - x2| and |y1 - y2| and the maps, which makes kernels symmetric; or all of these.',
      ),
    maxWeight: z
      .number()
      .positive()
      .max(100)
      .default(3)
      .describe('Largest weight of a link of the pattern-producing network.'),
    weightSteps: size
      .max(100)
      .default(6)
      .describe('Weights on either side of 0 that a link may have, evenly spread.'),
    threshold: z
      .number()
      .min(0)
      .lt(1)
      .default(0.2)
      .describe('Patterns nearer to 0 than this make no connection; they lie between -1 and 1.'),
    range: z
      .number()
      .positive()
      .default(3)
      .describe('Weight where a pattern is 1, before it is divided by the root of the inputs of a unit.'),
  })
  .describe(
    'Generated weights (HyperNEAT): one chain of layers, and small networks that paint the weights of all of its layers.',
  );

export type CppnOptions = z.output<typeof cppnOptions>;

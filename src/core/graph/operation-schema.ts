import * as z from 'zod';
import { ACTIVATIONS, type Operation } from './operation';

const size = z.number().int().min(1);
const pair = z.tuple([size, size]).describe('`[vertical, horizontal]`.');
const one = (): [number, number] => [1, 1];

const window = {
  stride: pair.default(one).describe('`[vertical, horizontal]` step; 1 unless given.'),
  padding: z.enum(['same', 'valid']).default('same').describe('As in TensorFlow.'),
};

const convolution = {
  filters: size.describe('Output channels.'),
  kernel: pair,
  ...window,
  dilation: pair.default(one).describe('Distance between the kernel’s taps; 1 unless given.'),
};

const pooling = { size: pair, ...window };
const useBias = (fallback: boolean) =>
  z.boolean().default(fallback).describe('Adds a number per output channel.');
const epsilon = z.number().positive().lt(1).default(1e-5);
const shape = z.array(size).min(1).max(3);

/** The fields of an operation as JSON, with what a builder would fill in. */
export const operationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('input'), shape }),
  z.strictObject({
    kind: z.literal('conv2d'),
    ...convolution,
    groups: size.default(1),
    useBias: useBias(false),
  }),
  z.strictObject({ kind: z.literal('separable_conv2d'), ...convolution, useBias: useBias(false) }),
  z.strictObject({ kind: z.literal('dense'), units: size, useBias: useBias(true) }),
  z.strictObject({ kind: z.literal('max_pool2d'), ...pooling }),
  z.strictObject({ kind: z.literal('avg_pool2d'), ...pooling }),
  z.strictObject({ kind: z.literal('global_avg_pool2d') }),
  z.strictObject({ kind: z.literal('global_max_pool2d') }),
  z.strictObject({ kind: z.literal('global_avg_pool1d') }),
  z.strictObject({
    kind: z.literal('embedding'),
    vocabulary: size.describe('Number of different tokens.'),
    units: size.describe('Numbers that each token becomes.'),
  }),
  z.strictObject({ kind: z.literal('position_embedding') }),
  z.strictObject({
    kind: z.literal('multi_head_attention'),
    heads: size.describe('How many attentions run side by side.'),
    keyUnits: size.describe('Length of the queries, keys and values of one head.'),
    causal: z.boolean().default(false).describe('A position looks at itself and those before it only.'),
    useBias: useBias(true),
  }),
  z.strictObject({
    kind: z.literal('batch_norm'),
    epsilon,
    momentum: z.number().min(0).lt(1).default(0.9).describe('Share of the old moving average that stays.'),
  }),
  z.strictObject({ kind: z.literal('layer_norm'), epsilon }),
  z.strictObject({ kind: z.literal('activation'), activation: z.enum(ACTIVATIONS) }),
  z.strictObject({ kind: z.literal('dropout'), rate: z.number().min(0).lt(1) }),
  z.strictObject({ kind: z.literal('drop_path'), rate: z.number().min(0).lt(1) }),
  z.strictObject({ kind: z.literal('add') }),
  z.strictObject({ kind: z.literal('concat') }),
  z.strictObject({ kind: z.literal('flatten') }),
  z.strictObject({ kind: z.literal('reshape'), shape }),
  z.strictObject({ kind: z.literal('identity') }),
  z.strictObject({ kind: z.literal('zero') }),
]) satisfies z.ZodType<Operation>;

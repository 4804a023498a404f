import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { formatPath, issuesFrom, parsePath, problemOf } from '../../../src/core/base/issues';
import type { Issue } from '../../../src/core/base/issues';

const schema = z.strictObject({
  name: z.string().min(1).default('x'),
  size: z.number().int().positive().default(1),
  rate: z.number().min(0).lt(1).default(0),
  goal: z.enum(['up', 'down']).default('up'),
  epochs: z.union([z.literal(12), z.literal(200)]).default(12),
  label: z.union([z.string().min(1), z.number().int().nonnegative()]).default(0),
  pair: z.tuple([z.number(), z.number()]).default([0, 0]),
  items: z.array(z.boolean()).min(1).max(2).default([true]),
  extent: z
    .string()
    .regex(/^\dx\d$/)
    .default('1x1'),
  word: z.string().regex(/^\w+$/, 'expected a word').default('x'),
  different: z
    .array(z.number())
    .refine((values) => new Set(values).size === values.length, 'expected values that differ')
    .default([]),
  shape: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('circle'), radius: z.number() }),
      z.strictObject({ kind: z.literal('square') }),
    ])
    .default({ kind: 'square' }),
});

describe('the sentence about a wrong value', () => {
  it.each([
    [{ name: '' }, 'name: expected a string that is not empty, but got ""'],
    [{ name: 3 }, 'name: expected a string, but got 3'],
    [{ size: 0 }, 'size: expected a whole number of at least 1, but got 0'],
    [{ size: 1.5 }, 'size: expected a whole number, but got 1.5'],
    [{ rate: 1 }, 'rate: expected a number of less than 1, but got 1'],
    [{ rate: -1 }, 'rate: expected a number of at least 0, but got -1'],
    [{ goal: 'sideways' }, 'goal: expected one of up, down, but got "sideways"'],
    [{ epochs: 100 }, 'epochs: expected one of 12, 200, but got 100'],
    [{ label: true }, 'label: expected a string or a number, but got true'],
    [{ label: -1 }, 'label: expected a whole number of at least 0, but got -1'],
    [{ pair: [1] }, 'pair: expected a list of at least 2 items, but got [1]'],
    [{ items: [] }, 'items: expected a list of at least 1 item, but got []'],
    [{ items: [1] }, 'items[0]: expected true or false, but got 1'],
    [{ extent: '1 x 1' }, 'extent: expected a string of the form /^\\dx\\d$/, but got "1 x 1"'],
    [{ word: 'two words' }, 'word: expected a word, but got "two words"'],
    [{ different: [1, 1] }, 'different: expected values that differ, but got [1,1]'],
    [{ shape: { kind: 'blob' } }, 'shape.kind: expected one of circle, square, but got "blob"'],
    [{ shape: {} }, 'shape.kind: expected one of circle, square, but got nothing'],
    [{ shape: { kind: 'circle' } }, 'shape.radius: expected a number, but got nothing'],
    [{ shape: { kind: 'square', radius: 1 } }, 'shape.radius: expected the key kind, but got "radius"'],
    [{ shape: null }, 'shape: expected an object, but got null'],
  ])('%j', (value, sentence) => {
    expect(issuesOf(value).map((issue) => `${formatPath(issue.path)}: ${problemOf(issue)}`)).toEqual([
      sentence,
    ]);
  });
});

it('a path reads back', () => {
  const step = fc.oneof(fc.nat(20), fc.stringMatching(/^[A-Za-z_$][A-Za-z0-9_-]*$/));
  fc.assert(
    fc.property(fc.array(step), (path) => {
      expect(parsePath(formatPath(path))).toEqual(path);
    }),
  );
});

function issuesOf(value: unknown): Issue[] {
  const { error } = schema.safeParse(value);
  return error ? issuesFrom(error, schema, value) : [];
}

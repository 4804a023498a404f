import { readFileSync } from 'node:fs';
import { parse as parseJson } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { operationLabel } from '../../../src/core/graph/operations';
import { createSpace, SPACES, spaceSchema } from '../../../src/core/space/catalog';
import type { SearchSpace } from '../../../src/core/space/space';
import { sentenceOf } from '../../support/error-of';

const conv = { kind: 'conv2d', filters: 4, kernel: 3 };

describe('custom', () => {
  it('accepts the examples of its documentation', () => {
    const source = readFileSync('src/core/space/custom.ts', 'utf8');
    const [space, transformer] = [...source.matchAll(/```jsonc\n([\s\S]*?)```/g)].map(([, example], i) =>
      createSpace(parseJson(example!.replaceAll(/^ \* ?/gm, '')) as { kind: string }, {
        inputShape: [[8, 8, 1], [12]][i]!,
        outputUnits: 10,
      }),
    ) as [SearchSpace, SearchSpace];
    expect([transformer.knobs.map(({ name }) => name), transformer.count()]).toEqual([
      [
        'layers[0].units',
        'encoder.repeat',
        'encoder.layers[0].branches[1].attention.heads',
        'encoder.layers[1].branches[1].hidden.units',
      ],
      2n * 4n * 3n * 2n,
    ]);
    expect([space.knobs.map(({ name }) => name), space.count()]).toEqual([
      [
        'stem.filters',
        'layers[1].repeat',
        'layers[1]#1.kernel',
        'layers[1]#2.kernel',
        'layers[1]#3.kernel',
        'layers[2].kernel',
        'layers[3].use',
        'split.merge',
        'cell.edge 0->1',
        'cell.edge 0->2',
        'cell.edge 1->2',
        'layers[6].choice',
        'layers[6].of[1][0].rate',
      ],
      2n * (2n + 4n + 8n) * 3n * 2n * 2n * 64n * 3n,
    ]);
  });

  it('turns plain values into no knobs at all', () => {
    const space = digits([conv]);
    expect([
      space.knobs,
      space.count(),
      space.format([]),
      space.parse('fixed'),
      space.countDistinct(),
    ]).toEqual([[], 1n, 'fixed', [], 1n]);
  });

  it('marks ascending numbers as ordinal, names and mixtures not', () => {
    const space = digits([
      {
        ...conv,
        filters: { choose: [4, 8] },
        kernel: { choose: [3, '3x1'] },
        activation: { choose: ['relu', 'elu'] },
      },
    ]);
    expect(space.knobs.map(({ name, ordinal }) => [name, ordinal])).toEqual([
      ['layers[0].filters', true],
      ['layers[0].kernel', false],
      ['layers[0].activation', false],
    ]);
  });

  it('builds what was chosen, in order, with groups', () => {
    const space = digits([
      {
        kind: 'conv2d',
        name: 'stem',
        filters: { choose: [4, 8] },
        kernel: '3x1',
        stride: 2,
        norm: 'batch',
        activation: 'relu',
      },
      { kind: 'branches', merge: 'concat', branches: [[], [conv]], repeat: 2 },
      { kind: 'max_pool2d', optional: true },
    ]);
    const { nodes } = space.build(space.parse('stem.filters=8, layers[2].use=false'));
    expect(
      nodes.map(({ operation, group }) => `${operationLabel(operation)} in ${group ?? 'nothing'}`),
    ).toEqual([
      'input [8, 8, 1] in nothing',
      'conv 3x1, 8, stride 2x2 in stem',
      'batch norm in stem',
      'relu in stem',
      'conv 3x3, 4 in layer1/repeat1/branch1/layer0',
      'concat in layer1/repeat1',
      'conv 3x3, 4 in layer1/repeat2/branch1/layer0',
      'concat in layer1/repeat2',
      'global avg pool in head',
      'dense 10 in head',
    ]);
  });

  it('repeats with knobs of each repetition, or shared ones', () => {
    const layer = { ...conv, kernel: { choose: [1, 3] }, repeat: { choose: [1, 2] } };
    expect([digits([layer]).count(), digits([{ ...layer, shared: true }]).count()]).toEqual([2n + 4n, 4n]);
  });

  it('leaves out of a cell what nothing uses', () => {
    const space = digits([
      conv,
      { kind: 'cell', name: 'cell', nodes: 3, operations: ['none', 'skip', 'conv3x3'] },
    ]);
    const { nodes } = space.build(
      space.parse('cell.edge 0->1=conv3x3, cell.edge 0->2=skip, cell.edge 1->2=none'),
    );
    expect(nodes.map(({ operation }) => operation.kind)).toEqual([
      'input',
      'conv2d',
      'global_avg_pool2d',
      'dense',
    ]);
  });

  it('never proposes combinations whose shapes do not fit, and says of one why', () => {
    const space = digits([
      { ...conv, filters: { choose: [4, 8] } },
      { kind: 'branches', branches: [[], [conv]] },
    ]);
    expect(space.count()).toBe(2n);
    expect(space.countDistinct()).toBe(1n);
    expect(space.check([1])).toBe(
      'layers[1]: add takes inputs of one shape, but got [8, 8, 8] and [8, 8, 4]',
    );
    expect(space.neighbours([0])).toEqual([]);
  });

  it.each([
    [[], 'layers: expected a list of at least 1 item, but got []'],
    [
      [{ kind: 'conv3d' }],
      'layers[0].kind: expected one of conv2d, separable_conv2d, depthwise_conv2d, dense, embedding, position_embedding, multi_head_attention, max_pool2d, avg_pool2d, global_avg_pool2d, global_max_pool2d, global_avg_pool1d, batch_norm, layer_norm, activation, dropout, drop_path, flatten, reshape, identity, cell, block, branches, choice, but got "conv3d"',
    ],
    [[{ ...conv, filters: -1 }], 'layers[0].filters: expected a whole number of at least 1, but got -1'],
    [
      [{ ...conv, filters: { choose: [8, 'a'] } }],
      'layers[0].filters.choose[1]: expected a number, but got "a"',
    ],
    [
      [{ ...conv, filters: { choose: [8, 8] } }],
      'layers[0].filters.choose: expected values that differ from each other, but got [8,8]',
    ],
    [
      [conv, { kind: 'branches', branches: [[], [{ ...conv, kernel: undefined }]] }],
      'layers[1].branches[1][0].kernel: expected a number or a string, but got nothing',
    ],
    [
      [{ kind: 'dense', units: 3 }],
      'layers[0]: dense takes a vector [features] or a sequence [positions, features], but its input is [8, 8, 1]; put flatten or a global pooling before it',
    ],
    [
      [{ ...conv, kernel: '3 x 1' }],
      'layers[0].kernel: expected height and width like "3x1", but got "3 x 1"',
    ],
    [
      [{ ...conv, name: '1st' }],
      'layers[0].name: expected a name of letters, digits and _ that begins with a letter, but got "1st"',
    ],
    [[{ ...conv, groups: 3 }], 'layers[0].groups: expected a divisor of the 1 input channels, but got 3'],
    [
      [conv, { kind: 'choice', of: [[{ kind: 'dense', units: 3 }], [{ kind: 'dense', units: 4 }]] }],
      'layers[1].of[0][0]: dense takes a vector [features] or a sequence [positions, features], but its input is [8, 8, 4]; put flatten or a global pooling before it (none of 1000 candidates that were drawn can be built; remove the choices that do not fit together)',
    ],
    [
      [
        { ...conv, name: 'a' },
        { ...conv, name: 'a' },
      ],
      'layers[1].name: layers[0] has the same name',
    ],
    [
      [
        {
          kind: 'block',
          layers: [
            { ...conv, name: 'a' },
            { ...conv, name: 'a' },
          ],
        },
      ],
      'layers[0].layers[1].name: layers[0].layers[0] has the same name',
    ],
    [
      [{ kind: 'embedding', vocabulary: 10, units: 4 }],
      'layers[0]: embedding takes tokens [positions], but its input is [8, 8, 1]',
    ],
    [
      [
        { ...conv, kernel: { choose: [1, 3] }, repeat: 64 },
        {
          kind: 'choice',
          of: [Array.from({ length: 40 }, () => ({ ...conv, kernel: { choose: [1, 3] } })), []],
          repeat: 64,
        },
      ],
      'layers[1].of[0][9]: the space has more than 2000 knobs; use fewer repetitions or "shared": true',
    ],
  ])('refuses layers %#', (layers, sentence) => {
    expect(sentenceOf(() => digits(layers)).replace(/of\[[01]\]\[0\]: dense/, 'of[0][0]: dense')).toMatch(
      new RegExp(`^${sentence.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('\\[9\\]', '\\[\\d+\\]')}$`),
    );
  });

  it('checks the output of a network without a head', () => {
    const headless = (units: number): SearchSpace =>
      createSpace(
        { kind: 'custom', ...{ head: 'none', layers: [{ kind: 'flatten' }, { kind: 'dense', units }] } },
        { inputShape: [8, 8, 1], outputUnits: 10 },
      );
    expect(headless(10).build([]).nodes.at(-1)!.name).toBe('layer1_dense');
    expect(sentenceOf(() => headless(9))).toBe(
      'head: without a head the last layer must put out 10 numbers, but it puts out [9]',
    );
  });

  const tower = (shared: boolean): unknown =>
    [0, 1, 2].reduce<unknown>(
      (inner) => ({ kind: 'branches', branches: [[], [inner]], repeat: 64, shared }),
      conv,
    );

  it('bounds the work of declaring a space in which nothing is to be chosen', () => {
    expect(sentenceOf(() => digits([tower(false)]))).toMatch(
      /^layers\[0\](\.branches\[1\]\[0\])+: the space has more than 100000 fields; use fewer repetitions or "shared": true$/,
    );
  });

  it('bounds the size of a network', () => {
    expect(sentenceOf(() => digits([{ ...conv, filters: 4 }, tower(true)]))).toBe(
      'layers[1].branches[1][0].branches[1][0]: the network has more than 20000 nodes; use fewer repetitions',
    );
  });
});

describe('spaceSchema', () => {
  it('is a JSON schema in which layers refer to themselves', () => {
    const schema = JSON.stringify(z.toJSONSchema(spaceSchema, { io: 'input' }));
    expect(schema).toContain('"$ref":"#/$defs/layer"');
    expect(z.toJSONSchema(spaceSchema, { io: 'input' }).oneOf).toHaveLength(Object.keys(SPACES).length);
  });
});

function digits(layers: readonly unknown[]): SearchSpace {
  return createSpace({ kind: 'custom', ...{ layers } }, { inputShape: [8, 8, 1], outputUnits: 10 });
}

import { describe, expect, it } from 'vitest';
import { knobsAt } from '../../../../src/core/space/blueprint/blueprint';
import type { Blueprint } from '../../../../src/core/space/blueprint/blueprint';
import { createSpace, SPACES } from '../../../../src/core/space/catalog';
import type { SearchSpace } from '../../../../src/core/space/space';
import {
  customWithEverything,
  nb201Space,
  nestedCustom,
  tinyChain,
  tinyCppn,
  tinyCustom,
  tinyMlp,
  tinyTransformer,
} from '../../../support/spaces';

const DIGITS = { inputShape: [8, 8, 1], outputUnits: 10 };

const KINDS = Object.keys(SPACES).filter((kind) => kind !== 'table' && kind !== 'custom');

const DRAWN: readonly { readonly name: string; readonly space: SearchSpace }[] = [
  ...KINDS.map((kind) => ({ name: `${kind} as it comes`, space: createSpace({ kind }, DIGITS) })),
  { name: 'small cells', space: nb201Space() },
  { name: 'a short chain', space: tinyChain() },
  { name: 'layers of vectors', space: tinyMlp() },
  { name: 'few patterns', space: tinyCppn() },
  { name: 'a repeated, an optional and a chosen layer', space: tinyCustom() },
  { name: 'every kind of layer', space: customWithEverything() },
  { name: 'a transformer', space: tinyTransformer() },
  { name: 'nested conditions', space: nestedCustom() },
];

describe.each(DRAWN)('the drawing of $name', ({ space }) => {
  const blueprint = space.blueprint!();

  it('has every knob in one place or more', () => {
    const places = [...blueprint.nodes, ...blueprint.boxes].flatMap(knobsAt);
    expect([...new Set(places)].sort((a, b) => a - b)).toEqual(space.knobs.map((_, knob) => knob));
  });

  it('shows the values of the knobs that it names', () => {
    for (const { choices } of blueprint.nodes)
      for (const { values, knobs } of choices)
        expect(knobs.map((knob) => space.knobs[knob]!.values)).toEqual(knobs.map(() => values));
  });

  it('leads from its inputs to its output, box by box', () => {
    const ids = blueprint.nodes.map(({ id }) => id);
    const boxes = blueprint.boxes.map(({ id }) => id);
    expect(new Set([...ids, ...boxes]).size).toBe(ids.length + boxes.length);
    expect(
      blueprint.edges.filter(({ from, to }) => !(ids.indexOf(from) < ids.indexOf(to) && ids.includes(from))),
    ).toEqual([]);
    const ends = ids.filter((id) => !blueprint.edges.some(({ from }) => from === id));
    expect(ends).toEqual([ids.at(-1)]);
    for (const { box } of [...blueprint.nodes, ...blueprint.boxes])
      expect([undefined, ...boxes]).toContain(box);
  });
});

it('has no drawing for a table of names', () => {
  const space = createSpace({ kind: 'table', ...{ knobs: [{ name: 'a', values: [1, 2] }] } }, DIGITS);
  expect(space.blueprint).toBeUndefined();
});

it('draws a chain as one block with its repetitions', () => {
  expect(textOf(tinyChain().blueprint!())).toEqual([
    'input (8, 8, 1)',
    '[block x1-2 of 0]',
    'block/convolution: convolution (batch norm, relu); operation conv|separable of 3,7; filters 4|8 of 1,5; kernel 1|3 of 2,6',
    'block/pooling: pooling 2x2, stride 2; kind none|max of 4,8',
    'head: to a vector (head global-average)',
    'output: dense (units 10)',
  ]);
});

it('draws what may be left out, is repeated, or lies side by side', () => {
  const blueprint = tinyCustom().blueprint!();
  expect(textOf(blueprint)).toEqual([
    'input (8, 8, 1)',
    'body/body: body: conv (kernel 3) x1-2 of 0; filters 4|8 of 1,2',
    'conv2d: conv (filters 4, kernel 1)',
    'merge; merge add|concat of 3',
    'layer2/activation: activation or nothing, by 4; activation relu|elu of 5',
    'head: to a vector (head global-average)',
    'output: dense (units 10)',
  ]);
  expect(blueprint.edges.filter(({ to }) => to === 'merge').map(({ from }) => from)).toEqual([
    'body/body',
    'conv2d',
  ]);
});

it('draws the searched edges of a cell in a box, the same knobs in each stage', () => {
  const text = textOf(nb201Space().blueprint!());
  expect(text.filter((line) => line.startsWith('['))).toEqual([
    '[cell of stage 1]',
    '[cell of stage 2]',
    '[cell of stage 3]',
  ]);
  const edge = 'edge 1 to 2; operation none|skip_connect|nor_conv_1x1|nor_conv_3x3|avg_pool_3x3 of 2';
  expect(text.filter((line) => line.includes('edge 1 to 2'))).toEqual(
    [1, 2, 3].map((stage) => `cell${stage}/edge1-2: ${edge}`),
  );
});

it('marks the ways of which one is taken', () => {
  const blueprint = nestedCustom().blueprint!();
  expect(blueprint.edges.filter(({ alternative }) => alternative)).toHaveLength(2);
  expect(
    blueprint.nodes.filter(({ role }) => role === 'fork').map(({ choices }) => choices[0]?.values),
  ).toEqual([['conv2d', 'identity']]);
});

/** A line for each box and node, in order of the nodes. */
function textOf({ nodes, boxes }: Blueprint): string[] {
  const seen = new Set<string>();
  return nodes.flatMap((node) => {
    const box = boxes.find(({ id }) => id === node.box);
    const isNew = box !== undefined && !seen.has(box.id);
    if (box) seen.add(box.id);
    const times = (part: typeof node | typeof box): string => {
      const { repeat } = part!;
      return repeat && repeat.most > repeat.least
        ? ` x${repeat.least}-${repeat.most} of ${repeat.knobs.join()}`
        : '';
    };
    const choices = node.choices.map(
      ({ name, values, knobs }) => `; ${name} ${values.join('|')} of ${knobs.join()}`,
    );
    const name = node.id === node.label ? '' : `${node.id}: `;
    const detail = node.detail === '' ? '' : ` (${node.detail.replace(/^\[(.*)\]$/, '$1')})`;
    const optional = node.optional ? ` or nothing, by ${node.optional.join()}` : '';
    return [
      ...(isNew ? [`[${box.label}${times(box)}]`] : []),
      `${name}${node.label}${detail}${times(node)}${optional}${choices.join('')}`,
    ];
  });
}

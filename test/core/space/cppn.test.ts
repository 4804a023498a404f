import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/base/random';
import { cppn } from '../../../src/core/space/cppn/cppn';
import { FUNCTION_NAMES, FUNCTIONS } from '../../../src/core/space/cppn/functions';
import { evaluateCppn } from '../../../src/core/space/cppn/network';
import type { Cppn } from '../../../src/core/space/cppn/network';
import type { SearchSpace, SpaceContext } from '../../../src/core/space/space';
import { sentenceOf } from '../../support/error-of';

const DIGITS: SpaceContext = { inputShape: [8, 8, 1], outputUnits: 10 };
const SEEDS = Array.from({ length: 10 }, (_, seed) => createRng(seed));

describe('a pattern-producing network', () => {
  it('has functions that are known by hand', () => {
    const at = (x: number) => Object.fromEntries(Object.entries(FUNCTIONS).map(([name, f]) => [name, f(x)]));

    expect(at(0)).toEqual({ sigmoid: 0, gaussian: 1, sine: 0, abs: 0, linear: 0, step: 0 });
    expect(at(-0.5)).toEqual({
      sigmoid: expect.closeTo(2 / (1 + Math.exp(2.45)) - 1, 12) as number,
      gaussian: expect.closeTo(Math.exp(-0.25), 12) as number,
      sine: expect.closeTo(-0.479425538604203, 12) as number,
      abs: 0.5,
      linear: -0.5,
      step: 0,
    });
  });

  it('sums what comes in, weighs it, and puts it through its functions', () => {
    // Two inputs; abs of 2 a - b; gaussian of that and of b.
    const network: Cppn = {
      nInputs: 2,
      hidden: [
        { function: 'abs', links: [link(0, 2), link(1, -1)] },
        { function: 'gaussian', links: [link(2, 0.5), link(1, 1)] },
      ],
      outputs: [[link(0, 1), link(3, -1)], []],
    };
    const [a, b] = [Float64Array.of(0.3, -1), Float64Array.of(0.9, 0)];
    const byHand = Array.from(a, (x, i) => {
      const hidden = Math.exp(-((0.5 * Math.abs(2 * x - b[i]!) + b[i]!) ** 2));
      return Math.tanh(2.45 * (x - hidden));
    });

    const outputs = evaluateCppn(network, 0, [a, b]);
    expect([...outputs].map((value, i) => value - byHand[i]!)).toEqual([
      expect.closeTo(0, 12),
      expect.closeTo(0, 12),
    ]);
    expect([...evaluateCppn(network, 1, [a, b])]).toEqual([0, 0]);
  });

  it('is the same to the last bit for any order of its hidden nodes', () => {
    const nodes = Array.from({ length: 5 }, (_, i) => ({
      function: FUNCTION_NAMES[i]!,
      links: [link(0, 0.7 + i), link(1, 0.1 - i / 3)],
    }));
    const outputOf = (order: readonly number[]) =>
      evaluateCppn(
        {
          nInputs: 2,
          hidden: order.map((i) => nodes[i]!),
          outputs: [order.map((i, place) => link(2 + place, 0.3 * i - 0.7))],
        },
        0,
        [Float64Array.of(0.1, 0.2, 0.3), Float64Array.of(-0.7, 0.9, 0.3)],
      );

    const orders = SEEDS.map((rng) => rng.shuffled([0, 1, 2, 3, 4]));
    expect(orders.map(outputOf)).toEqual(orders.map(() => outputOf([0, 1, 2, 3, 4])));
  });
});

describe('generated weights', () => {
  it('are known by hand: a ramp along x, cut at the threshold', () => {
    const space = make({ layers: [{ kind: 'conv2d', filters: 2, kernel: 3 }], threshold: 0.5, range: 6 });
    const kernel = weightsOf(space, 'x1->conv1=0.5')['conv1_conv2d/kernel']!;
    // sigmoid(0.5) is 0.8415; of it 0.3415 / 0.5 is expressed; six by the root of nine inputs is two.
    const weight = 2 * ((Math.tanh(2.45 * 0.5) - 0.5) / 0.5);

    expect(kernel).toHaveLength(18);
    for (const row of [0, 1, 2])
      for (const [column, value] of [-weight, 0, weight].entries())
        for (const filter of [0, 1]) expect(kernel[6 * row + 2 * column + filter]).toBeCloseTo(value, 6);
  });

  it('tell filters apart by where their map lies', () => {
    const space = make({ layers: [{ kind: 'conv2d', filters: 3, kernel: 1 }] });
    const [first, middle, last] = weightsOf(space, 'z2->conv1=1')['conv1_conv2d/kernel']!;

    expect(middle).toBe(0);
    expect(first).toBe(-last!);
    expect(last).toBeGreaterThan(0);
  });

  it('see the map that a dense layer reads flattened', () => {
    const space = make({ layers: [] }, { inputShape: [2, 2, 2], outputUnits: 2 });
    const along = (input: string) =>
      weightsOf(space, `${input}->output=1`)['output_dense/kernel']!.map((weight) => Math.sign(weight));

    // Rows of the kernel are (y, x, map); columns are units.
    expect(along('y1')).toEqual([-1, -1, -1, -1, -1, -1, -1, -1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(along('x1')).toEqual([-1, -1, -1, -1, 1, 1, 1, 1, -1, -1, -1, -1, 1, 1, 1, 1]);
    expect(along('z1')).toEqual([-1, -1, 1, 1, -1, -1, 1, 1, -1, -1, 1, 1, -1, -1, 1, 1]);
    expect(along('x2')).toEqual([-1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1]);
  });

  it('are symmetric, and the same for equal distances, where patterns see distances only', () => {
    const space = make({
      layers: [
        { kind: 'conv2d', filters: 2, kernel: 5 },
        { kind: 'dense', units: 8 },
      ],
      coordinates: 'distance',
    });
    for (const rng of SEEDS) {
      const weights = space.initialWeights!(space.sample(rng));
      const kernel = weights['conv1_conv2d/kernel']!;
      const at = (y: number, x: number, f: number) => kernel[10 * y + 2 * x + f];
      for (const [y, x, f] of places(5, 5, 2)) {
        expect(at(y, x, f)).toBe(at(y, 4 - x, f));
        expect(at(y, x, f)).toBe(at(4 - y, x, f));
      }
      // The map is 8 pixels wide and there are 8 units on the line: pixel i and unit j are |i - j| steps apart.
      const dense = weights['dense1_dense/kernel']!;
      for (const [y, x, unit] of places(8, 7, 7))
        expect(dense[16 * 8 * y + 16 * x + unit]).toBeCloseTo(
          dense[16 * 8 * y + 16 * (x + 1) + unit + 1]!,
          5,
        );
    }
  });

  it('are not symmetric where patterns see places', () => {
    const space = make({ layers: [{ kind: 'conv2d', filters: 1, kernel: 3 }] });
    const kernels = SEEDS.map((rng) => space.initialWeights!(space.sample(rng))['conv1_conv2d/kernel']!);

    expect(kernels.some((kernel) => kernel[3] !== kernel[5])).toBe(true);
  });

  it('are there for every kernel of the network, in its size, and for nothing else', () => {
    const space = make({
      layers: [
        { kind: 'conv2d', filters: 3, kernel: 3, padding: 'valid' },
        { kind: 'avg_pool2d' },
        { kind: 'conv2d', filters: 5, kernel: 2, stride: 2 },
        { kind: 'dense', units: 7 },
      ],
    });
    const weights = space.initialWeights!(space.sample(createRng(3)));
    const sizes = Object.fromEntries(Object.entries(weights).map(([name, { length }]) => [name, length]));

    expect(sizes).toEqual({
      'conv1_conv2d/kernel': 3 * 3 * 3,
      'conv2_conv2d/kernel': 2 * 2 * 3 * 5,
      'dense1_dense/kernel': 2 * 2 * 5 * 7,
      'output_dense/kernel': 7 * 10,
    });
  });
});

describe('the space of generated weights', () => {
  it('has a knob for each link that a pattern can depend on', () => {
    const space = make(
      { layers: [], hiddenNodes: 2, functions: ['sine', 'abs'] },
      { inputShape: [4], outputUnits: 3 },
    );

    expect(space.knobs.map(({ name }) => name)).toEqual([
      ...['x1->output', 'x2->output', 'bias->output'],
      ...['node1', 'x1->node1', 'x2->node1', 'bias->node1', 'node1->output'],
      ...['node2', 'x1->node2', 'x2->node2', 'bias->node2', 'node1->node2', 'node2->output'],
    ]);
    expect(space.knobs[0]!.values).toEqual([0, -3, -2.5, -2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2, 2.5, 3]);
    expect(space.knobs[3]!.values).toEqual(['none', 'sine', 'abs']);
  });

  it('has no link to a layer from an input that says nothing there', () => {
    const direct = make({})
      .knobs.slice(0, 9)
      .map(({ name }) => name);

    // One channel comes in; the middle of the window stands for all units of a map; units of the output lie on a line.
    expect(direct).toEqual([
      ...['x1->conv1', 'y1->conv1', 'z2->conv1', 'bias->conv1'],
      ...['x1->output', 'y1->output', 'z1->output', 'x2->output', 'bias->output'],
    ]);
  });

  it('writes down what is there', () => {
    const space = make({});
    const text = 'x1->conv1=1.5, node2=sine, y1->node2=-2, node2->output=0.5';

    expect(space.format(space.parse(text))).toBe(text);
    expect(space.format(space.knobs.map(() => 0))).toBe('fixed');
    expect(sentenceOf(() => space.parse('x1->conv1=1.5, y1->node2=1'))).toBe(
      'character 16: y1->node2 has no effect here; it needs node2 = sigmoid or gaussian or sine or abs or linear or step',
    );
  });

  it.each([
    {
      why: 'hidden nodes in another order',
      a: 'node1=sine, x1->node1=1, y1->node1=2, node1->conv1=3, node2=abs, y1->node2=-1, x1->node2=0.5, node2->conv1=1',
      b: 'node1=abs, y1->node1=-1, x1->node1=0.5, node1->conv1=1, node3=sine, x1->node3=1, y1->node3=2, node3->conv1=3',
      same: true,
    },
    {
      why: 'a node that leads nowhere',
      a: 'x1->conv1=1',
      b: 'x1->conv1=1, node1=sine, x1->node1=1',
      same: true,
    },
    {
      why: 'a link from a node that is not there',
      a: 'x1->conv1=1, node2=sine, node2->output=1',
      b: 'x1->conv1=1, node2=sine, node1->node2=2, node2->output=1',
      same: true,
    },
    { why: 'patterns below the threshold', a: 'fixed', b: 'node1=linear, x1->node1=0.5', same: true },
    { why: 'another weight', a: 'x1->conv1=1', b: 'x1->conv1=1.5', same: false },
    { why: 'another layer', a: 'x1->conv1=1', b: 'x1->output=1', same: false },
    { why: 'another sign', a: 'x1->conv1=1', b: 'x1->conv1=-1', same: false },
  ])('gives one id to the same weights only: $why', ({ a, b, same }) => {
    const space = make({});
    const [idA, idB] = [a, b].map((text) => space.candidateId(space.parse(text)));

    expect(idA === idB).toBe(same);
  });

  it.each([
    [
      { layers: [{ kind: 'dense', units: 4 }, { kind: 'max_pool2d' }] },
      'layers[1]: max_pool2d takes a map, but there is a vector before it',
    ],
    [
      { layers: [{ kind: 'dense', units: 4096 }] },
      'layers[0]: the layers up to here have 262144 weights, and at most 200000 can be generated for each candidate',
    ],
    [{ layers: [{ kind: 'conv2d', filters: 2, kernel: 9, padding: 'valid' }] }, /^layers\[0\]: /],
  ])('refuses layers that do not fit: %j', (options, message) => {
    expect(() => make(options)).toThrow(message);
  });

  it('takes vectors and images, and no sequences', () => {
    const nodes = (context: SpaceContext) =>
      make({}, context)
        .build([])
        .nodes.map(({ name }) => name);

    expect(nodes(DIGITS)).toEqual([
      ...['input', 'conv1_conv2d', 'conv1_tanh', 'pool1_max_pool2d', 'output_flatten', 'output_dense'],
    ]);
    expect(nodes({ inputShape: [13], outputUnits: 3 })).toEqual([
      'input',
      'dense1_dense',
      'dense1_tanh',
      'output_dense',
    ]);
    expect(() => make({}, { inputShape: [6, 2], outputUnits: 3 })).toThrow(
      'kind: cppn takes images or vectors, but an example is a sequence; use custom',
    );
  });
});

function make(options: object, context = DIGITS): SearchSpace {
  return cppn.create(cppn.options.parse({ kind: 'cppn', ...options }), context);
}

function weightsOf(space: SearchSpace, text: string) {
  return space.initialWeights!(space.parse(text));
}

function link(from: number, weight: number) {
  return { from, weight };
}

function places(height: number, width: number, depth: number): [number, number, number][] {
  return Array.from({ length: height * width * depth }, (_, i) => [
    Math.floor(i / (width * depth)),
    Math.floor(i / depth) % width,
    i % depth,
  ]);
}

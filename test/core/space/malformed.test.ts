import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/base/errors';
import { createRng } from '../../../src/core/base/random';
import { formatArchitecture, parseArchitecture } from '../../../src/core/graph/architecture-json';
import { createSpace } from '../../../src/core/space/catalog';
import { nb201Space, tinyChain, tinyCustom } from '../../support/spaces';

const OPTIONS: readonly unknown[] = [
  { kind: 'nas-bench-201', stemChannels: 4, cellsPerStage: 1 },
  { kind: 'chain-cnn', minDepth: 1, maxDepth: 3, filters: [4, 8], heads: ['flatten'], dropouts: [0, 0.5] },
  { kind: 'mlp', minDepth: 0, maxDepth: 2, units: [4, 8], norms: ['batch'] },
  {
    kind: 'custom',
    head: 'flatten',
    layers: [
      { kind: 'conv2d', name: 'stem', filters: { choose: [4, 8] }, kernel: 3, repeat: { choose: [1, 2] } },
      { kind: 'branches', merge: 'concat', branches: [[], [{ kind: 'conv2d', filters: 4, kernel: '3x1' }]] },
      { kind: 'cell', nodes: 3, operations: ['skip', 'conv1x1'], repeat: 2 },
      { kind: 'choice', of: [[{ kind: 'dropout', rate: 0.1 }], [{ kind: 'activation', activation: 'elu' }]] },
    ],
  },
];

/** What a value may be replaced by; `undefined` removes it. */
const WRONG: readonly unknown[] = [
  undefined,
  null,
  -1,
  0,
  1.5,
  1e9,
  '',
  'conv2d',
  true,
  [],
  {},
  [[]],
  { choose: [] },
];

describe('malformed input', () => {
  it('to createSpace makes a space or one sentence with a place', () => {
    fc.assert(
      fc.property(fc.constantFrom(...OPTIONS), fc.integer(), (options, seed) => {
        const broken = brokenCopy(options, seed) as { kind: string };
        expectSentence(() => {
          const space = createSpace(broken, { inputShape: [8, 8, 1], outputUnits: 10 });
          space.build(space.sample(createRng(seed)));
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('to parseArchitecture makes an architecture or one sentence', () => {
    const spaces = [nb201Space(), tinyChain(), tinyCustom()];
    fc.assert(
      fc.property(fc.constantFrom(...spaces), fc.integer(), fc.nat(), (space, seed, cut) => {
        const text = formatArchitecture(space.build(space.sample(createRng(seed))));
        expectSentence(() => parseArchitecture(JSON.stringify(brokenCopy(JSON.parse(text), seed))));
        expectSentence(() => parseArchitecture(text.slice(0, cut % text.length)));
      }),
      { numRuns: 200 },
    );
  });

  it('to parse makes a genotype or one sentence with its character', () => {
    const spaces = [nb201Space(), tinyChain(), tinyCustom()];
    fc.assert(
      fc.property(
        fc.constantFrom(...spaces),
        fc.integer(),
        fc.nat(),
        fc.string(),
        (space, seed, at, noise) => {
          const text = space.format(space.sample(createRng(seed)));
          const start = at % text.length;
          expectSentence(
            () => space.parse(text.slice(0, start) + noise + text.slice(start + 1)),
            /^character \d+$/,
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** Whatever else is thrown fails the test. */
function expectSentence(action: () => unknown, path = /./): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.path).toMatch(path);
    expect(error.message).not.toContain('\n');
  }
}

/** The same value with one part replaced, removed or given an unknown key. */
function brokenCopy(value: unknown, seed: number): unknown {
  const rng = createRng(seed);
  const copy: unknown = structuredClone(value);
  const places: [Record<string, unknown>, string][] = [];
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    const record = part as Record<string, unknown>;
    for (const key of Object.keys(record)) {
      places.push([record, key]);
      visit(record[key]);
    }
    if (!Array.isArray(part)) places.push([record, 'unknown']);
  };
  visit(copy);
  const [record, key] = rng.pick(places);
  record[key] = rng.pick(WRONG);
  return copy;
}

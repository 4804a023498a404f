import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/base/errors';
import { createRng } from '../../../src/core/base/random';
import { costOf } from '../../../src/core/graph/cost';
import { createSpace } from '../../../src/core/space/catalog';
import type { Genotype, SearchSpace, SpaceContext } from '../../../src/core/space/space';
import {
  areNeighbours,
  chiSquareLimit,
  everyEncoding,
  fromOneHot,
  fromOrdinal,
  isActive,
  outputUnitsOf,
  paramsByHand,
  texts,
} from '../../support/space-checks';
import {
  customWithEverything,
  nestedCustom,
  nb201Space,
  tinyChain,
  tinyCppn,
  tinyCustom,
  tinyMlp,
  tinyTransformer,
} from '../../support/spaces';

const DIGITS: SpaceContext = { inputShape: [8, 8, 1], outputUnits: 10 };
const MNIST: SpaceContext = { inputShape: [28, 28, 1], outputUnits: 10 };
const CIFAR: SpaceContext = { inputShape: [32, 32, 3], outputUnits: 100 };
const ODD: SpaceContext = { inputShape: [7, 5, 2], outputUnits: 1 };
const WINE: SpaceContext = { inputShape: [13], outputUnits: 3 };

/** Every kind, as it comes and shrunken, for several inputs. */
const SPACES: readonly { readonly name: string; readonly space: SearchSpace }[] = [
  { name: 'tiny nas-bench-201', space: nb201Space() },
  { name: 'tiny chain-cnn', space: tinyChain() },
  { name: 'tiny mlp', space: tinyMlp() },
  { name: 'tiny custom', space: tinyCustom() },
  ...[
    { kind: 'nas-bench-201', ...{ stemChannels: 2, cellsPerStage: 2 } },
    { kind: 'chain-cnn' },
    {
      kind: 'chain-cnn',
      ...{
        minDepth: 5,
        maxDepth: 6,
        pooling: ['max', 'avg'],
        norms: ['none', 'layer'],
        denseUnits: [0, 8],
        dropouts: [0, 0.5],
      },
    },
  ].flatMap((options) =>
    [DIGITS, MNIST, CIFAR, ODD].map((context, i) => ({
      name: `${options.kind} ${Object.keys(options).length > 1 ? 'changed' : 'as it comes'}, input ${i}`,
      space: createSpace(options, context),
    })),
  ),
  ...[WINE, DIGITS].map((context, i) => ({
    name: `mlp as it comes, input ${i}`,
    space: createSpace({ kind: 'mlp' }, context),
  })),
  {
    name: 'linear or not mlp',
    space: createSpace({ kind: 'mlp', ...{ minDepth: 0, maxDepth: 2, dropouts: [0, 0.2] } }, WINE),
  },
  {
    name: 'fixed mlp',
    space: createSpace(
      { kind: 'mlp', ...{ minDepth: 1, maxDepth: 1, units: [8], activations: ['relu'], norms: ['none'] } },
      WINE,
    ),
  },
  { name: 'cppn as it comes, digits', space: createSpace({ kind: 'cppn' }, DIGITS) },
  { name: 'cppn as it comes, wine', space: createSpace({ kind: 'cppn' }, WINE) },
  { name: 'tiny cppn', space: tinyCppn() },
  { name: 'custom with choices inside choices', space: nestedCustom() },
  { name: 'custom transformer', space: tinyTransformer() },
  { name: 'custom with everything', space: customWithEverything() },
];

describe.each(SPACES)('$name', ({ space }) => {
  it('samples, mutates, crosses and neighbours members only', () => {
    property((seed) => {
      const rng = createRng(seed);
      const [a, b] = [space.sample(rng), space.sample(rng)];
      const made = [
        a,
        b,
        space.mutate(a, rng),
        space.crossover(a, b, rng),
        ...space.neighbours(a).slice(0, 5),
      ];
      expect(made.map((genotype) => space.check(genotype))).toEqual(made.map(() => undefined));
    });
  });

  it('stays a member, and moves, over ten thousand mutations', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const rng = createRng(seed);
        let parent = space.sample(rng);
        for (let i = 0; i < 1000; i++) {
          const child = space.mutate(parent, rng);
          if (space.check(child) !== undefined) throw new Error(`no member: ${child.join()}`);
          if (space.count() > 1n && child.join() === parent.join())
            throw new Error(`no change: ${child.join()}`);
          parent = child;
        }
      }),
      { numRuns: 10 },
    );
  });

  it('changes one active knob, and what it switches, in a mutation', () => {
    property((seed) => {
      const rng = createRng(seed);
      const parent = space.sample(rng);
      const child = space.mutate(parent, rng);
      const turned = space.knobs.filter(
        (_, k) => isActive(space, parent, k) && isActive(space, child, k) && parent[k] !== child[k],
      );
      expect(turned.length).toBe(space.count() > 1n ? 1 : 0);
    });
  });

  it('takes every knob of a child from a parent in which it is active', () => {
    property((seed) => {
      const rng = createRng(seed);
      const [a, b] = [space.sample(rng), space.sample(rng)];
      const child = space.crossover(a, b, rng);
      const foreign = space.knobs.filter(
        (_, k) =>
          isActive(space, child, k) &&
          ![a, b].some((parent) => isActive(space, parent, k) && parent[k] === child[k]),
      );
      expect(foreign).toEqual([]);
    });
  });

  it('reads back what it writes', () => {
    property((seed) => {
      const genotype = space.sample(createRng(seed));
      const text = space.format(genotype);
      expect(text).not.toContain('\n');
      expect(space.parse(text)).toEqual(genotype);
      expect(space.parse(` ${text} `)).toEqual(genotype);
    });
  });

  it('says where a text is wrong', () => {
    const text = space.format(space.sample(createRng(1)));
    for (const broken of [`${text}x`, `nonsense ${text}`, `${text}, nonsense=1`]) {
      const place = pathOf(() => space.parse(broken));
      expect(place).toMatch(/^character \d+$/);
    }
  });

  it('encodes all members at one length in [0, 1], and one-hot and ordinal can be read back', () => {
    const lengths = new Map<string, Set<number>>();
    property((seed) => {
      const genotype = space.sample(createRng(seed));
      for (const kind of space.encodings) {
        const code = space.encode(genotype, kind);
        expect(code.every((x) => x >= 0 && x <= 1)).toBe(true);
        lengths.set(kind, (lengths.get(kind) ?? new Set()).add(code.length));
      }
      expect(fromOneHot(space, space.encode(genotype, 'one-hot'))).toEqual(genotype);
      expect(fromOrdinal(space, space.encode(genotype, 'ordinal'))).toEqual(genotype);
    });
    expect([...lengths.values()].map((set) => set.size)).toEqual(space.encodings.map(() => 1));
  });

  it('builds networks of the right output whose cost is the sum of their layers', () => {
    property((seed) => {
      const genotype = space.sample(createRng(seed));
      const architecture = space.build(genotype);
      expect(architecture.shapes.at(-1)).toEqual([outputUnitsOf(architecture)]);
      const cost = costOf(architecture);
      expect(cost.paramCount).toBe(paramsByHand(architecture));
      expect(space.build(genotype)).toEqual(architecture);
    }, 20);
  });

  it('gives a candidate one id, whatever was asked before', () => {
    property((seed) => {
      const genotype = space.sample(createRng(seed));
      expect(space.candidateId([...genotype])).toBe(space.candidateId(genotype));
    }, 10);
  });

  it('repeats itself under one seed', () => {
    const walk = (): Genotype[] => {
      const rng = createRng(5);
      const a = space.sample(rng);
      const b = space.mutate(a, rng);
      return [a, b, space.crossover(a, b, rng)];
    };
    expect(walk()).toEqual(walk());
  });

  it('names the knob of a position that is not one', () => {
    const genotype = space.sample(createRng(3));
    expect(space.check([...genotype, 0])).toBe(
      `expected ${genotype.length} positions, one per knob, but got ${genotype.length + 1}`,
    );
    const wrong = space.knobs.map(({ name, values }, k) => [
      space.check(genotype.map((position, i) => (i === k ? values.length : position))),
      `${name}: expected a position from 0 to ${values.length - 1}, but got ${values.length}`,
    ]);
    expect(wrong.map(([got]) => got)).toEqual(wrong.map(([, sentence]) => sentence));
  });
});

describe.each(SPACES.filter(({ space }) => space.count() <= 20_000n))('$name, all of it', ({ space }) => {
  const everything = [...everyEncoding(space)];
  const members = everything.filter((genotype) => space.check(genotype) === undefined);

  it('counts its encodings exactly', () => {
    expect(space.count()).toBe(BigInt(everything.length));
  });

  it('has as neighbours all members that differ in one knob', () => {
    const rng = createRng(11);
    for (const genotype of rng.shuffled(members).slice(0, 40)) {
      const byHand = members.filter((other) => areNeighbours(space, genotype, other));
      expect(texts(space.neighbours(genotype))).toEqual(texts(byHand));
    }
  });

  it('counts distinct candidates as their ids do, where it counts them', () => {
    const counted = space.countDistinct();
    expect(
      counted === undefined || counted === BigInt(new Set(members.map((m) => space.candidateId(m))).size),
    ).toBe(true);
  });

  it.runIf(members.length <= 400)('samples all members equally often', () => {
    // Chi-square of 200 draws per member; a fair sampler exceeds the limit once in a million seeds.
    const rng = createRng(2024);
    const times = new Map<string, number>();
    const nDraws = 200 * members.length;
    for (let i = 0; i < nDraws; i++) {
      const key = space.sample(rng).join();
      times.set(key, (times.get(key) ?? 0) + 1);
    }
    const chiSquare = members.reduce((sum, m) => sum + ((times.get(m.join()) ?? 0) - 200) ** 2 / 200, 0);
    expect(times.size).toBe(members.length);
    expect(chiSquare).toBeLessThanOrEqual(chiSquareLimit(members.length - 1));
  });
});

function property(check: (seed: number) => void, numRuns = 50): void {
  fc.assert(fc.property(fc.integer(), check), { numRuns });
}

function pathOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof InputError) return error.path;
    throw error;
  }
  return 'nothing was thrown';
}

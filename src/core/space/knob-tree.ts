import { Bug } from '../base/errors';
import type { Rng } from '../base/random';
import { isActive } from './knob-activity';
import type { Genotype, Knob } from './space';

/** The knobs as a forest: a knob's children are those that its value can switch on. */
export interface KnobTree {
  readonly knobs: readonly Knob[];
  /** Whether the knob has an effect, given the positions of the knobs before it. */
  isActive(genotype: Genotype, knob: number): boolean;
  /** Exact number of encodings. */
  readonly count: bigint;
  /** Encodings of everything under `knob`, itself included, while it holds the value at `position`. */
  waysUnder(knob: number, position: number): bigint;
  /** Uniform over encodings. */
  sample(rng: Rng): Genotype;
  /** Positions for `knob` and all under it, uniform over their encodings; writes them into `genotype`. */
  sampleUnder(genotype: number[], knob: number, rng: Rng): void;
  /** Every encoding once, the last knob turning fastest. */
  enumerate(): Generator<Genotype>;
}

export function createKnobTree(knobs: readonly Knob[]): KnobTree {
  const children: number[][] = knobs.map(() => []);
  const roots: number[] = [];
  knobs.forEach(({ name, activeIf }, knob) => {
    if (activeIf && activeIf.knob >= knob) throw new Bug(`knob ${name} depends on a later one`);
    (activeIf ? children[activeIf.knob]! : roots).push(knob);
  });

  // ways[k][v]: encodings of everything under knob k while it holds value v; children come later, so backwards.
  const ways: bigint[][] = knobs.map(() => []);
  const totals: bigint[] = knobs.map(() => 0n);
  for (let knob = knobs.length - 1; knob >= 0; knob--) {
    const each = knobs[knob]!.values.map((_, position) =>
      switchedOn(knob, position).reduce((product, child) => product * totals[child]!, 1n),
    );
    ways[knob] = each;
    totals[knob] = each.reduce((sum, n) => sum + n, 0n);
  }

  return {
    knobs,
    isActive: (genotype, knob) => isActive(knobs, genotype, knob),
    waysUnder: (knob, position) => ways[knob]![position]!,
    count: roots.reduce((product, root) => product * totals[root]!, 1n),
    sample(rng) {
      const genotype = knobs.map(() => 0);
      for (const root of roots) sampleUnder(genotype, root, rng);
      return genotype;
    },
    sampleUnder,
    enumerate: () =>
      enumerateFrom(
        knobs.map(() => 0),
        0,
      ),
  };

  function switchedOn(knob: number, position: number): number[] {
    return children[knob]!.filter((child) => knobs[child]!.activeIf!.values.includes(position));
  }

  function sampleUnder(genotype: number[], knob: number, rng: Rng): void {
    let left = bigBelow(totals[knob]!, rng);
    let position = 0;
    while (left >= ways[knob]![position]!) left -= ways[knob]![position++]!;
    genotype[knob] = position;
    for (const child of switchedOn(knob, position)) sampleUnder(genotype, child, rng);
  }

  function* enumerateFrom(genotype: number[], knob: number): Generator<Genotype> {
    if (knob === knobs.length) {
      yield [...genotype];
      return;
    }
    const choices = isActive(knobs, genotype, knob) ? knobs[knob]!.values.length : 1;
    for (let position = 0; position < choices; position++) {
      genotype[knob] = position;
      yield* enumerateFrom(genotype, knob + 1);
    }
    genotype[knob] = 0;
  }
}

/** Uniform in [0, n), exactly: digits of base 2^30, drawn again when they exceed the largest multiple of n. */
function bigBelow(n: bigint, rng: Rng): bigint {
  const base = 1n << 30n;
  if (n <= base) return BigInt(rng.below(Number(n)));
  let range = base;
  while (range < n) range *= base;
  const limit = range - (range % n);
  for (;;) {
    let drawn = 0n;
    for (let r = 1n; r < range; r *= base) drawn = drawn * base + BigInt(rng.below(Number(base)));
    if (drawn < limit) return drawn % n;
  }
}

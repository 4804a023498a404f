import { createKnobTree } from '../../space/knob-tree';
import type { Genotype, Knob } from '../../space/space';

/** Encodings that have numbers, in lexicographic order of the knobs' positions. */
export interface NumberedEncodings {
  readonly count: bigint;
  /** The encoding with a number from 0 to `count` - 1. O(number of values) time, nothing is listed. */
  at(index: bigint): Genotype;
  /** Whether the encoding has a number. */
  has(genotype: Genotype): boolean;
}

/**
 * Numbers every encoding that `knobs` allow, ordinal knobs holding at most `levels` of their values: both ends and what is evenly
 * spaced between them by position, rounded; the middle one for a single level.
 */
export function numberedEncodings(knobs: readonly Knob[], levels: number): NumberedEncodings {
  const tree = createKnobTree(knobs);
  const choices = knobs.map((knob) => levelsOf(knob, levels));
  // ways[k][c]: encodings of everything under knob k while it holds its c-th choice; children come later, so backwards.
  const ways: bigint[][] = knobs.map(() => []);
  const totals: bigint[] = knobs.map(() => 0n);
  for (let knob = knobs.length - 1; knob >= 0; knob--) {
    const each = choices[knob]!.map((position) =>
      knobs.reduce(
        (product, { activeIf }, child) =>
          activeIf?.knob === knob && activeIf.values.includes(position) ? product * totals[child]! : product,
        1n,
      ),
    );
    ways[knob] = each;
    totals[knob] = each.reduce((sum, n) => sum + n, 0n);
  }
  const count = knobs.reduce(
    (product, { activeIf }, knob) => (activeIf === undefined ? product * totals[knob]! : product),
    1n,
  );

  return { count, at, has };

  function at(index: bigint): Genotype {
    const genotype: number[] = [];
    let left = index;
    let completions = count; // of the positions so far
    for (const knob of knobs.keys()) {
      if (!tree.isActive(genotype, knob)) {
        genotype[knob] = 0;
        continue;
      }
      const others = completions / totals[knob]!;
      let choice = 0;
      while (left >= ways[knob]![choice]! * others) left -= ways[knob]![choice++]! * others;
      genotype[knob] = choices[knob]![choice]!;
      completions = ways[knob]![choice]! * others;
    }
    return genotype;
  }

  function has(genotype: Genotype): boolean {
    return genotype.every(
      (position, knob) => choices[knob]!.includes(position) || !tree.isActive(genotype, knob),
    );
  }
}

function levelsOf({ values, ordinal }: Knob, levels: number): number[] {
  const last = values.length - 1;
  if (!ordinal || values.length <= levels) return [...values.keys()];
  if (levels === 1) return [Math.floor(last / 2)];
  return Array.from({ length: levels }, (_, i) => Math.round((i * last) / (levels - 1)));
}

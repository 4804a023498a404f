import { align } from '../../src/core/graph/alignment';
import type { Architecture } from '../../src/core/graph/architecture';
import { diffArchitectures } from '../../src/core/graph/architecture-diff';
import type { ArchitectureDiff } from '../../src/core/graph/architecture-diff';

/** Letters by which the networks are called on the page. */
export const LETTERS = ['A', 'B', 'C'] as const;

/** Two or three networks with one that the others are compared with. */
export interface Comparison {
  readonly architectures: readonly Architecture[];
  /** Position of the one that the others are compared with. */
  readonly reference: number;
  /** By position; `undefined` for the reference itself. */
  readonly diffs: readonly (ArchitectureDiff | undefined)[];
  /** `unions[network][node]`: nodes of different networks that stand for each other have one name here. */
  readonly unions: readonly (readonly string[])[];
}

/**
 * Compares each network with the reference. Nodes that only the two others have
 * in common are partners too, so that all three can be drawn over one plan.
 */
export function compare(architectures: readonly Architecture[], reference: number): Comparison {
  const base = architectures[reference]!;
  const diffs = architectures.map((architecture, i) =>
    i === reference ? undefined : diffArchitectures(base, architecture),
  );
  const taken = new Set(base.nodes.map(({ name }) => name));
  const unions: string[][] = architectures.map(() => []);
  unions[reference] = base.nodes.map(({ name }) => name);
  const done: number[] = [];
  architectures.forEach((architecture, i) => {
    const diff = diffs[i];
    if (!diff) return;
    const earlier = done.map((other) => ({ other, ...align(architecture, architectures[other]!) }));
    unions[i] = architecture.nodes.map(({ name }, node) => {
      const partner = diff.alignment.backwards[node]!;
      if (partner >= 0) return base.nodes[partner]!.name;
      for (const { other, partners } of earlier) {
        const there = partners[node]!;
        if (there >= 0 && diffs[other]!.alignment.backwards[there]! < 0) return unions[other]![there]!;
      }
      let fresh = name;
      for (let n = 2; taken.has(fresh); n++) fresh = `${name}_${n}`;
      taken.add(fresh);
      return fresh;
    });
    done.push(i);
  });
  return { architectures, reference, diffs, unions };
}

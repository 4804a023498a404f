import type { KnobTree } from '../../space/knob-tree';
import type { Genotype } from '../../space/space';

/** A knob that departs from the base candidate, or did in an ancestor. */
export interface Gene {
  readonly knob: number;
  /** Historical marking: the same for the same knob in all genomes of a search. */
  readonly marking: number;
  /** The position that it gives its knob. */
  readonly allele: number;
  /** A gene that is off leaves its knob as the base has it, and is handed down. */
  readonly enabled: boolean;
}

/** Genes by ascending marking, no two of one knob. */
export type Genome = readonly Gene[];

/** Numbers the knobs of a search in the order in which they first depart from the base, anywhere in it. */
export class Markings {
  readonly #byKnob = new Map<number, number>();

  get size(): number {
    return this.#byKnob.size;
  }

  /** The knob's number; the next one when it departs for the first time. */
  of(knob: number): number {
    const known = this.#byKnob.get(knob);
    if (known !== undefined) return known;
    this.#byKnob.set(knob, this.size);
    return this.size - 1;
  }

  /** Takes back all but the first `size` numbers: of genomes that came to nothing. */
  keep(size: number): void {
    for (const [knob, marking] of this.#byKnob) if (marking >= size) this.#byKnob.delete(knob);
  }
}

export function sorted(genes: readonly Gene[]): Genome {
  return [...genes].sort((a, b) => a.marking - b.marking);
}

/**
 * The candidate that a genome stands for: the base with the alleles of all genes that are on. Knobs that these switch
 * off fall to 0, and genes of such knobs sleep. It may be no member of the space.
 */
export function express(tree: KnobTree, base: Genotype, genome: Genome): Genotype {
  const alleles = new Map(genome.filter(({ enabled }) => enabled).map(({ knob, allele }) => [knob, allele]));
  const genotype = tree.knobs.map(() => 0);
  tree.knobs.forEach((_, knob) => {
    if (tree.isActive(genotype, knob)) genotype[knob] = alleles.get(knob) ?? base[knob]!;
  });
  return genotype;
}

/**
 * The genome of a candidate that was not made by genes, with what `ancestor` handed down: its genes take the
 * candidate's values, those whose knob is back at the base go off, and those that sleep stay.
 */
export function genomeOf(
  tree: KnobTree,
  base: Genotype,
  genotype: Genotype,
  markings: Markings,
  ancestor: Genome = [],
): Genome {
  const genes = new Map(ancestor.map((gene) => [gene.knob, gene]));
  genotype.forEach((allele, knob) => {
    if (!tree.isActive(genotype, knob)) return;
    const gene = genes.get(knob);
    if (allele !== base[knob]) genes.set(knob, { knob, marking: markings.of(knob), allele, enabled: true });
    else if (gene) genes.set(knob, { ...gene, enabled: false });
  });
  return sorted([...genes.values()]);
}

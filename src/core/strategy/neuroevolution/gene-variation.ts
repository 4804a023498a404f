import type { Rng } from '../../base/random';
import type { KnobTree } from '../../space/knob-tree';
import type { Genotype, Knob } from '../../space/space';
import { express, sorted } from './genome';
import type { Gene, Genome, Markings } from './genome';

/** How likely a gene is off in a child when it is off in a parent that has it. */
const STAYS_OFF = 0.75;
/** The share of perturbed alleles that are drawn anew. */
const DRAWN_ANEW = 0.1;

/**
 * Adds a gene: an active knob without one gets a position that is not the base's, both drawn uniformly. `undefined`
 * where all active knobs have genes.
 *
 * @param preferred knobs to draw from, where any of them can grow
 */
export function grown(
  tree: KnobTree,
  base: Genotype,
  genome: Genome,
  markings: Markings,
  stream: Rng,
  preferred: readonly number[] = [],
): Genome | undefined {
  const genotype = express(tree, base, genome);
  const taken = new Set(genome.map(({ knob }) => knob));
  const free = tree.knobs.flatMap(({ values }, knob) =>
    values.length > 1 && !taken.has(knob) && tree.isActive(genotype, knob) ? [knob] : [],
  );
  const first = preferred.filter((knob) => free.includes(knob));
  if (free.length === 0) return undefined;
  const knob = stream.pick(first.length > 0 ? first : free);
  const allele = otherPosition(tree.knobs[knob]!, base[knob]!, stream);
  return sorted([...genome, { knob, marking: markings.of(knob), allele, enabled: true }]);
}

/** A gene for every size of the base: for each active ordinal knob a position that is not the base's, drawn uniformly. */
export function sized(tree: KnobTree, base: Genotype, markings: Markings, stream: Rng): Genome {
  const sizes = tree.knobs.flatMap(({ values, ordinal }, knob) =>
    ordinal && values.length > 1 && tree.isActive(base, knob) ? [knob] : [],
  );
  return sorted(
    sizes.map((knob) => {
      const allele = otherPosition(tree.knobs[knob]!, base[knob]!, stream);
      return { knob, marking: markings.of(knob), allele, enabled: true };
    }),
  );
}

/**
 * Moves the allele of one gene, drawn uniformly among those that are on and awake, and of every other one with
 * probability 1/n: where the knob's values are sizes by one step, nine times of ten, else anywhere. `undefined` where no
 * gene is on.
 */
export function perturbed(tree: KnobTree, base: Genotype, genome: Genome, stream: Rng): Genome | undefined {
  const genotype = express(tree, base, genome);
  const awake = genome.filter(({ enabled, knob }) => enabled && tree.isActive(genotype, knob));
  if (awake.length === 0) return undefined;
  const chosen = stream.pick(awake);
  return genome.map((gene) => {
    if (!awake.includes(gene)) return gene;
    if (gene !== chosen && stream.next() >= 1 / awake.length) return gene;
    return { ...gene, allele: stepped(tree.knobs[gene.knob]!, gene.allele, stream) };
  });
}

/** Turns one gene, drawn uniformly, off, or on again. `undefined` where there is none. */
export function toggled(genome: Genome, stream: Rng): Genome | undefined {
  if (genome.length === 0) return undefined;
  const place = stream.below(genome.length);
  return genome.map((gene, i) => (i === place ? { ...gene, enabled: !gene.enabled } : gene));
}

/**
 * Lines genes up by their markings. Those that match come from either parent by chance; disjoint and excess ones come from
 * the fitter parent, and by chance where neither is fitter. A gene that is off in a parent is off with probability 0.75.
 *
 * @param comparison positive when `a` is fitter, negative when `b` is
 */
export function crossed(a: Genome, b: Genome, comparison: number, stream: Rng): Genome {
  const ofA = new Map(a.map((gene) => [gene.marking, gene]));
  const ofB = new Map(b.map((gene) => [gene.marking, gene]));
  const markings = [...new Set([...ofA.keys(), ...ofB.keys()])].sort((x, y) => x - y);
  return markings.flatMap((marking): Gene[] => {
    const [mine, yours] = [ofA.get(marking), ofB.get(marking)];
    const isOff = mine?.enabled === false || yours?.enabled === false;
    const gene = inherited(mine, yours, comparison, stream);
    return gene ? [{ ...gene, enabled: !isOff || stream.next() >= STAYS_OFF }] : [];
  });
}

function inherited(
  mine: Gene | undefined,
  yours: Gene | undefined,
  comparison: number,
  stream: Rng,
): Gene | undefined {
  if (mine && yours) return stream.below(2) === 0 ? mine : yours;
  if (comparison === 0) return stream.below(2) === 0 ? mine : yours;
  return comparison > 0 ? mine : yours;
}

function stepped({ values, ordinal }: Knob, position: number, stream: Rng): number {
  if (!ordinal || stream.next() < DRAWN_ANEW) return otherPosition({ values }, position, stream);
  const within = [position - 1, position + 1].filter((next) => next >= 0 && next < values.length);
  return stream.pick(within);
}

function otherPosition({ values }: Pick<Knob, 'values'>, position: number, stream: Rng): number {
  const other = stream.below(values.length - 1);
  return other < position ? other : other + 1;
}

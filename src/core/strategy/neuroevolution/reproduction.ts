import type { Rng } from '../../base/random';
import type { KnobTree } from '../../space/knob-tree';
import type { CandidateId, Genotype, SearchSpace } from '../../space/space';
import { compareScores } from '../../trial/objective';
import type { Problem } from '../problem';
import type { Candidate } from '../unseen';
import { crossed, grown, perturbed, sized, toggled } from './gene-variation';
import { express, genomeOf } from './genome';
import type { Genome, Markings } from './genome';
import type { NeatOptions } from './neat-options';
import type { Member, Species } from './species';

export interface Offspring extends Candidate {
  readonly genome: Genome;
  readonly parents: readonly Member[];
  readonly operator: 'growth' | 'mutation' | 'crossover';
}

type Draft = Omit<Offspring, keyof Candidate>;

/** Makes candidates that were not proposed before; `undefined` where bounded tries found none. */
export interface Reproduction {
  /** A candidate one gene away from the base, or more where these are known; or one with a gene for every size of the base. */
  founder(stream: Rng): Offspring | undefined;
  child(species: Species, all: readonly Species[], stream: Rng): Offspring | undefined;
}

interface Parts {
  readonly space: SearchSpace;
  readonly tree: KnobTree;
  readonly base: Genotype;
  readonly markings: Markings;
  readonly options: NeatOptions;
  readonly problem: Problem;
  readonly isSeen: (id: CandidateId) => boolean;
}

/** Draws of a child that may be known or no member, before the space is asked for one. */
const TRIES = 20;
/** Genes that may follow one that changes nothing by itself. */
const MAX_FOLLOWING = 4;
/** The share of a species, its best, that has offspring. */
const SURVIVORS = 0.2;
/** How likely a child of two parents is not mutated as well. */
const CROSSOVER_ONLY = 0.2;

export function createReproduction(parts: Parts): Reproduction {
  const { space, tree, base, markings, options, problem, isSeen } = parts;

  return { founder, child };

  function founder(stream: Rng): Offspring | undefined {
    return firstNew((i) => {
      let genome: Genome = [];
      if (options.founders === 'all-sizes') genome = sized(tree, base, markings, stream);
      const nGenes = Math.max(genome.length > 0 ? 0 : 1, 2 + i - TRIES / 2);
      for (let n = 0; n < nGenes; n++) genome = growth(genome, stream) ?? genome;
      return { genome, parents: [], operator: 'growth' };
    });
  }

  function child(species: Species, all: readonly Species[], stream: Rng): Offspring | undefined {
    let parent: Member | undefined;
    const made = firstNew(() => {
      const draft = draftOf(species, all, stream);
      parent = draft.parents[0];
      return draft;
    });
    if (made || !parent) return made;
    const mother = parent;
    return firstNew(() => ({
      genome: genomeOf(tree, base, space.mutate(mother.genotype, stream), markings, mother.genome),
      parents: [mother],
      operator: 'mutation',
    }));
  }

  /** The first of 20 drafts that may be measured. Markings of the others are taken back. */
  function firstNew(draft: (i: number) => Draft): Offspring | undefined {
    const size = markings.size;
    for (let i = 0; i < TRIES; i++) {
      const drawn = draft(i);
      const genotype = express(tree, base, drawn.genome);
      const id = newId(genotype);
      if (id !== undefined && problem.foresee(genotype).violation <= 0) return { ...drawn, id, genotype };
      markings.keep(size);
    }
    return undefined;
  }

  /** The name of a member that was not proposed before. */
  function newId(genotype: Genotype): CandidateId | undefined {
    if (space.check(genotype) !== undefined) return undefined;
    const id = space.candidateId(genotype);
    return isSeen(id) ? undefined : id;
  }

  function draftOf(species: Species, all: readonly Species[], stream: Rng): Draft {
    const mother = stream.pick(survivorsOf(species));
    const father =
      stream.next() < options.crossoverProbability ? mateOf(mother, species, all, stream) : undefined;
    if (!father) return mutated({ genome: mother.genome, parents: [mother], operator: 'mutation' }, stream);
    const genome = crossed(mother.genome, father.genome, compareScores(mother.score, father.score), stream);
    const draft: Draft = { genome, parents: [mother, father], operator: 'crossover' };
    return stream.next() < CROSSOVER_ONLY ? draft : mutated(draft, stream);
  }

  function mateOf(
    mother: Member,
    species: Species,
    all: readonly Species[],
    stream: Rng,
  ): Member | undefined {
    const isAway = all.length > 1 && stream.next() < options.interspeciesProbability;
    const own = isAway ? stream.pick(all.filter((other) => other !== species)) : species;
    const mates = survivorsOf(own).filter((mate) => mate !== mother);
    return mates.length === 0 ? undefined : stream.pick(mates);
  }

  function mutated(draft: Draft, stream: Rng): Draft {
    if (stream.next() < options.growProbability) {
      const genome = growth(draft.genome, stream);
      if (genome) return { ...draft, genome, operator: draft.parents.length > 1 ? 'crossover' : 'growth' };
    }
    let { genome } = draft;
    if (stream.next() < options.perturbProbability) genome = perturbed(tree, base, genome, stream) ?? genome;
    if (stream.next() < options.toggleProbability) genome = toggled(genome, stream) ?? genome;
    return { ...draft, genome };
  }

  /** One gene more; more than one where the first says nothing new and switches on knobs that might. */
  function growth(genome: Genome, stream: Rng): Genome | undefined {
    const before = express(tree, base, genome);
    let larger = grown(tree, base, genome, markings, stream);
    for (let following = 0; larger && following < MAX_FOLLOWING; following++) {
      const after = express(tree, base, larger);
      if (newId(after) !== undefined) return larger;
      const switchedOn = space.knobs.flatMap((_, knob) =>
        tree.isActive(after, knob) && !tree.isActive(before, knob) ? [knob] : [],
      );
      if (switchedOn.length === 0) return larger;
      larger = grown(tree, base, larger, markings, stream, switchedOn) ?? larger;
    }
    return larger;
  }
}

/** Best first, at least one. */
function survivorsOf({ members }: Species): readonly Member[] {
  return members.slice(0, Math.max(1, Math.ceil(members.length * SURVIVORS)));
}

import type { Rng } from '../../base/random';
import { createKnobTree } from '../../space/knob-tree';
import type { SearchSpace } from '../../space/space';
import type { TrialId } from '../../trial/trial';
import { baseOf } from '../progressive/levels';
import type { Problem } from '../problem';
import { Proposals } from '../proposals';
import type { Ask, Outcome, Strategy } from '../strategy';
import { unseenCandidates } from '../unseen';
import { compatibilityDistance } from './compatibility';
import { genomeOf, Markings } from './genome';
import type { Genome } from './genome';
import type { NeatOptions } from './neat-options';
import { createReproduction } from './reproduction';
import { offspringOf, speciated } from './species';
import type { Member, Speciation, Species } from './species';

/** The champion of a species of more members than this lives on. */
const CHAMPIONS_ABOVE = 5;

/**
 * NeuroEvolution of Augmenting Topologies, on the knobs of any space: candidates begin next to the simplest one and
 * grow; genes carry historical markings, so that candidates of different size can be crossed; species that compete
 * among themselves give what is new the time to become good.
 *
 * Stanley and Miikkulainen, "Evolving Neural Networks through Augmenting Topologies", Evolutionary Computation 10(2),
 * 2002, sections 3 and 4.1: coefficients 1, 1 and 0.4, threshold 3, perturbation 0.8, crossover 0.75, mating of species
 * 0.001, genes that stay off 0.75, perturbed alleles drawn anew 0.1, stagnation after 15 generations, champions of
 * species of more than five.
 * A gene is a knob that departs from the base (`baseOf`), where the paper has connections and nodes, and its weight is the
 * knob's position. With the links of a network as knobs (`cppn`) that is the paper's genome.
 *
 * Departures. The first generation differs from the base in one gene each unless `founders` says otherwise, while the paper's is
 * fully connected. Adding a connection and adding a node are both the growth of a gene, with probability 0.3 (0.03 and
 * 0.05 in the paper, 0.3 in its large populations), since values that come in steps leave less to perturb. A gene
 * that switches knobs on and changes nothing by itself grows genes on these, until the candidate is another one. One
 * gene and 1/n of the others are perturbed, not all. Genes can be turned off by a mutation, too, which is how
 * candidates shrink. Fitness is a rank, see `offspringOf`; N in the distance, see `compatibilityDistance`.
 * Of a species a fifth may have offspring, as in the authors' program. Champions live on without being measured again.
 * A generation ends when `populationSize` candidates are measured, whichever; meanwhile the plan of offspring is gone through
 * again, so nobody waits, and failed trials never join. Children that are known, no members, or infeasible as far as that is
 * known before are drawn again, 20 times; then the space mutates a parent, then a fresh sample takes their place.
 *
 * Members compete by feasibility and the first objective.
 */
export function neat(space: SearchSpace, options: NeatOptions, rng: Rng, problem: Problem): Strategy {
  const { populationSize, threshold } = options;
  const tree = createKnobTree(space.knobs);
  const base = baseOf(space, rng.fork('base'));
  const markings = new Markings();
  const proposals = new Proposals(rng);
  const unseen = unseenCandidates(space);
  const reproduction = createReproduction({
    space,
    tree,
    base,
    markings,
    options,
    problem,
    isSeen: proposals.isSeen,
  });
  const distance = (a: Genome, b: Genome): number => compatibilityDistance(space.knobs, a, b, options);
  const genomes = new Map<TrialId, Genome>();
  let generation = 0;
  let speciation: Speciation = { species: [], nextId: 1 };
  /** The species of each child to come, gone through again and again. */
  let plan: readonly Species[] = [];
  let nAsked = 0;
  let told: Member[] = [];

  return { ask, tell };

  function ask(): Ask {
    const stream = proposals.stream();
    const species = plan[nAsked % plan.length];
    const child = species
      ? reproduction.child(species, speciation.species, stream)
      : reproduction.founder(stream);
    const fresh = child ?? freshCandidate(stream);
    if (!fresh) return { kind: 'exhausted' };
    const { id, genotype, genome, parents, operator } = fresh;
    nAsked++;
    const answer = proposals.propose(
      { id, genotype },
      {
        parents: parents.map(({ trial }) => trial),
        operator,
        explain: {
          generation,
          genes: genome.length,
          ...(species && parents.length > 0
            ? { species: species.id, parentScore: parents[0]!.score.values[0]! }
            : {}),
        },
      },
    );
    genomes.set(answer.proposal.trial, genome);
    return answer;
  }

  function freshCandidate(stream: Rng) {
    const candidate = unseen.draw(stream, proposals.isSeen);
    return (
      candidate && {
        ...candidate,
        genome: genomeOf(tree, base, candidate.genotype, markings),
        parents: [] as readonly Member[],
        operator: 'sample',
      }
    );
  }

  function tell(outcome: Outcome): void {
    const pending = proposals.settle(outcome.trial);
    const genome = genomes.get(outcome.trial);
    genomes.delete(outcome.trial);
    if (!pending || !genome || outcome.status === 'failed') return;
    told.push({ ...pending, genome, score: outcome.score });
    if (told.length >= populationSize) endGeneration();
  }

  function endGeneration(): void {
    generation++;
    const stream = rng.fork(`generation-${generation}`);
    const champions = speciation.species
      .filter(({ members }) => members.length > CHAMPIONS_ABOVE)
      .map(({ members }) => members[0]!);
    speciation = speciated([...champions, ...told], speciation, generation, distance, threshold, stream);
    const counts = offspringOf(speciation.species, generation, populationSize);
    plan = stream.shuffled(
      speciation.species.flatMap((one, i) => Array.from({ length: counts[i]! }, () => one)),
    );
    nAsked = 0;
    told = [];
  }
}

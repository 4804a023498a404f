import * as z from 'zod';
import { expected } from '../../base/errors';
import type { Rng } from '../../base/random';
import { ParetoArchive } from '../../pareto/pareto-archive';
import { createKnobTree } from '../../space/knob-tree';
import type { SearchSpace } from '../../space/space';
import type { TrialId } from '../../trial/trial';
import type { Measured } from '../history';
import type { Problem } from '../problem';
import { Proposals } from '../proposals';
import type { Ask, Outcome, Strategy } from '../strategy';
import { resampled } from './gene-variation';
import { createOffspring } from './offspring';
import type { Child } from './offspring';

const count = z.number().int();

export const ltsOptions = z
  .strictObject({
    kind: z.literal('lts'),
    edition: z
      .enum(['paper', 'public'])
      .default('paper')
      .describe(
        '`paper` makes its children from 20 members of the front, rarely visited ones first; `public`, the later library, mutates every member of the front once.',
      ),
    initialSamples: count
      .min(1)
      .exactOptional()
      .describe('Random candidates to begin with (100 in the paper, 10 in the public edition).'),
    parents: count
      .min(1)
      .exactOptional()
      .describe(
        'Members of the front that are drawn for a generation, with replacement (20 in the paper; the public edition takes every member once).',
      ),
    mutations: count
      .min(0)
      .exactOptional()
      .describe(
        'Mutated children of a generation (40 in the paper; one for each parent in the public edition).',
      ),
    crossovers: count
      .min(0)
      .exactOptional()
      .describe('Crossed children of a generation (40 in the paper, 5 in the public edition).'),
    randoms: count
      .min(0)
      .exactOptional()
      .describe('Random candidates in each generation (none in the paper, 5 in the public edition).'),
    mutationProbability: z
      .number()
      .min(0)
      .max(1)
      .exactOptional()
      .describe(
        'How likely a mutation draws each choice anew (0.3 in the paper); the public edition makes exactly one change.',
      ),
  })
  .describe('Looks for the front of several objectives: children of the best trade-offs of all so far.');

type Options = z.output<typeof ltsOptions>;

interface Numbers {
  readonly initialSamples: number;
  /** Drawn from the front; `undefined`: every member once. */
  readonly parents?: number;
  /** `undefined`: one for each parent. */
  readonly mutations?: number;
  readonly crossovers: number;
  readonly randoms: number;
  /** `undefined`: one effective change. */
  readonly mutationProbability?: number;
}

const EDITIONS = {
  paper: {
    initialSamples: 100,
    parents: 20,
    mutations: 40,
    crossovers: 40,
    randoms: 0,
    mutationProbability: 0.3,
  },
  public: { initialSamples: 10, crossovers: 5, randoms: 5 },
} as const satisfies Record<Options['edition'], Numbers>;

/** Children of a generation at most, as in both editions. */
const MAX_CHILDREN = 100;

/** What the next children are made from and how many there are of each kind, in this order. */
interface Plan {
  readonly parents: readonly Measured[];
  readonly nMutations: number;
  readonly nCrossovers: number;
  readonly nRandoms: number;
}

/**
 * The evolutionary Pareto search of LiteTransformerSearch: every generation is made from the front of all that was
 * ever measured, by mutation and crossover.
 *
 * Javaheripi et al., "LiteTransformerSearch: Training-free Neural Architecture Search for Efficient Language Models",
 * NeurIPS 2022 (arXiv:2203.02094), algorithm 1, with the numbers of its code: 20 parents, drawn with replacement and
 * with probability proportional to 1 / (1 + v), v being the member's visits, scaled to [0, 1] over the front; 40
 * mutations that draw each knob anew with probability 0.3; 40 crossovers. A visit is to be measured, and to be drawn as
 * a parent. The edition `public` is the search of the later library Archai 1.0: every member of the front is
 * mutated once, 5 crossovers and 5 random candidates are added, at most 100 children in all.
 *
 * Departures. There is no last generation. The initial candidates are drawn one by one and not chosen to be
 * spread. A generation ends when as many children are told as it has; until then, also while late ones are out, its kinds of
 * children begin again from the same parents, so nothing waits. Failed trials never join. No candidate is
 * measured twice: a child that is known, or infeasible as far as that is known before, is drawn again up to 10 times (20 in
 * Archai), then a random candidate takes its place. While nothing feasible is known, the front is that of the smallest violation.
 * In the public edition a front with too many members is cut down at random before it is mutated, not its children after.
 *
 * @throws InputError when a generation would have no children
 */
export function lts(space: SearchSpace, options: Options, rng: Rng, problem: Problem): Strategy {
  const numbers: Numbers = { ...EDITIONS[options.edition], ...options };
  if ((numbers.mutations ?? 1) + numbers.crossovers + numbers.randoms === 0)
    throw expected('mutations', 'at least one child in a generation', numbers.mutations);
  const tree = createKnobTree(space.knobs);
  const proposals = new Proposals(rng);
  const offspring = createOffspring(space, proposals, problem);
  const archive = new ParetoArchive<Measured>();
  const visits = new Map<TrialId, number>();
  /** `undefined` until the initial candidates are told. */
  let plan: Plan | undefined;
  let generation = 0;
  let nAsked = 0;
  let nTold = 0;

  return { ask, tell };

  function ask(): Ask {
    const stream = proposals.stream();
    const ask = (plan && askChild(plan, stream)) ?? proposals.draw(offspring.fresh, stream, { generation });
    if (ask.kind === 'proposal') nAsked++;
    return ask;
  }

  function askChild(plan: Plan, stream: Rng): Ask | undefined {
    const place = nAsked % nChildren(plan);
    if (place >= plan.nMutations + plan.nCrossovers) return undefined;
    const draw = place < plan.nMutations ? () => mutant(plan, place, stream) : () => crossing(plan, stream);
    const child = offspring.first(draw, stream);
    return (
      child &&
      proposals.propose(child, {
        parents: child.parents.map(({ trial }) => trial),
        operator: child.parents.length > 1 ? 'crossover' : 'mutation',
        explain: {
          generation,
          front: archive.front.length,
          parentScore: (child.parents[0] as Measured).score.values[0]!,
        },
      })
    );
  }

  function mutant({ parents }: Plan, place: number, stream: Rng): Child {
    // Where each parent has one mutation, its own; else anybody's.
    const parent = numbers.mutations === undefined ? parents[place]! : stream.pick(parents);
    const rate = numbers.mutationProbability;
    const genotype =
      rate === undefined
        ? space.mutate(parent.genotype, stream)
        : resampled(tree, parent.genotype, () => rate, stream);
    return { genotype, parents: [parent] };
  }

  function crossing({ parents }: Plan, stream: Rng): Child {
    const a = stream.pick(parents);
    const others = parents.filter(({ trial }) => trial !== a.trial);
    const b = others.length > 0 ? stream.pick(others) : a;
    return { genotype: space.crossover(a.genotype, b.genotype, stream), parents: [a, b] };
  }

  function tell(outcome: Outcome): void {
    const pending = proposals.settle(outcome.trial);
    if (!pending || outcome.status === 'failed') return;
    const { score } = outcome;
    visits.set(pending.trial, 1);
    archive.add(score.values, score.violation, { ...pending, score });
    nTold++;
    if (nTold < (plan ? nChildren(plan) : numbers.initialSamples)) return;
    generation++;
    nAsked = 0;
    nTold = 0;
    plan = nextPlan(proposals.rng.fork(`generation-${generation}`));
  }

  function nextPlan(stream: Rng): Plan {
    const { crossovers, randoms } = numbers;
    const front = archive.front.map(({ item }) => item);
    const room = MAX_CHILDREN - crossovers - randoms;
    const parents =
      numbers.parents !== undefined
        ? drawnByVisits(front, numbers.parents, stream)
        : front.length > room
          ? stream.shuffled(front).slice(0, Math.max(1, room))
          : front;
    for (const { trial } of parents) visits.set(trial, visits.get(trial)! + 1);
    return {
      parents,
      nMutations: numbers.mutations ?? parents.length,
      nCrossovers: crossovers,
      nRandoms: randoms,
    };
  }

  function drawnByVisits(front: readonly Measured[], n: number, stream: Rng): Measured[] {
    const counts = front.map(({ trial }) => visits.get(trial)!);
    const least = Math.min(...counts);
    const range = Math.max(...counts) - least || 1;
    const weights = counts.map((visited) => 1 / (1 + (visited - least) / range));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return Array.from({ length: n }, () => {
      let left = stream.next() * total;
      const i = weights.findIndex((weight) => (left -= weight) < 0);
      return front[i] ?? front.at(-1)!; // rounding may leave a little
    });
  }
}

function nChildren({ nMutations, nCrossovers, nRandoms }: Plan): number {
  return nMutations + nCrossovers + nRandoms;
}

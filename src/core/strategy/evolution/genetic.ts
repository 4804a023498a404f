import * as z from 'zod';
import { expected } from '../../base/errors';
import type { Rng } from '../../base/random';
import { createKnobTree } from '../../space/knob-tree';
import type { SearchSpace } from '../../space/space';
import { compareScores } from '../../trial/objective';
import type { Measured } from '../history';
import type { Problem } from '../problem';
import { Proposals } from '../proposals';
import type { Ask, Outcome, Strategy } from '../strategy';
import { resampled } from './gene-variation';
import { GENETIC_PRESETS } from './genetic-presets';
import type { GeneticNumbers } from './genetic-presets';
import { createOffspring } from './offspring';
import type { Child } from './offspring';

const count = z.number().int();
const probability = z.number().min(0).max(1);

export const geneticOptions = z
  .strictObject({
    kind: z.literal('genetic'),
    preset: z
      .enum(['spos', 'autoformer', 'hat', 'ofa', 'lts'])
      .default('spos')
      .describe('The published search whose numbers are taken for the options that are left out.'),
    populationSize: count
      .min(1)
      .exactOptional()
      .describe(
        'Random candidates to begin with (50 in spos and autoformer, 125 in hat, 100 in ofa and lts).',
      ),
    parents: count
      .min(1)
      .exactOptional()
      .describe(
        'Best candidates of all so far, from which the next are made (10 in spos and autoformer, 25 in hat and ofa, 20 in lts).',
      ),
    mutations: count
      .min(0)
      .exactOptional()
      .describe(
        'Mutated children of a generation (25 in spos and autoformer, 50 in hat and ofa, 40 in lts).',
      ),
    crossovers: count
      .min(0)
      .exactOptional()
      .describe(
        'Crossed children of a generation (25 in spos and autoformer, 50 in hat and ofa, 40 in lts).',
      ),
    mutationProbability: probability
      .exactOptional()
      .describe(
        'How likely a mutation draws each choice anew (0.1 in spos and ofa, 0.2 in autoformer, 0.3 in hat and lts).',
      ),
    knobProbabilities: z
      .record(z.string(), probability)
      .exactOptional()
      .describe(
        'Probabilities of their own for the choices whose name contains a word: {"depth": 0.4, "embed": 0.4} in autoformer, {"resolution": 0.5} in ofa.',
      ),
    allowRepeats: z
      .boolean()
      .default(false)
      .describe('Whether a candidate may be measured again. Turn it on where measurements are noisy.'),
  })
  .describe('Keep the best, mutate them and cross them, generation by generation.');

type Options = z.output<typeof geneticOptions>;

/**
 * Elitist genetic search, (mu + lambda): the best `parents` of everything so far make `mutations` children that draw
 * each knob anew with a small probability, and `crossovers` children that take each knob from either of two parents.
 *
 * The search over supernets of Guo et al., "Single Path One-Shot Neural Architecture Search with Uniform Sampling",
 * ECCV 2020 (arXiv:1904.00420), algorithm 1, whose numbers are the defaults; `GENETIC_PRESETS` has those of its
 * successors. Parents are drawn uniformly from the best, the two of a crossover without replacement.
 *
 * Departures. There is no last generation: the budget ends the search (50 + 20 x 50 trials in the paper). A generation
 * ends when as many children are told as it has; until then, also while late ones are out, further children are
 * made from the same parents, so nothing waits, and what is told later counts for the next generation. With one evaluator that
 * is the paper's order. Failed trials never join. A child that is known, or infeasible as far as that is known before, is
 * drawn again up to 10 times, then a random candidate takes its place; the papers bound the draws of a generation at 10 times its size.
 * Repeats are off by default.
 *
 * Several objectives are recorded, but candidates compete by feasibility and the first objective only.
 *
 * @throws InputError for numbers that cannot work together, and a word that is in no knob's name
 */
export function genetic(space: SearchSpace, options: Options, rng: Rng, problem: Problem): Strategy {
  const numbers = checkedNumbers(options);
  const { populationSize, mutations, crossovers } = numbers;
  const probabilities = knobProbabilities(space, numbers, options);
  const tree = createKnobTree(space.knobs);
  const proposals = new Proposals(rng);
  const offspring = createOffspring(space, proposals, problem, options.allowRepeats);
  /** Best first; empty until the first population is told. */
  let parents: readonly Measured[] = [];
  let generation = 0;
  let nAsked = 0;
  let told: Measured[] = [];

  return { ask, tell };

  function ask(): Ask {
    const stream = proposals.stream();
    const ask =
      (parents.length > 0 ? askChild(stream) : undefined) ??
      proposals.draw(offspring.fresh, stream, { generation });
    if (ask.kind === 'proposal') nAsked++;
    return ask;
  }

  function askChild(stream: Rng): Ask | undefined {
    const isMutation = nAsked % (mutations + crossovers) < mutations;
    const child = offspring.first(() => (isMutation ? mutant(stream) : crossing(stream)), stream);
    return (
      child &&
      proposals.propose(child, {
        parents: child.parents.map(({ trial }) => trial),
        operator: child.parents.length > 1 ? 'crossover' : 'mutation',
        explain: {
          generation,
          population: parents.length,
          parentScore: (child.parents[0] as Measured).score.values[0]!,
        },
      })
    );
  }

  function mutant(stream: Rng): Child {
    const parent = stream.pick(parents);
    return {
      genotype: resampled(tree, parent.genotype, (knob) => probabilities[knob]!, stream),
      parents: [parent],
    };
  }

  function crossing(stream: Rng): Child {
    const a = stream.below(parents.length);
    const other = stream.below(Math.max(1, parents.length - 1));
    const b = other < a ? other : (other + 1) % parents.length;
    const pair = [parents[a]!, parents[b]!] as const;
    return { genotype: space.crossover(pair[0].genotype, pair[1].genotype, stream), parents: pair };
  }

  function tell(outcome: Outcome): void {
    const pending = proposals.settle(outcome.trial);
    if (!pending || outcome.status === 'failed') return;
    told.push({ ...pending, score: outcome.score });
    if (told.length < (generation === 0 ? populationSize : mutations + crossovers)) return;
    parents = [...parents, ...told]
      .sort((a, b) => compareScores(b.score, a.score)) // stable: of equals the older one stays
      .slice(0, numbers.parents);
    generation++;
    nAsked = 0;
    told = [];
  }
}

function checkedNumbers(options: Options): GeneticNumbers {
  const numbers: GeneticNumbers = { ...GENETIC_PRESETS[options.preset], ...options };
  const { populationSize, parents, mutations, crossovers } = numbers;
  if (parents > populationSize)
    throw expected('parents', `at most as many as the population has (${populationSize})`, parents);
  if (mutations + crossovers === 0)
    throw expected('mutations', 'at least one mutation or crossover in a generation', mutations);
  if (crossovers > 0 && parents < 2) throw expected('parents', 'at least 2 to cross', parents);
  return numbers;
}

/** One per knob. A word of a preset may be in no name; one that a person wrote may not. */
function knobProbabilities(
  space: SearchSpace,
  { mutationProbability, knobProbabilities }: GeneticNumbers,
  options: Options,
): number[] {
  const has = (name: string, word: string): boolean => name.toLowerCase().includes(word.toLowerCase());
  for (const word of Object.keys(options.knobProbabilities ?? {}))
    if (!space.knobs.some(({ name }) => has(name, word)))
      throw expected(`knobProbabilities.${word}`, 'a word in the name of some choice of the space', word);
  return space.knobs.map(({ name }) => {
    const own = Object.entries(knobProbabilities).find(([word]) => has(name, word));
    return own ? own[1] : mutationProbability;
  });
}

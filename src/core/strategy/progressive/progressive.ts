import type { Rng } from '../../base/random';
import type { SearchSpace } from '../../space/space';
import type { TrialId } from '../../trial/trial';
import { History } from '../history';
import type { Measured } from '../history';
import { encodingFor, fitPredictor } from '../model/predictor-model';
import type { Problem } from '../problem';
import { Proposals } from '../proposals';
import type { Ask, Outcome, Strategy } from '../strategy';
import { unseenCandidates } from '../unseen';
import type { Candidate } from '../unseen';
import { Frontier } from './frontier';
import type { Reached } from './frontier';
import { baseOf, levelOf } from './levels';
import type { ProgressiveOptions } from './progressive-options';
import { rankCorrelation } from './rank-correlation';

/** The base, or what was measured. */
type Parent = Candidate & Partial<Measured>;

/** A candidate of a round, and what was foretold of it, as a score. */
interface Ranked {
  readonly candidate: Reached<Parent>;
  readonly forecast?: { readonly mean: number; readonly sd: number };
}

/** The candidates of one level, the most promising first. */
interface Round {
  readonly level: number | 'any';
  /** Ends after so many outcomes. */
  readonly size: number;
  readonly ranked: readonly Ranked[];
  /** How well the predictor ranked the round before. */
  readonly correlation: number | undefined;
}

/**
 * Progressive search: candidates grow block by block. All of the first level are measured; then the best of each level are expanded
 * by every possible block, a predictor that has learned from the smaller ones ranks the expansions by the mean of its forecasts, and the first K of them are measured.
 *
 * Liu et al., "Progressive Neural Architecture Search", ECCV 2018 (arXiv:1712.00559), algorithm 1. A block is a knob
 * that departs from the simplest candidate (`levels.ts`): on NAS-Bench-201 an edge, so that cells grow from one edge to six.
 *
 * Departures. K is 16 and not 256, for budgets of a hundred evaluations, and of a large first level K are drawn. The predictor is an
 * ensemble of five networks as in the paper, but on one-hot blocks, where that has embeddings, with 100 units in one layer; `fitPredictor` says
 * what it learns. It is fitted anew for each level, not fine-tuned. Levels with nothing new are passed over. After the last
 * level the search goes on: the best of all levels that were not are expanded, and the best K of everything reached and not measured
 * are next. When nothing is reached that was not proposed, candidates are drawn from the rest of the space.
 *
 * Nobody waits: while the last ones of a level are out, the next best of the same level are proposed, then random candidates. A level ends
 * when as many of its proposals as were wanted have come back, failed ones included; these teach nothing, and are not expanded.
 * What is foreseen to break a limit comes last, once one was broken.
 *
 * `explain` has the `level`, the forecast, and `rankCorrelation`: Spearman's, between forecasts and measurements of the
 * round before, whose candidates were larger than all that the predictor had learned from.
 *
 * Time is mostly that of a fit, 0.15 s, and of the names of `expansions` candidates, once a level.
 */
export function progressive(
  space: SearchSpace,
  options: ProgressiveOptions,
  rng: Rng,
  problem: Problem,
): Strategy {
  const { beamWidth, initialSamples, expansions } = options;
  const encoding = encodingFor(space, options.encoding);
  const proposals = new Proposals(rng);
  const unseen = unseenCandidates(space);
  const history = new History();
  const base = baseOf(space, rng.fork('base'));
  const frontier = new Frontier<Parent>(space, base);
  let isConstrained = false;
  let round: Round = { level: 0, size: 0, ranked: [], correlation: undefined };
  let nextInRound = 0;
  /** Ranked ones that are foreseen to break a limit. */
  let postponed: Ranked[] = [];
  /** Proposals of this round that are out, and what was foretold of them. */
  let out = new Map<TrialId, number | undefined>();
  let nSettled = 0;
  let forecastsAndScores: [number, number][] = [];

  return { ask, tell };

  function ask(): Ask {
    const stream = proposals.stream();
    if (nSettled >= round.size) begin(nextRound(stream));
    const next = takeNext();
    if (next) return proposeRanked(next);
    const candidate = unseen.draw(stream, proposals.isSeen);
    if (!candidate) return { kind: 'exhausted' };
    const explain = { level: levelOf(candidate.genotype, base) };
    const ask = proposals.propose(candidate, { parents: [], operator: 'sample', explain });
    out.set(ask.proposal.trial, undefined);
    return ask;
  }

  function tell(outcome: Outcome): void {
    const pending = proposals.settle(outcome.trial);
    if (!pending) return;
    const forecast = out.get(outcome.trial);
    if (out.delete(outcome.trial)) nSettled++;
    if (outcome.status === 'failed') return;
    history.add({ ...pending, score: outcome.score });
    isConstrained ||= outcome.score.violation > 0;
    if (forecast !== undefined && outcome.score.violation === 0)
      forecastsAndScores.push([forecast, outcome.score.values[0]!]);
  }

  function begin(next: Round | undefined): void {
    if (!next) return;
    round = next;
    nextInRound = 0;
    postponed = [];
    out = new Map();
    nSettled = 0;
    forecastsAndScores = [];
  }

  /** `undefined` when everything that was reached is proposed. */
  function nextRound(stream: Rng): Round | undefined {
    const reached = expandBeam(stream.fork('expansions'));
    if (reached.length === 0) return undefined;
    const level = levelAfter(round.level, reached);
    const candidates = level === 'any' ? reached : reached.filter((one) => one.level === level);
    const ranked = rank(candidates, stream);
    return {
      level,
      size: Math.min(ranked.length, history.measured.length === 0 ? initialSamples : beamWidth),
      ranked,
      correlation: rankCorrelation(forecastsAndScores),
    };
  }

  /** Everything that is reached and not proposed. */
  function expandBeam(draws: Rng): Reached<Parent>[] {
    for (;;) {
      const parents = beam();
      frontier.grow(parents, expansions, draws);
      const reached = frontier.unseen('any', proposals.isSeen);
      if (reached.length > 0 || parents.length === 0) return reached;
    }
  }

  /** The best of the level that have not been expanded yet. */
  function beam(): readonly Parent[] {
    const { level } = round;
    const members: readonly Parent[] =
      level === 0 ? [{ id: space.candidateId(base), genotype: base }] : history.ranked;
    return members
      .filter(({ genotype }) => level === 'any' || levelOf(genotype, base) === level)
      .filter(({ id }) => !frontier.isExpanded(id))
      .slice(0, beamWidth);
  }

  function rank(candidates: readonly Reached<Parent>[], stream: Rng): Ranked[] {
    if (history.measured.length === 0) return stream.shuffled(candidates).map((candidate) => ({ candidate }));
    const model = fitPredictor(space, encoding, options, history.measured, stream.fork('fit'));
    const { means, sds } = model.predict(candidates.map(({ genotype }) => genotype));
    return [...candidates.keys()]
      .sort((i, j) => means[j]! - means[i]! || i - j)
      .map((i) => ({ candidate: candidates[i]!, forecast: model.inScores(means[i]!, sds[i]!) }));
  }

  function takeNext(): Ranked | undefined {
    while (nextInRound < round.ranked.length) {
      const next = round.ranked[nextInRound++]!;
      if (proposals.isSeen(next.candidate.id)) continue;
      if (!isConstrained || problem.foresee(next.candidate.genotype).violation === 0) return next;
      postponed.push(next);
    }
    return postponed.shift();
  }

  function proposeRanked({ candidate, forecast }: Ranked): Ask {
    const { trial, score } = candidate.parent;
    const ask = proposals.propose(candidate, {
      parents: trial === undefined ? [] : [trial],
      operator: 'expansion',
      explain: {
        level: candidate.level,
        ...forecast,
        ...(score && { parentScore: score.values[0]! }),
        ...(round.correlation !== undefined && { rankCorrelation: round.correlation }),
      },
    });
    out.set(ask.proposal.trial, forecast?.mean);
    return ask;
  }
}

/** The next one at which something was reached; any, when there is none. */
function levelAfter(level: number | 'any', reached: readonly { readonly level: number }[]): number | 'any' {
  if (level === 'any') return level;
  const later = reached.map((one) => one.level).filter((one) => one > level);
  return later.length === 0 ? 'any' : Math.min(...later);
}

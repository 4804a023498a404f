import type { Rng } from '../../base/random';
import type { SearchSpace } from '../../space/space';
import { candidatePool } from '../candidate-pool';
import type { PoolCandidate } from '../candidate-pool';
import { History } from '../history';
import type { Problem } from '../problem';
import { Proposals } from '../proposals';
import type { Reason } from '../proposals';
import type { Ask, Outcome, Strategy } from '../strategy';
import { unseenCandidates } from '../unseen';
import type { Candidate } from '../unseen';
import { meritsOf } from './predictor-acquisition';
import { encodingFor, fitPredictor } from './predictor-model';
import type { PredictorModel } from './predictor-model';
import type { PredictorOptions } from './predictor-options';

interface Chosen extends Candidate {
  readonly reason: Reason;
}

/**
 * Predictor-guided search: a regressor learns from all that was measured, and of the mutations of the best those are measured that
 * it likes most.
 *
 * White, Neiswanger and Savani, "BANANAS: Bayesian Optimization with Neural Architectures for Neural Architecture Search",
 * AAAI 2021 (arXiv:1910.11858), algorithm 1, with its 10 random candidates, batches of 10, five networks, path encoding, independent Thompson sampling and 200
 * candidates, 40 one-edit mutations of each of the five best. Candidates are distinct and new, so that in spaces
 * with few neighbours there are fewer.
 *
 * Departures. Smaller networks, see `DEFAULT_ENSEMBLE`, and targets instead of a loss of relative errors, see `fitPredictor`. The
 * regressor is fitted anew, from scratch, whenever `batch` more results are in; what was chosen with the old one and is not out yet is
 * forgotten. When all that was chosen is out and fewer results are in, as with many evaluators, the same regressor chooses again among
 * mutations of what is best by then; what is out is not imagined, but no candidate is proposed twice, and draws of Thompson sampling differ. Where
 * mutations are known, random candidates take their place. Failed trials teach nothing and never come again.
 *
 * Where limits were broken, candidates that are known to break them come last. Several objectives are recorded, but
 * the first one is predicted.
 *
 * Time is mostly that of the fit: 0.15 s for five networks, 15 ms a proposal, at any length of the history.
 */
export function predictor(
  space: SearchSpace,
  options: PredictorOptions,
  rng: Rng,
  problem: Problem,
): Strategy {
  const { initialSamples, batch, candidates } = options;
  const encoding = encodingFor(space, options.encoding);
  const proposals = new Proposals(rng);
  const unseen = unseenCandidates(space);
  const history = new History();
  let isConstrained = false;
  /** What was chosen and is not asked yet, the best first. */
  let chosen: Chosen[] = [];
  let model: PredictorModel | undefined;
  let nFitted = 0;

  return { ask, tell };

  function ask(): Ask {
    const nMeasured = history.measured.length;
    const stream = proposals.stream();
    if (nMeasured >= initialSamples) {
      refit(nMeasured - ((nMeasured - initialSamples) % batch));
      if (chosen.length === 0) chosen = choose(stream);
      const next = chosen.shift();
      if (next) return proposals.propose(next, next.reason);
    }
    return proposals.draw(unseen, stream);
  }

  function tell(outcome: Outcome): void {
    const pending = proposals.settle(outcome.trial);
    if (!pending || outcome.status === 'failed') return;
    history.add({ ...pending, score: outcome.score });
    isConstrained ||= outcome.score.violation > 0;
  }

  /** To the first `n` results and no more, so that it does not matter when the question comes. */
  function refit(n: number): void {
    if (n === nFitted) return;
    nFitted = n;
    chosen = [];
    if (options.acquisition === 'random') return;
    model = fitPredictor(space, encoding, options, history.measured.slice(0, n), rng.fork(`fit-${n}`));
  }

  function choose(stream: Rng): Chosen[] {
    const pool = poolOf(stream);
    if (pool.length === 0) return [];
    const forecast = model?.predict(pool.map(({ genotype }) => genotype));
    const merits = forecast
      ? meritsOf(forecast, model!.best, options, stream.fork('merits'))
      : Float64Array.from(pool, () => stream.next());
    const violations = pool.map(({ genotype }) => (isConstrained ? problem.foresee(genotype).violation : 0));
    return [...pool.keys()]
      .sort((i, j) => violations[i]! - violations[j]! || merits[j]! - merits[i]! || i - j)
      .slice(0, batch)
      .map((i) => {
        const { id, genotype, operator, parents } = pool[i]!;
        // The acquisition is in units of targets: deviations of the logarithm of the regret.
        const explain = forecast && {
          acquisition: merits[i]!,
          ...model!.inScores(forecast.means[i]!, forecast.sds[i]!),
        };
        return { id, genotype, reason: { operator, parents, ...(explain && { explain }) } };
      });
  }

  function poolOf(stream: Rng): PoolCandidate[] {
    const draw = (oneEdit: number, random: number): PoolCandidate[] =>
      candidatePool(
        space,
        history.ranked.slice(0, options.parents),
        { oneEdit, twoEdits: 0, random },
        stream,
        proposals.isSeen,
      );
    const mutations = options.candidateSet === 'mutations' ? draw(candidates, 0) : [];
    return mutations.length > 0 ? mutations : draw(0, candidates);
  }
}

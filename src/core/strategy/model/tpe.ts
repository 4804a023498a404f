import type { Rng } from '../../base/random';
import type { Genotype, SearchSpace } from '../../space/space';
import { parzenEstimator } from '../../surrogate/parzen-estimator';
import type { Density } from '../../surrogate/parzen-mixture';
import { ParzenPoints } from '../../surrogate/parzen-points';
import { History } from '../history';
import type { Measured } from '../history';
import type { Problem } from '../problem';
import { Proposals } from '../proposals';
import type { Reason } from '../proposals';
import type { Ask, Outcome, Strategy } from '../strategy';
import { anyCandidates, unseenCandidates } from '../unseen';
import type { Candidate } from '../unseen';
import { goodTrials } from './good-trials';
import type { TpeOptions } from './tpe-options';

/** Draws that may turn out to be known, per candidate that is wanted. */
const TRIES = 8;

/**
 * Tree-structured Parzen estimator: candidates are drawn from the density l of good trials, and the one that l prefers most to
 * the density g of bad trials is proposed: the maximiser of l/g has the largest expected improvement.
 *
 * Bergstra et al., "Algorithms for Hyper-Parameter Optimization", NIPS 2011, section 4, with the numbers of Optuna
 * (γ = min(⌈0.1 n⌉, 25), 24 candidates, 10 random ones first) and its densities, see `parzenEstimator`. Conditional knobs: a
 * component is a density over the knobs that are active, see `parzenMixture`; Optuna makes separate densities for
 * groups of knobs instead. Several objectives: Ozaki et al., GECCO 2020, see `goodTrials`; there, too, every trial of the good ones weighs by its age.
 * Constraints: infeasible trials are good only where feasible ones are too few; where limits were broken, a candidate of which it is
 * known that it breaks one waits for those of which it is not.
 *
 * Departures. What is out counts as bad (constant liar), so that many evaluators do not get the same; so do failed
 * trials, which Optuna leaves out. The 24 candidates are distinct encodings that were not proposed before (up to eight
 * times as many draws), and the best of them whose isomorphism class is new is proposed. Where none is, or none is a member of the
 * space, as many mutations of good trials compete by l/g; then a random candidate comes.
 *
 * Knobs are modelled together by default: on the CIFAR-100 table of NAS-Bench-201 that is better at 50 and 100 trials, on CIFAR-10 equal.
 * With a history of 1,000 trials and six knobs a proposal takes a quarter of a millisecond.
 */
export function tpe(space: SearchSpace, options: TpeOptions, rng: Rng, problem: Problem): Strategy {
  const { initialSamples, allowRepeats } = options;
  const proposals = new Proposals(rng);
  const fresh = allowRepeats ? anyCandidates(space) : unseenCandidates(space);
  const history = new History();
  /** Of every proposal, that of trial t at t + 1, after the prior. */
  const points = new ParzenPoints(space.knobs);
  const prior = points.addUnknown();
  /** Encodings that were proposed: cheaper to compare than ids. */
  const encodings = new Set<string>();
  let isConstrained = false;

  return { ask, tell };

  function ask(): Ask {
    const stream = proposals.stream();
    if (history.measured.length >= initialSamples) {
      const found = bestCandidate(stream);
      if (found)
        return propose(found, {
          parents: [],
          operator: found.operator,
          explain: { acquisition: found.merit },
        });
    }
    const candidate = fresh.draw(stream, proposals.isSeen);
    return candidate ? propose(candidate, { parents: [], operator: 'sample' }) : { kind: 'exhausted' };
  }

  function propose(candidate: Candidate, reason: Reason): Ask {
    points.add(candidate.genotype);
    encodings.add(candidate.genotype.join());
    return proposals.propose({ id: candidate.id, genotype: candidate.genotype }, reason);
  }

  function bestCandidate(stream: Rng): Found | undefined {
    const nGood = Math.min(Math.ceil(options.gamma * history.measured.length), options.maxGood);
    const good = goodTrials(history, nGood, problem.nObjectives);
    const { l, g } = densities(good);
    const best = firstNew(
      ranked(() => l.sample(stream), l, g),
      'acquisition',
    );
    if (best) return best;
    const mutant = (): Genotype => space.mutate(stream.pick(good).genotype, stream);
    return firstNew(ranked(mutant, l, g), 'mutation');
  }

  function densities(good: readonly Measured[]): { readonly l: Density; readonly g: Density } {
    const isGood = new Uint8Array(points.size);
    for (const { trial } of good) isGood[trial + 1] = 1;
    const goodPoints = new Int32Array(good.length);
    const badPoints = new Int32Array(points.size - 1 - good.length);
    let nGood = 0;
    let nBad = 0;
    for (let i = 0; i < points.size; i++) {
      if (i === prior) continue;
      if (isGood[i] === 1) goodPoints[nGood++] = i;
      else badPoints[nBad++] = i;
    }
    const estimator = (members: Int32Array): Density =>
      parzenEstimator(points, {
        members,
        prior,
        priorWeight: options.priorWeight,
        multivariate: options.multivariate,
      });
    return { l: estimator(goodPoints), g: estimator(badPoints) };
  }

  /** Distinct encodings, by ln l/g, the largest first. */
  function ranked(draw: () => Genotype, l: Density, g: Density): Ranked[] {
    const drawn = new Map<string, Genotype>();
    for (let tries = 0; tries < options.candidates * TRIES && drawn.size < options.candidates; tries++) {
      const genotype = draw();
      const key = genotype.join();
      if (allowRepeats || !encodings.has(key)) drawn.set(key, genotype);
    }
    return Array.from(drawn.values(), (genotype) => ({
      genotype,
      merit: l.logDensity(genotype) - g.logDensity(genotype),
    })).sort((a, b) => b.merit - a.merit);
  }

  /** The first that is a new member; where limits were broken, of those the first that is known to break them least. */
  function firstNew(candidates: readonly Ranked[], operator: string): Found | undefined {
    let best: Found | undefined;
    let least = Infinity;
    for (const { genotype, merit } of candidates) {
      if (space.check(genotype) !== undefined) continue;
      const id = space.candidateId(genotype);
      if (!allowRepeats && proposals.isSeen(id)) continue;
      const violation = isConstrained ? problem.foresee(genotype).violation : 0;
      if (violation >= least) continue;
      best = { id, genotype, merit, operator };
      least = violation;
      if (violation === 0) break;
    }
    return best;
  }

  function tell(outcome: Outcome): void {
    const pending = proposals.settle(outcome.trial);
    if (!pending || outcome.status === 'failed') return;
    history.add({ ...pending, score: outcome.score });
    isConstrained ||= outcome.score.violation > 0;
  }
}

/** A setting that may be proposed. */
interface Ranked {
  readonly genotype: Genotype;
  /** ln l/g. */
  readonly merit: number;
}

interface Found extends Candidate, Ranked {
  readonly operator: string;
}

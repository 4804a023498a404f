import { wilcoxonSignedRank } from '../../support/wilcoxon';
import type { Verdict } from '../report';
import { autoIsBest } from './best-or-within';
import type { StrategyBench } from './bench';
import { peerRaces } from './peer-races';
import type { Peer, PeerChoice } from './peer-races';
import { contendersOf, headText, rowText, runContenders } from './run-contenders';
import type { Result } from './run-contenders';
import { standingAt, standingText } from './standing';

const EVALUATIONS = 500;
const AT = [30, 50, 100, 200, 300, 500];

/** What `auto` must reach, in percent. */
const TARGETS = {
  c10: { 50: 94.2, 100: 94.28, 200: 94.295 },
  c100: { 50: 73.1, 100: 73.45, 200: 73.48 },
} as const;

/** These must be better than random at 100 evaluations. */
const BETTER_THAN_RANDOM = [
  'regularized-evolution',
  'local-search',
  'bayesian-optimization',
  'nasbot',
  'predictor',
  'tpe',
];

const PEERS: readonly Pick<Peer, 'method' | 'evaluations' | 'seeds'>[] = [
  { method: 'optuna-random', evaluations: 500, seeds: 100 },
  { method: 'optuna-tpe', evaluations: 500, seeds: 100 },
  { method: 'optuna-tpe-univariate', evaluations: 500, seeds: 100 },
  { method: 'optuna-nsga-ii', evaluations: 500, seeds: 100 },
  { method: 'optuna-gp', evaluations: 100, seeds: 100 },
  { method: 'optuna-gp', evaluations: 200, seeds: 30 },
];

/**
 * Chooses by the validation accuracy of one training and reports the mean test accuracy of what is chosen, repeats counted.
 */
export async function benchValidation(dataset: 'c10' | 'c100', bench: StrategyBench): Promise<Verdict[]> {
  console.log(headText(AT));
  const results = await runContenders(dataset, contendersOf(bench), EVALUATIONS, bench, AT);
  const peers = await printPeers(dataset, bench.peers);
  return [
    ...targetVerdicts(dataset, results),
    ...peerVerdicts(dataset, results, peers),
    ...autoIsBest(dataset, results, [50, 100, 200, 500]),
    ...randomVerdicts(dataset, results),
  ];
}

type Curves = readonly (readonly number[])[];

async function printPeers(
  dataset: 'c10' | 'c100',
  choice: PeerChoice,
): Promise<{ title: string; curves: Curves }[]> {
  const found: { title: string; curves: Curves }[] = [];
  for (const peer of PEERS) {
    const races = await peerRaces({ ...peer, protocol: 'validation', dataset }, choice);
    if (!races) continue;
    const title = `${peer.method}, ${peer.seeds} seeds`;
    const ms =
      (1000 * races.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0)) / (peer.evaluations * races.length);
    const curves = races.map(({ curve }) => curve);
    console.log(rowText(title, curves, AT, `${ms.toFixed(3)} ms (${versionText(races[0]!.versions)})`));
    found.push({ title, curves });
  }
  return found;
}

function versionText(versions: Readonly<Record<string, string>>): string {
  return `Optuna ${versions['optuna'] ?? '?'}`;
}

function targetVerdicts(dataset: 'c10' | 'c100', results: readonly Result[]): Verdict[] {
  const auto = results.find(({ contender }) => contender.title === 'auto');
  if (!auto) return [];
  return Object.entries(TARGETS[dataset]).map(([n, target]) => {
    const standing = standingAt(auto.curves, Number(n));
    return {
      claim: `${dataset}: auto at ${n}: at least ${target}`,
      measured: standingText(standing, 4),
      // To the table's own digits: the mean of equal numbers may miss them in the last bit.
      holds: standing && standing.mean >= target - 1e-9,
    };
  });
}

function peerVerdicts(
  dataset: string,
  results: readonly Result[],
  peers: readonly { readonly title: string; readonly curves: Curves }[],
): Verdict[] {
  const auto = results.find(({ contender }) => contender.title === 'auto');
  if (!auto || peers.length === 0) return [];
  return [30, 50, 100, 200].map((n) => {
    const own = standingAt(auto.curves, n);
    const best = peers
      .flatMap(({ title, curves }) => {
        const standing = standingAt(curves, n);
        return standing ? [{ title, standing }] : [];
      })
      .reduce((a, b) => (b.standing.mean > a.standing.mean ? b : a));
    return {
      claim: `${dataset}: auto at ${n}: above every peer's sampler`,
      measured: `${standingText(own)} against ${standingText(best.standing)} of ${best.title}`,
      holds: own && own.mean > best.standing.mean,
    };
  });
}

function randomVerdicts(dataset: string, results: readonly Result[]): Verdict[] {
  const random = results.find(({ contender }) => contender.title === 'random');
  if (!random) return [];
  return results
    .filter(({ contender }) => BETTER_THAN_RANDOM.includes(contender.options.kind))
    .map(({ contender, curves }) => {
      const p = wilcoxonSignedRank(curves.map((curve, seed) => curve[99]! - random.curves[seed]![99]!));
      return {
        claim: `${dataset}: ${contender.title} is better than random at 100, ${curves.length} paired seeds, p < 0.01`,
        measured: `p = ${p.toExponential(1)}`,
        holds: p < 0.01,
      };
    });
}

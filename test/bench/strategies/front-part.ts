import type { Verdict } from '../report';
import { autoIsBest } from './best-or-within';
import type { StrategyBench } from './bench';
import { peerRaces } from './peer-races';
import { contendersOf, headText, rowText, runContenders } from './run-contenders';
import { standingAt, standingText } from './standing';

const EVALUATIONS = 500;
const AT = [50, 100, 200, 300, 500];
const TARGETS = { 100: 0.97, 200: 0.985, 500: 0.995 };

const PEERS = [
  'optuna-random',
  'optuna-tpe',
  'optuna-tpe-univariate',
  'optuna-nsga-ii',
  'pymoo-nsga-ii',
  'pymoo-nsga-ii-choice',
];

/** Accuracy above 80 % and FLOPs below 220.2 M, known before training; the share of the true front's hypervolume. */
export async function benchFront(bench: StrategyBench): Promise<Verdict[]> {
  const contenders = contendersOf(bench).filter(({ front }) => front === true);
  console.log(headText(AT));
  const results = await runContenders('front', contenders, EVALUATIONS, bench, AT);
  const peers: { title: string; curves: readonly (readonly number[])[] }[] = [];
  for (const method of PEERS) {
    const races = await peerRaces(
      { method, protocol: 'front', dataset: 'c10', evaluations: EVALUATIONS, seeds: 100 },
      bench.peers,
    );
    if (!races) continue;
    const curves = races.map(({ curve }) => curve);
    const { optuna = '?', pymoo = '?' } = races[0]!.versions;
    console.log(
      rowText(method, curves, AT, method.startsWith('pymoo') ? `pymoo ${pymoo}` : `Optuna ${optuna}`),
    );
    peers.push({ title: method, curves });
  }

  const auto = results.find(({ contender }) => contender.title === 'auto');
  const targets = Object.entries(TARGETS).map(([n, target]): Verdict => {
    const own = auto && standingAt(auto.curves, Number(n));
    const rivals = peers.map(({ title, curves }) => ({ title, standing: standingAt(curves, Number(n))! }));
    const best =
      rivals.length > 0 ? rivals.reduce((a, b) => (b.standing.mean > a.standing.mean ? b : a)) : undefined;
    return {
      claim: `front: auto at ${n}: at least ${target} of the true hypervolume, above every peer`,
      measured: `${standingText(own)}${best ? `; best peer ${standingText(best.standing)}, ${best.title}` : ''}`,
      holds: own && own.mean >= target && (best === undefined || own.mean > best.standing.mean),
    };
  });
  return [
    ...targets,
    ...autoIsBest(
      'front',
      results,
      AT.filter((n) => n !== 300),
    ),
  ];
}

import { BANDED_STRATEGIES, RUNS_OF_BANDS, compare, raceOn } from '../../support/bands';
import type { BandDataset, BandedStrategy, Identity } from '../../support/bands';
import { benchData } from '../../support/bench-data';
import { wilcoxonSignedRank } from '../../support/wilcoxon';
import type { Verdict } from '../report';
import type { StrategyBench } from './bench';

const PAIRED_SEEDS = 30;
/** In standard errors. */
const WIDTH = 3;

/**
 * The strategies' best-so-far curves on NAS-Bench-201 beside the published ones, under their protocol and as a search here runs (no
 * two isomorphic candidates). A band is 3 standard errors: of 39 right means one lies outside with probability 0.1.
 */
export function benchBands({ contenders }: StrategyBench): Promise<Verdict[]> {
  const text = benchData('nasbench201.json.gz');
  if (text === undefined) return Promise.resolve([]);
  const verdicts = (['c10', 'c100'] as const).flatMap((dataset) => {
    const found = printDataset(text, dataset, 'encoding', contenders);
    printDataset(text, dataset, 'isomorphism', contenders);
    return found;
  });
  console.log('\nImageNet16-120 is not in the file: its column of the reference curve is not compared.');
  return Promise.resolve(verdicts);
}

function printDataset(
  tableText: string,
  dataset: BandDataset,
  identity: Identity,
  contenders: readonly string[] | undefined,
): Verdict[] {
  const race = raceOn(tableText, dataset, identity);
  const raced = new Map<BandedStrategy, number[][]>();
  const verdicts: Verdict[] = [];
  console.log(
    `\n${dataset}, ${identity === 'encoding' ? 'protocol of the reference' : 'isomorphic candidates proposed once'}: ` +
      'best-so-far 200-epoch test accuracy in percent; reference in brackets',
  );
  for (const strategy of BANDED_STRATEGIES) {
    const { options, bands, runs = RUNS_OF_BANDS, batch } = strategy;
    if (contenders !== undefined && !contenders.includes(options.kind)) continue;
    const longest = Math.max(...bands[dataset].map(({ evaluations }) => evaluations));
    const curves = Array.from({ length: runs }, (_, seed) => race(options, seed, longest, batch));
    raced.set(strategy, curves);
    verdicts.push(...againstBands(strategy, dataset, curves));
  }
  verdicts.push(...againstRandom(dataset, raced));
  return identity === 'encoding' ? verdicts : [];
}

function againstBands(
  { title, bands }: BandedStrategy,
  dataset: BandDataset,
  curves: readonly (readonly number[])[],
): Verdict[] {
  const runs = curves.length;
  return bands[dataset].map((band) => {
    const { mean, sd, standardError, offBy } = compare(curves, band, runs);
    const line =
      `${mean.toFixed(3)} ± ${sd.toFixed(2)} in ${runs} runs, published ${band.mean.toFixed(2)} ± ${band.sd.toFixed(2)}, ` +
      `standard error ${standardError.toFixed(3)}, off by ${offBy.toFixed(1)}`;
    console.log(`${title.padEnd(22)} @${String(band.evaluations).padEnd(4)} ${line}`);
    return {
      claim: `${dataset}: ${title} at ${band.evaluations} within ${WIDTH} standard errors of its published curve`,
      measured: line,
      holds: Math.abs(offBy) <= WIDTH,
    };
  });
}

function againstRandom(
  dataset: BandDataset,
  raced: ReadonlyMap<BandedStrategy, readonly (readonly number[])[]>,
): Verdict[] {
  const [random, ...others] = BANDED_STRATEGIES;
  const ofRandom = raced.get(random!);
  if (!ofRandom) return [];
  return others.flatMap((strategy): Verdict[] => {
    const own = raced.get(strategy);
    const { title, startsLikeRandom } = strategy;
    if (!own || startsLikeRandom) return [];
    const p = wilcoxonSignedRank(
      own.slice(0, PAIRED_SEEDS).map((curve, seed) => curve[99]! - ofRandom[seed]![99]!),
    );
    console.log(`${title} beats random at 100 over ${PAIRED_SEEDS} paired seeds: p = ${p.toExponential(1)}`);
    return [
      {
        claim: `${dataset}: ${title} beats random at 100 over ${PAIRED_SEEDS} paired seeds, p < 0.01`,
        measured: `p = ${p.toExponential(1)}`,
        holds: p < 0.01,
      },
    ];
  });
}

import { BANDED_STRATEGIES, compare, raceOn } from '../../support/bands';
import type { BandDataset, Identity } from '../../support/bands';
import { benchData } from '../../support/bench-data';
import { wilcoxonSignedRank } from '../../support/wilcoxon';
import type { Verdict } from '../report';
import type { StrategyBench } from './bench';

const PAIRED_SEEDS = 30;
const RUNS = 400;
/** In standard errors. */
const WIDTH = 3;

/**
 * The strategies' best-so-far curves on NAS-Bench-201 beside the published ones, under their protocol and as a search here runs (no
 * two isomorphic candidates). A band is 3 standard errors: of 28 right means one lies outside with probability 0.08.
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
  const at100 = new Map<string, number[]>();
  const verdicts: Verdict[] = [];
  console.log(
    `\n${dataset}, ${identity === 'encoding' ? 'protocol of the reference' : 'isomorphic candidates proposed once'}: ` +
      'best-so-far 200-epoch test accuracy in percent; reference in brackets',
  );
  for (const { title, options, bands, runs = RUNS } of BANDED_STRATEGIES) {
    if (contenders !== undefined && !contenders.includes(options.kind)) continue;
    const longest = Math.max(...bands[dataset].map(({ evaluations }) => evaluations));
    const curves = Array.from({ length: runs }, (_, seed) => race(options, seed, longest));
    at100.set(
      title,
      curves.map((curve) => curve[99]!),
    );
    for (const band of bands[dataset]) {
      const { mean, sd, standardError, offBy } = compare(curves, band, runs);
      const line =
        `${mean.toFixed(3)} ± ${sd.toFixed(2)} in ${runs} runs, published ${band.mean.toFixed(2)} ± ${band.sd.toFixed(2)}, ` +
        `standard error ${standardError.toFixed(3)}, off by ${offBy.toFixed(1)}`;
      console.log(`${title.padEnd(22)} @${String(band.evaluations).padEnd(4)} ${line}`);
      verdicts.push({
        claim: `${dataset}: ${title} at ${band.evaluations} within ${WIDTH} standard errors of its published curve`,
        measured: line,
        holds: Math.abs(offBy) <= WIDTH,
      });
    }
  }
  const random = at100.get('random');
  for (const { title, options } of BANDED_STRATEGIES) {
    const own = at100.get(title);
    if (!random || !own || title === 'random' || options.kind === 'reinforce') continue;
    const p = wilcoxonSignedRank(own.slice(0, PAIRED_SEEDS).map((value, seed) => value - random[seed]!));
    console.log(`${title} beats random at 100 over ${PAIRED_SEEDS} paired seeds: p = ${p.toExponential(1)}`);
    verdicts.push({
      claim: `${dataset}: ${title} beats random at 100 over ${PAIRED_SEEDS} paired seeds, p < 0.01`,
      measured: `p = ${p.toExponential(1)}`,
      holds: p < 0.01,
    });
  }
  return identity === 'encoding' ? verdicts : [];
}

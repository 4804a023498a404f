/**
 * Prints the strategies' best-so-far curves on NAS-Bench-201 beside the reference
 * curve, under the reference's protocol and as a search here runs (no two
 * isomorphic candidates). `npm run bench:strategies [-- runs]`; 400 runs take
 * some 15 s. Exits with 1 when a mean lies outside its band of 3 standard errors:
 * 28 means do with probability at most 0.08 when nothing is wrong.
 */
import { BANDED_STRATEGIES, compare, raceOn } from '../support/bands';
import type { BandDataset, Identity } from '../support/bands';
import { benchData } from '../support/bench-data';
import { wilcoxonSignedRank } from '../support/wilcoxon';

const PAIRED_SEEDS = 30;

const runs = Number(process.argv[2] ?? 400);
const text = benchData('nasbench201.json.gz');
if (text !== undefined) {
  let outside = 0;
  for (const dataset of ['c10', 'c100'] as const) {
    outside += printDataset(text, dataset, 'encoding');
    printDataset(text, dataset, 'isomorphism');
  }
  console.log('\nImageNet16-120 is not in the file: its column of the reference curve is not compared.');
  console.log(outside === 0 ? 'all inside' : `${outside} outside`);
  process.exitCode = outside === 0 ? 0 : 1;
}

function printDataset(tableText: string, dataset: BandDataset, identity: Identity): number {
  const race = raceOn(tableText, dataset, identity);
  const at100 = new Map<string, number[]>();
  let outside = 0;
  console.log(
    `\n${dataset}, ${identity === 'encoding' ? 'protocol of the reference' : 'isomorphic candidates proposed once'}: ` +
      `best-so-far 200-epoch test accuracy in percent, ${runs} runs; reference in brackets`,
  );
  for (const { title, options, bands } of BANDED_STRATEGIES) {
    const curves = Array.from({ length: runs }, (_, seed) => race(options, seed, 500));
    at100.set(
      title,
      curves.map((curve) => curve[99]!),
    );
    for (const band of bands[dataset]) {
      const { mean, sd, standardError, offBy } = compare(curves, band);
      const isInside = Math.abs(offBy) <= 3;
      if (!isInside) outside++;
      console.log(
        `${title.padEnd(22)} @${String(band.evaluations).padEnd(4)} ${mean.toFixed(3)} ± ${sd.toFixed(2)}` +
          `  [${band.mean.toFixed(2)} ± ${band.sd.toFixed(2)}]  standard error ${standardError.toFixed(3)}` +
          `  off by ${offBy.toFixed(1).padStart(4)}  ${isInside ? 'inside' : offBy > 0 ? 'above' : 'below'}`,
      );
    }
  }
  for (const { title } of BANDED_STRATEGIES.slice(1)) {
    const p = pairedP(at100.get(title)!, at100.get('random')!);
    if (p >= 0.01) outside++;
    console.log(`${title} beats random at 100 over ${PAIRED_SEEDS} paired seeds: p = ${p.toExponential(1)}`);
  }
  return outside;
}

function pairedP(values: readonly number[], baseline: readonly number[]): number {
  return wilcoxonSignedRank(values.slice(0, PAIRED_SEEDS).map((value, seed) => value - baseline[seed]!));
}

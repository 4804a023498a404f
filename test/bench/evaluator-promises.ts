import { median } from './median';
import { buildProduct } from './product-run';
import type { BenchOptions, Verdict } from './report';
import { atLeast, atMost, table } from './report';
import { benchEndurance, benchRatio } from './searches';

const SEARCH_PROCESS_MB = 300;

/** Trials an hour of two evaluators over those of one. */
export async function benchTwoEvaluators({ rounds }: BenchOptions): Promise<Verdict[]> {
  buildProduct();
  const ratios: number[] = [];
  const rows: string[][] = [];
  for await (const { one, two, ratio, load } of benchRatio({ rounds, seeds: [], trials: 0 })) {
    ratios.push(ratio);
    rows.push([`round ${ratios.length}`, `${one}`, `${two}`, ratio.toFixed(2), load.toFixed(2)]);
  }
  console.log(table(['', 'one evaluator, trials/h', 'two evaluators, trials/h', 'ratio', 'load'], rows));
  return [atLeast('two evaluators: times the trials per hour of one', median(ratios), 1.8)];
}

/** Memory and tensors over a long run. */
export async function benchMemory({ count }: BenchOptions): Promise<Verdict[]> {
  buildProduct();
  const verdicts: Verdict[] = [];
  for await (const run of benchEndurance({ rounds: 1, seeds: [], trials: count })) {
    const most = Math.max(...run.evaluatorsMb);
    const trials = `${run.trials} trials in one run`;
    console.log(
      `  ${trials}, ${run.seconds.toFixed(0)} s; evaluators ${run.evaluatorsMb.map((mb) => mb.toFixed(0)).join(' and ')} MB at most, search process ${run.searchMb?.toFixed(0) ?? '?'} MB; load ${run.load.toFixed(2)}`,
    );
    for (const end of run.ends) console.log(`  ${end}`);
    verdicts.push(
      {
        claim: `${trials}: ${count} were asked for`,
        measured: `${run.trials}`,
        holds: run.trials === count,
      },
      atMost(`${trials}: memory of an evaluator`, Number.isFinite(most) ? most : undefined, run.capMb, ' MB'),
      atMost(`${trials}: memory of the search process`, run.searchMb, SEARCH_PROCESS_MB, ' MB'),
      atMost(`${trials}: times that tensors were left behind`, run.leaks, 0),
    );
  }
  return verdicts;
}

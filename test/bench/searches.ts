import { candidatesExperiment, enduranceExperiment, mnistExperiment } from './product-experiments';
import { machineScaling } from './machine-scaling';
import { measured, runFromEditor, runFromTerminal, searchMs } from './product-run';
import type { ProductRun } from './product-run';

export interface SearchBenchOptions {
  readonly rounds: number;
  readonly seeds: readonly number[];
  /** Of the endurance run. */
  readonly trials: number;
}

/** What each run gave. */
type Lines<T> = AsyncGenerator<T & { readonly load: number }>;

const CAP_MB = 512;
const RATIO_TRIALS = 100;

/** The same candidates with one and with two evaluators, in turns: trials an hour of each, their ratio, and the machine's own. */
export async function* benchRatio({
  rounds,
}: SearchBenchOptions): Lines<{ one: number; two: number; ratio: number; machine: number }> {
  for (let round = 0; round < rounds; round++) {
    const hourly: number[] = [];
    let load = 0;
    for (const evaluators of [1, 2]) {
      const options = { budget: { trials: RATIO_TRIALS }, execution: { evaluators } };
      const run = await runFromTerminal(candidatesExperiment(round, options));
      hourly.push((measured(run).length / searchMs(run)) * 3_600_000);
      load = run.load;
    }
    const [one, two] = hourly as [number, number];
    const machine = await machineScaling();
    yield { one: Math.round(one), two: Math.round(two), ratio: two / one, machine, load };
  }
}

/** Seconds from the first ask to the last result of twenty different cells with two evaluators. */
export async function* benchCandidates({ rounds }: SearchBenchOptions): Lines<{
  seconds: number;
  wallSeconds: number;
  trials: number;
  trainSeconds: number;
}> {
  for (let round = 0; round < rounds; round++) {
    const run = await runFromTerminal(candidatesExperiment(round));
    yield {
      seconds: searchMs(run) / 1000,
      wallSeconds: run.wallMs / 1000,
      trials: measured(run).length,
      trainSeconds: sumOf(run, 'trainMs') / 1000,
      load: run.load,
    };
  }
}

/** Memory of every process of a long run of tiny trials, and what each evaluator said when it ended. */
export async function* benchEndurance({ trials }: SearchBenchOptions): Lines<{
  seconds: number;
  trials: number;
  searchMb: number | undefined;
  evaluatorsMb: readonly number[];
  capMb: number;
  ends: readonly string[];
  leaks: number;
}> {
  const run = await runFromEditor(enduranceExperiment(trials, CAP_MB));
  yield {
    seconds: searchMs(run) / 1000,
    trials: measured(run).length,
    searchMb: run.searchMb,
    evaluatorsMb: run.evaluatorsMb,
    capMb: CAP_MB,
    ends: run.log.flatMap((line) => / debug (evaluator \d+ ends: .*)$/.exec(line)?.[1] ?? []),
    leaks: run.log.filter((line) => line.includes('tensors behind')).length,
    load: run.load,
  };
}

/** Wall seconds of the program and the best validation accuracy of the MNIST search, for each seed. */
export async function* benchMnist({ seeds }: SearchBenchOptions): Lines<{
  seed: number;
  seconds: number;
  searchSeconds: number;
  bestValAccuracy: number;
  testAccuracy: number | undefined;
  searchMb: number | undefined;
  evaluatorsMb: readonly number[];
}> {
  for (const seed of seeds) {
    const experiment = mnistExperiment(seed);
    if (!experiment) return;
    const run = await runFromTerminal(experiment);
    const tested = run.events.findLast((event) => event.type === 'run-tested');
    yield {
      seed,
      seconds: run.wallMs / 1000,
      searchSeconds: searchMs(run) / 1000,
      bestValAccuracy: Math.max(...measured(run).map(({ metrics }) => metrics['valAccuracy']!)),
      testAccuracy: tested?.metrics['testAccuracy'],
      searchMb: run.searchMb,
      evaluatorsMb: run.evaluatorsMb,
      load: run.load,
    };
  }
}

function sumOf(run: ProductRun, metric: string): number {
  return measured(run).reduce((sum, { metrics }) => sum + metrics[metric]!, 0);
}

/*
 * What the Insight panel's analyses cost:
 *
 *     npm run bench:insight [trials, 10000]
 *
 * On a made-up run in the space of NAS-Bench-201 (six knobs of five names), and, for the importance of knobs, in a
 * chain of up to eight blocks (conditional knobs).
 */
import { correlationMatrix } from '../../src/core/analysis/correlation-matrix';
import { curveCorrelations } from '../../src/core/analysis/curve-correlation';
import { kendallTauB } from '../../src/core/analysis/kendall';
import { knobImportance } from '../../src/core/analysis/knob-importance';
import { landscapeOf } from '../../src/core/analysis/landscape';
import { lineageLayout } from '../../src/core/analysis/lineage';
import { columnsOf, comparableTrials, varyingMetrics } from '../../src/core/analysis/metric-table';
import { rankCorrelation } from '../../src/core/analysis/rank-correlation';
import { createRng } from '../../src/core/base/random';
import { replay } from '../../src/core/journal/replay';
import { createSpace } from '../../src/core/space/catalog';
import type { SearchSpace } from '../../src/core/space/space';
import { fakeRun, RUN_SPACE } from '../support/fake-run';

const N = Number(process.argv[2] ?? 10_000);

const state = replay(fakeRun({ trials: N, epochs: 4, failEvery: 97 }));
const names = varyingMetrics(state, comparableTrials(state));
const { trials, columns } = columnsOf(comparableTrials(state), names);
const [accuracy, macs] = columns as [Float64Array, Float64Array];
console.log(`${N} trials, ${trials.length} measured, ${names.length} metrics that vary`);

time('Kendall tau-b of one pair', () => kendallTauB(macs, accuracy));
time('tau and rho with intervals, asymptotic', () => rankCorrelation(macs, accuracy));
time('tau and rho with intervals, 400 resamples of 1,000 trials', () =>
  rankCorrelation(macs.slice(0, 1000), accuracy.slice(0, 1000)),
);
time(`matrix of ${names.length} metrics`, () => correlationMatrix(columns));
const curves = state.trials.map(({ curve }) =>
  Float64Array.from(curve, ({ metrics }) => metrics['valAccuracy'] ?? Number.NaN),
);
time('few epochs against full, 4 epochs', () => curveCorrelations(curves));
const genotypes = trials.map(({ genotype }) => genotype);
time('knob importance, 6 knobs', () => knobImportance(RUN_SPACE.knobs, genotypes, accuracy));
const chain = createSpace({ kind: 'chain-cnn' }, { inputShape: [32, 32, 3], outputUnits: 10 });
const drawn = drawnFrom(chain);
time(`knob importance, ${chain.knobs.length} knobs, most of them conditional`, () =>
  knobImportance(chain.knobs, drawn.genotypes, drawn.values),
);
time('surrogate map of two knobs', () =>
  landscapeOf({ knobs: RUN_SPACE.knobs, genotypes, scores: accuracy, axes: [0, 1], centre: genotypes[0]! }),
);
time('lineage layout', () => lineageLayout(state.trials));

function drawnFrom(space: SearchSpace) {
  const rng = createRng(1);
  const sampled = Array.from({ length: N }, (_, i) => space.sample(rng.fork(String(i))));
  const values = Float64Array.from(sampled, (genotype) => genotype.reduce((a, b, i) => a + b / (i + 1), 0));
  return { genotypes: sampled, values };
}

function time(what: string, run: () => unknown): void {
  const start = performance.now();
  run();
  const first = performance.now() - start;
  const again = performance.now();
  run();
  console.log(`${what}: ${first.toFixed(0)} ms, again ${(performance.now() - again).toFixed(0)} ms`);
}

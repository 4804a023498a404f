import { correlationMatrix } from '../../src/core/analysis/correlation-matrix';
import { curveCorrelations } from '../../src/core/analysis/curve-correlation';
import type { EpochCorrelation } from '../../src/core/analysis/curve-correlation';
import { forecastQuality, forecastWindows } from '../../src/core/analysis/forecasts';
import type { Forecast, ForecastQuality, ForecastWindow } from '../../src/core/analysis/forecasts';
import { concordantShare } from '../../src/core/analysis/kendall';
import { knobImportance } from '../../src/core/analysis/knob-importance';
import type { Importance } from '../../src/core/analysis/knob-importance';
import { landscapeOf } from '../../src/core/analysis/landscape';
import type { Landscape, LandscapeRequest } from '../../src/core/analysis/landscape';
import { compareWithBaseline, rankCorrelation, topTenth } from '../../src/core/analysis/rank-correlation';
import type { BaselineComparison, RankCorrelation } from '../../src/core/analysis/rank-correlation';
import type { Genotype, Knob } from '../../src/core/space/space';
import type { Goal } from '../../src/core/trial/metric';

/** One metric against another, and against counting parameters. */
export interface PairReport {
  readonly all: RankCorrelation;
  /** Of the pairs of trials that differ in both, how many both order the same way. */
  readonly concordant: number | undefined;
  /** Among the best tenth by `y`. */
  readonly best: RankCorrelation;
  /** The same of the baseline, where it is another metric than either. */
  readonly baseline?: {
    readonly all: RankCorrelation;
    readonly best: RankCorrelation;
    readonly comparison: BaselineComparison | undefined;
  };
}

/** What the page has computed off its own thread: what goes in, what comes out. */
export interface Analyses {
  pair: {
    input: {
      readonly x: Float64Array;
      readonly y: Float64Array;
      readonly goal: Goal;
      readonly baseline: Float64Array | undefined;
    };
    result: PairReport;
  };
  matrix: {
    input: { readonly columns: readonly Float64Array[] };
    result: readonly (readonly (number | undefined)[])[];
  };
  curves: {
    input: { readonly curves: readonly (readonly (number | null)[])[] };
    result: readonly EpochCorrelation[];
  };
  importance: {
    input: {
      readonly knobs: readonly Knob[];
      readonly genotypes: readonly Genotype[];
      readonly values: Float64Array;
    };
    result: Importance | undefined;
  };
  forecasts: {
    /** At least one. */
    input: { readonly forecasts: readonly Forecast[] };
    result: { readonly quality: ForecastQuality; readonly windows: readonly ForecastWindow[] };
  };
  landscape: { input: LandscapeRequest; result: Landscape };
}

export type AnalysisKind = keyof Analyses;

type Analyse<K extends AnalysisKind> = (input: Analyses[K]['input']) => Analyses[K]['result'];

/** Pure; from a few milliseconds to seconds for 10,000 trials. */
export const ANALYSES: { readonly [K in AnalysisKind]: Analyse<K> } = {
  pair: ({ x, y, goal, baseline }) => {
    const best = topTenth(y, goal);
    const chosen = (column: Float64Array): Float64Array => Float64Array.from(best, (i) => column[i]!);
    return {
      all: rankCorrelation(x, y),
      concordant: concordantShare(x, y),
      best: rankCorrelation(chosen(x), chosen(y)),
      ...(baseline && {
        baseline: {
          all: rankCorrelation(baseline, y),
          best: rankCorrelation(chosen(baseline), chosen(y)),
          comparison: compareWithBaseline(x, baseline, y),
        },
      }),
    };
  },
  matrix: ({ columns }) => correlationMatrix(columns),
  curves: ({ curves }) =>
    curveCorrelations(curves.map((curve) => Float64Array.from(curve, (value) => value ?? Number.NaN))),
  importance: ({ knobs, genotypes, values }) => knobImportance(knobs, genotypes, values),
  forecasts: ({ forecasts }) => ({
    quality: forecastQuality(forecasts),
    windows: forecastWindows(forecasts),
  }),
  landscape: (request) => landscapeOf(request),
};

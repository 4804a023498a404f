import { measuredTrials, objectivesOf } from '../journal/query';
import type { RunState } from '../journal/run-state';
import { kendallTauB } from './kendall';
import { rankCorrelation } from './rank-correlation';
import type { RankCorrelation } from './rank-correlation';

/** What a strategy foretold of a trial that was measured since, in the units of the first objective. */
export interface Forecast {
  readonly trial: number;
  readonly predicted: number;
  /** As the strategy wrote it; `undefined` where it has none. */
  readonly sd: number | undefined;
  readonly measured: number;
  /** What the strategy chose by, in units of its own. */
  readonly acquisition: number | undefined;
}

/** How good the forecasts of a run were. */
export interface ForecastQuality {
  readonly correlation: RankCorrelation;
  /** Mean of measured less predicted. */
  readonly bias: number;
  readonly rootMeanSquaredError: number;
  /** Of the forecasts with a standard deviation, the share within so many of it; `undefined` without any. */
  readonly coverage: Coverage | undefined;
}

export interface Coverage {
  readonly n: number;
  /** Of a right normal forecast 68.3 %; fewer where measuring has noise that the deviation does not hold. */
  readonly withinOne: number;
  /** Of a right normal forecast 95.4 %; fewer likewise. */
  readonly withinTwo: number;
}

/** The quality in one stretch of the run. */
export interface ForecastWindow {
  readonly firstTrial: number;
  readonly lastTrial: number;
  readonly n: number;
  readonly tau: number | undefined;
  readonly rootMeanSquaredError: number;
  readonly withinTwo: number | undefined;
}

/**
 * The forecasts in a journal: strategies write `mean` and `sd` of the first objective into `explain`, as a score, so
 * that the sign is turned back here for an objective that is minimised. Trials of less than a full measurement are left
 * out where full ones exist, because the forecast is of those.
 */
export function forecastsOf(state: RunState): Forecast[] {
  const [objective] = objectivesOf(state);
  if (!objective) return [];
  const sign = objective.goal === 'minimize' ? -1 : 1;
  return measuredTrials(state).flatMap(({ trial, explain, metrics, fidelity }): Forecast[] => {
    const mean = explain['mean'];
    const measured = metrics[objective.metric];
    if (typeof mean !== 'number' || measured === undefined) return [];
    if (fidelity && fidelity.epochs < fidelity.of) return [];
    return [
      {
        trial,
        predicted: sign * mean,
        sd: numberOf(explain['sd']),
        measured,
        acquisition: numberOf(explain['acquisition']),
      },
    ];
  });
}

/** @param forecasts at least one */
export function forecastQuality(forecasts: readonly Forecast[]): ForecastQuality {
  return {
    correlation: rankCorrelation(...sidesOf(forecasts)),
    bias: meanOf(forecasts.map(({ predicted, measured }) => measured - predicted)),
    rootMeanSquaredError: rootMeanSquaredErrorOf(forecasts),
    coverage: coverageOf(forecasts),
  };
}

function sidesOf(forecasts: readonly Forecast[]): [Float64Array, Float64Array] {
  return [
    Float64Array.from(forecasts, ({ predicted }) => predicted),
    Float64Array.from(forecasts, ({ measured }) => measured),
  ];
}

function rootMeanSquaredErrorOf(forecasts: readonly Forecast[]): number {
  return Math.sqrt(meanOf(forecasts.map(({ predicted, measured }) => (measured - predicted) ** 2)));
}

const FEWEST_IN_WINDOW = 10;
const MOST_WINDOWS = 12;

/** Stretches of equally many forecasts, in the order of the trials. */
export function forecastWindows(forecasts: readonly Forecast[]): ForecastWindow[] {
  const nWindows = Math.min(MOST_WINDOWS, Math.floor(forecasts.length / FEWEST_IN_WINDOW));
  return Array.from({ length: nWindows }, (_, w) => {
    const start = Math.floor((w * forecasts.length) / nWindows);
    const stretch = forecasts.slice(start, Math.floor(((w + 1) * forecasts.length) / nWindows));
    return {
      firstTrial: stretch[0]!.trial,
      lastTrial: stretch.at(-1)!.trial,
      n: stretch.length,
      tau: kendallTauB(...sidesOf(stretch)),
      rootMeanSquaredError: rootMeanSquaredErrorOf(stretch),
      withinTwo: coverageOf(stretch)?.withinTwo,
    };
  });
}

function coverageOf(forecasts: readonly Forecast[]): Coverage | undefined {
  const within = (times: number): number =>
    known.filter(({ predicted, sd, measured }) => Math.abs(measured - predicted) <= times * sd!).length /
    known.length;
  const known = forecasts.filter(({ sd }) => sd !== undefined);
  return known.length > 0 ? { n: known.length, withinOne: within(1), withinTwo: within(2) } : undefined;
}

function numberOf(value: number | string | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

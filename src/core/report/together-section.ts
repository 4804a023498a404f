import { messageOf } from '../base/errors';
import { recordedSpace } from '../experiment/recorded-space';
import type { MeasuredTrial } from '../journal/query';
import type { RunState } from '../journal/run-state';
import type { Knob } from '../space/space';
import { correlationPart } from './correlation-part';
import { forecastPart } from './forecast-part';
import { importancePart } from './importance-part';
import { lineagePart } from './lineage-part';
import type { Markup } from './markup';
import { html } from './markup';
import { parallelPart } from './parallel-part';
import type { ReportStep } from './report-step';

/**
 * What no trial says alone: each part only where the run has something for it, but the knobs, which say why not. Tells
 * each step before it is made.
 */
export function* togetherSection(
  state: RunState,
  best: MeasuredTrial,
): Generator<ReportStep, Markup | undefined> {
  const knobs = knobsOf(state);
  yield 'correlation';
  const correlation = correlationPart(state, best);
  yield 'importance';
  const importance = importancePart(state, knobs);
  yield 'parallel';
  const parallel = parallelPart(state, knobs, best);
  yield 'forecasts';
  const forecasts = forecastPart(state);
  yield 'lineage';
  const lineage = lineagePart(state, best, knobs);
  const parts = [correlation, importance, parallel, forecasts, lineage].filter((part) => part !== undefined);
  return parts.length > 0 ? html`${parts}` : undefined;
}

/** The knobs of the run's space, or why this version cannot tell them. */
export function knobsOf(state: RunState): readonly Knob[] | string {
  try {
    return recordedSpace(state.started, state.started?.experimentName ?? 'Run').knobs;
  } catch (error) {
    return messageOf(error);
  }
}

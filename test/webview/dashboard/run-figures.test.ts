import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../src/core/journal/event';
import { atHighestFidelity } from '../../../src/core/journal/fidelity';
import { hypervolumeSoFar } from '../../../src/core/journal/hypervolume-so-far';
import { bestTrial, constraintsOf, frontTrials, measuredTrials } from '../../../src/core/journal/query';
import { applyEvents, replay } from '../../../src/core/journal/replay';
import type { RunState } from '../../../src/core/journal/run-state';
import { metricNames } from '../../../webview/dashboard/metric-names';
import { progressPicture } from '../../../webview/dashboard/progress-model';
import { RunFigures } from '../../../webview/dashboard/run-figures';
import { scatterPicture } from '../../../webview/dashboard/scatter-model';
import type { PlotPicture } from '../../../webview/shared/chart/picture';
import { asked, atFidelity, ENDED, measured, STARTED } from '../../support/journal-lines';

/** Few values, so that there are equals; some break the limit. */
const anyTrial = fc.record({
  accuracy: fc.integer({ min: 1, max: 5 }),
  size: fc.integer({ min: 1, max: 6 }),
  latencyMs: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  isPartial: fc.boolean(),
  fails: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  /** Which of the running ones ends, and how many are asked before. */
  turn: fc.nat(3),
  /** A clock may be set back. */
  later: fc.constantFrom(1, 1, 1, 1, 0, -2),
});

const anyAims = fc.constantFrom(
  [{ metric: 'valAccuracy', goal: 'maximize' }],
  [
    { metric: 'valAccuracy', goal: 'maximize' },
    { metric: 'paramCount', goal: 'minimize' },
  ],
  [
    { metric: 'valAccuracy', goal: 'maximize' },
    { metric: 'paramCount', goal: 'minimize' },
    { metric: 'latencyMs', goal: 'minimize' },
  ],
);

const anyRun = fc
  .record({
    objectives: anyAims,
    isLimited: fc.boolean(),
    trials: fc.array(anyTrial, { maxLength: 40 }),
    batches: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
  })
  .map(({ objectives, isLimited, trials, batches }) => {
    const constraints = isLimited ? [{ metric: 'paramCount', max: 100 }] : [];
    const start = { ...STARTED, experiment: { objectives, constraints, budget: { trials: 40 } } };
    return { events: [start, ...eventsOf(trials)], batches };
  });

describe('the figures of a run', () => {
  it('are after each batch what they are of the state alone', () => {
    fc.assert(
      fc.property(anyRun, ({ events, batches }) => {
        let state = replay([]);
        const figures = new RunFigures(state);
        for (const batch of batchesOf(events, batches)) {
          state = applyEvents(state, batch);
          figures.update(state);
          expect(shown(figures, state)).toEqual(fromScratch(state));
        }
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('have on the front what no other trial of the highest fidelity dominates', () => {
    fc.assert(
      fc.property(anyRun, ({ events }) => {
        const state = replay(events);
        const trials = atHighestFidelity(measuredTrials(state)).filter(({ metrics }) =>
          constraintsOf(state).every(({ metric, max }) => metrics[metric]! <= max!),
        );
        const front = trials.filter(
          ({ metrics: a }) =>
            !trials.some(
              ({ metrics: b }) =>
                b['valAccuracy']! >= a['valAccuracy']! &&
                b['paramCount']! <= a['paramCount']! &&
                (b['valAccuracy'] !== a['valAccuracy'] || b['paramCount'] !== a['paramCount']),
            ),
        );
        const { points } = new RunFigures(state).scatter(AXES);
        expect(points.filter(({ faint }) => !faint).map(({ trial }) => trial)).toEqual(
          front.map(({ trial }) => trial),
        );
      }),
      { seed: 13 },
    );
  });

  it('are those of the new run where a snapshot has replaced the old one', () => {
    const [first, second] = fc.sample(anyRun, { seed: 12, numRuns: 2 });
    const [before, after] = [replay(first!.events), replay(second!.events)];
    const figures = new RunFigures(before);
    expect(shown(figures, before)).toEqual(fromScratch(before));
    figures.update(after);
    expect(shown(figures, after)).toEqual(fromScratch(after));
  });

  it('have another version only when a trial has ended', () => {
    const before = replay([STARTED, asked(0)]);
    const figures = new RunFigures(before);
    const versions = [[], [asked(1)], [measured(0)], [ENDED]].map((_, i, all) => {
      figures.update(applyEvents(before, all.slice(0, i + 1).flat()));
      return figures.version;
    });
    expect(versions.map((version) => version === versions[0])).toEqual([true, true, false, false]);
  });
});

type AnyTrial = typeof anyTrial extends fc.Arbitrary<infer T> ? T : never;

function eventsOf(trials: readonly AnyTrial[]): JournalEvent[] {
  const events: JournalEvent[] = [];
  const running: number[] = [];
  let at = STARTED.at + 10;
  const end = (): void => {
    const { accuracy, size, latencyMs, fails, turn, later } = trials[running[0]!]!;
    const [trial] = running.splice(turn % running.length, 1);
    at += later;
    const outcome = measured(trial!, accuracy / 10, size * 20, at);
    const metrics = latencyMs === undefined ? outcome.metrics : { ...outcome.metrics, latencyMs };
    events.push(
      fails
        ? { type: 'trial-failed', at, trial: trial!, code: 'error', reason: '', durationMs: 1 }
        : { ...outcome, metrics },
    );
  };
  for (const [trial, { isPartial, turn }] of trials.entries()) {
    events.push(isPartial ? atFidelity(trial, { epochs: 3, of: 9 }) : asked(trial));
    running.push(trial);
    while (running.length > turn) end();
  }
  return events;
}

function batchesOf(events: readonly JournalEvent[], sizes: readonly number[]): JournalEvent[][] {
  const batches: JournalEvent[][] = [];
  for (let i = 0; i < events.length;) {
    const size = sizes[batches.length % sizes.length]!;
    batches.push(events.slice(i, i + size));
    i += size;
  }
  return batches;
}

const AXES = { x: 'paramCount', y: 'valAccuracy', logX: true, logY: false };

function shown(figures: RunFigures, state: RunState) {
  const { best, front, hypervolume, metricNames } = figures;
  return {
    best,
    front,
    hypervolume,
    metricNames,
    progress: told(progressPicture(state, 'time', figures.progress('time'))),
    scatter: told(scatterPicture(state, AXES, figures.scatter(AXES))),
  };
}

function fromScratch(state: RunState): ReturnType<typeof shown> {
  return {
    best: bestTrial(state),
    front: frontTrials(state),
    hypervolume: hypervolumeSoFar(state),
    metricNames: metricNames(state),
    progress: told(progressPicture(state, 'time')),
    scatter: told(scatterPicture(state, AXES)),
  };
}

function told({ points, ...picture }: PlotPicture) {
  return { ...picture, points: points.map((point) => ({ ...point, text: point.text() })) };
}

import { describe, expect, it } from 'vitest';
import { forecastQuality, forecastsOf, forecastWindows } from '../../../src/core/analysis/forecasts';
import { landscapeOf } from '../../../src/core/analysis/landscape';
import { changedKnobs, lineageLayout, lineOf } from '../../../src/core/analysis/lineage';
import { columnsOf, comparableTrials, varyingMetrics } from '../../../src/core/analysis/metric-table';
import type { JournalEvent } from '../../../src/core/journal/event';
import { replay } from '../../../src/core/journal/replay';
import type { Knob } from '../../../src/core/space/space';
import { fakeRun } from '../../support/fake-run';

describe('lineage', () => {
  //      0 ── 1 ── 3
  //      │    └─── 4
  //      └─── 2
  //      5
  const trials = [[], [0], [0], [1], [1, 2], []].map((parents) => ({ parents }));

  it('lays generations side by side and parents in the middle of their children', () => {
    const { generations, rows, nGenerations, nRows } = lineageLayout(trials);
    expect([...generations]).toEqual([0, 1, 1, 2, 2, 0]);
    expect(nGenerations).toBe(3);
    expect([...rows]).toEqual([1.25, 0.5, 2, 0, 1, 3]);
    expect(nRows).toBe(4);
  });

  it('takes lines of descent of any length', () => {
    const line = Array.from({ length: 20_000 }, (_, i) => ({ parents: i === 0 ? [] : [i - 1] }));
    expect(lineageLayout(line).nGenerations).toBe(20_000);
    expect(lineOf(line, 19_999)).toHaveLength(20_000);
  });

  it('follows first parents back, and knows what changed', () => {
    expect(lineOf(trials, 4)).toEqual([0, 1, 4]);
    expect(changedKnobs([0, 1, 2], [0, 2, 2])).toEqual([1]);
  });

  it('has nothing to lay out before the first trial', () => {
    expect(lineageLayout([])).toMatchObject({ nGenerations: 0, nRows: 0 });
  });
});

describe('forecasts', () => {
  it('turns the sign of a minimised objective back and leaves out trials without one', () => {
    const state = replay(
      journalOf('minimize', [
        { explain: { mean: -0.5, sd: 0.1, acquisition: 2 }, value: 0.6 },
        { explain: { parentScore: 1 }, value: 0.4 },
        { explain: { mean: -0.2 }, value: 0.2 },
      ]),
    );
    expect(forecastsOf(state)).toEqual([
      { trial: 0, predicted: 0.5, sd: 0.1, measured: 0.6, acquisition: 2 },
      { trial: 2, predicted: 0.2, sd: undefined, measured: 0.2, acquisition: undefined },
    ]);
  });

  it('counts what lies within one and two standard deviations', () => {
    const forecast = (predicted: number, measured: number, trial = 0) => ({
      trial,
      predicted,
      sd: 1,
      measured,
      acquisition: undefined,
    });
    const quality = forecastQuality([forecast(0, 0.5), forecast(1, 2.5), forecast(2, 5), forecast(3, 3)]);
    expect(quality.coverage).toEqual({ n: 4, withinOne: 0.5, withinTwo: 0.75 });
    expect(quality.bias).toBe(1.25);
    expect(quality.rootMeanSquaredError).toBeCloseTo(Math.sqrt((0.25 + 2.25 + 9) / 4), 12);
    expect(quality.correlation.tau).toBeCloseTo(4 / 6, 12);
    const many = Array.from({ length: 25 }, (_, i) => forecast(i, i, i));
    expect(forecastWindows(many).map(({ firstTrial, lastTrial, n }) => [firstTrial, lastTrial, n])).toEqual([
      [0, 11, 12],
      [12, 24, 13],
    ]);
    expect(forecastWindows(many.slice(0, 9))).toEqual([]);
  });
});

describe('landscape', () => {
  const knobs: readonly Knob[] = [
    { name: 'a', values: [0, 1, 2], ordinal: true },
    { name: 'b', values: ['x', 'y'], ordinal: false },
    { name: 'c', values: ['x', 'y'], ordinal: false, activeIf: { knob: 1, values: [1] } },
  ];
  const genotypes = [0, 1, 2].flatMap((a) => [
    [a, 0, 0],
    [a, 1, 0],
    [a, 1, 1],
  ]);
  const scores = Float64Array.from(genotypes, ([a, b, c]) => 10 * a! + 3 * b! + c!);

  it('says again what was measured, surely, and where a knob is off', () => {
    const { cells, nConditioned } = landscapeOf({
      knobs,
      genotypes,
      scores,
      axes: [0, 1],
      centre: [2, 1, 0],
    });
    expect(nConditioned).toBe(9);
    expect(cells.map(({ mean }) => Math.round(mean))).toEqual([0, 3, 10, 13, 20, 23]);
    expect(Math.max(...cells.map(({ sd }) => sd))).toBeLessThan(1.5);
    expect(cells.every(({ isOff }) => !isOff)).toBe(true);
    const withC = landscapeOf({ knobs, genotypes, scores, axes: [1, 2], centre: [2, 1, 0] });
    expect(withC.cells.map(({ isOff }) => isOff)).toEqual([true, true, false, false]);
    // Off is off: whatever c holds.
    expect(withC.cells[0]!.mean).toBe(withC.cells[1]!.mean);
  });

  it('is less sure of what was not tried, and hopes for more there', () => {
    const few = genotypes.map((_, i) => i).filter((i) => genotypes[i]![0] !== 2);
    const { cells } = landscapeOf({
      knobs,
      genotypes: few.map((i) => genotypes[i]!),
      scores: Float64Array.from(few, (i) => scores[i]!),
      axes: [0, 1],
      centre: [1, 1, 0],
    });
    expect(cells[4]!.sd).toBeGreaterThan(2 * cells[0]!.sd);
    expect(cells[4]!.expectedImprovement).toBeGreaterThan(cells[0]!.expectedImprovement);
  });
});

describe('metric table', () => {
  it('has the objectives first, and only metrics that vary', () => {
    const state = replay(fakeRun({ trials: 12, failEvery: 5 }));
    const trials = comparableTrials(state);
    const names = varyingMetrics(state, trials);
    expect(names.slice(0, 2)).toEqual(['valAccuracy', 'macs']);
    expect(names).not.toContain('epochs');
    const { trials: complete, columns } = columnsOf(trials, ['macs', 'paramCount']);
    expect(complete).toHaveLength(10);
    expect(columns[1]![0]).toBe(complete[0]!.metrics['paramCount']);
  });
});

function journalOf(
  goal: 'maximize' | 'minimize',
  trials: readonly { readonly explain: Record<string, number>; readonly value: number }[],
): JournalEvent[] {
  const [start] = fakeRun({ trials: 0 });
  if (start?.type !== 'run-started') throw new Error('a run starts with its first line');
  const experiment = { ...start.experiment, objectives: [{ metric: 'error', goal }], constraints: [] };
  return [
    { ...start, experiment },
    ...trials.flatMap(({ explain, value }, trial): JournalEvent[] => [
      {
        type: 'trial-asked',
        at: start.at,
        trial,
        genotype: [trial],
        architecture: `v${trial}`,
        candidate: `v${trial}`,
        parents: [],
        operator: 'acquisition',
        explain,
      },
      { type: 'trial-measured', at: start.at, trial, metrics: { error: value }, durationMs: 1 },
    ]),
  ];
}

import { describe, expect, it } from 'vitest';
import { trialsWith } from '../../../src/core/analysis/trials-with';
import type { JournalEvent } from '../../../src/core/journal/event';
import { replay } from '../../../src/core/journal/replay';
import type { RunState } from '../../../src/core/journal/run-state';
import type { Knob } from '../../../src/core/space/space';
import { ANALYSES } from '../../../webview/insight/analysis-jobs';
import {
  baselineOf,
  correlationRows,
  enoughEpochs,
  methodText,
  metricsFor,
  pairOf,
  verdict,
} from '../../../webview/insight/correlation-model';
import { brushValues, placedBrushes } from '../../../webview/insight/brush-values';
import { commaSeparated, rowsOf, tabSeparated } from '../../../webview/insight/table-data';
import { importanceSentences, marginalRows, tooFew } from '../../../webview/insight/importance-model';
import { mapCells, questionOf, scoresOf } from '../../../webview/insight/landscape-model';
import { lineagePicture, neighbourOf, stepOf } from '../../../webview/insight/lineage-model';
import {
  bestKept,
  brushAfter,
  keptBy,
  parallelPicture,
  reordered,
} from '../../../webview/insight/parallel-model';
import { goodnessOf, OFF } from '../../../src/core/report/parallel-axes';
import { INITIAL_UI, restoredUi } from '../../../webview/insight/ui-state';
import type { UiState } from '../../../webview/insight/ui-state';
import { fakeRun, RUN_SPACE } from '../../support/fake-run';

const KNOBS: readonly Knob[] = [
  { name: 'depth', values: [1, 2, 4], ordinal: true },
  { name: 'block', values: ['none', 'conv'], ordinal: false },
  { name: 'kernel', values: [3, 5], ordinal: true, activeIf: { knob: 1, values: [1] } },
];

/** By trial: genotype, parents, accuracy, parameters. */
const SMALL = stateOf([
  [[0, 0, 0], [], 0.5, 10],
  [[1, 1, 0], [0], 0.6, 1000],
  [[1, 1, 1], [1], 0.7, 100],
  [[2, 0, 0], [1], 0.4, 100_000],
]);

describe('correlation', () => {
  it('compares the first objective with the second, and with the parameters as baseline', () => {
    const state = replay(fakeRun({ trials: 40, seed: 3 }));
    const metrics = metricsFor(state);
    const pair = pairOf(state, metrics, {})!;
    expect([pair.x, pair.y]).toEqual(['macs', 'valAccuracy']);
    expect(baselineOf(pair)).toHaveLength(40);
    expect(baselineOf(pairOf(state, metrics, { x: 'paramCount' })!)).toBeUndefined();
    expect(pairOf(state, metrics, { x: 'latencyMs', y: 'gone' })).toMatchObject({
      x: 'latencyMs',
      y: 'valAccuracy',
    });
    expect(pairOf(state, ['macs'], {})).toBeUndefined();
  });

  it('says in words which way two metrics go', () => {
    const state = replay(fakeRun({ trials: 40, seed: 3 }));
    const pair = pairOf(state, metricsFor(state), { x: 'valLoss', y: 'valAccuracy' })!;
    const [x, y] = pair.columns as readonly [Float64Array, Float64Array];
    const report = ANALYSES.pair({ x, y, goal: pair.goal, baseline: baselineOf(pair) });
    expect(verdict(pair, report)).toMatch(
      /^Validation loss and validation accuracy order trials strongly against each other: they disagree on \d+\u202f% of the pairs of trials that differ in both\. Validation loss beats counting parameters/,
    );
    expect(correlationRows(pair, report).map(({ what, n }) => [what, n])).toEqual([
      ['Validation loss, all trials', '40'],
      ['Validation loss, best tenth', '4'],
      ['Parameters, all trials', '40'],
      ['Parameters, best tenth', '4'],
    ]);
  });

  it('says of more trials than are resampled whether a metric beats counting parameters, and how it knows', () => {
    const n = 1500;
    const y = Float64Array.from({ length: n }, (_, i) => i);
    const x = y.map((value, i) => value + (i % 7));
    const baseline = y.map((_, i) => (i * 7919) % n);
    const pair = { x: 'valLoss', y: 'valAccuracy', goal: 'maximize', trials: [], columns: [x, y] } as const;
    const report = ANALYSES.pair({ x, y, goal: 'maximize', baseline });
    expect(verdict(pair, report)).toMatch(/ Validation loss beats counting parameters \(difference/);
    expect(methodText(report)).toContain('400 resamples of 1,000 trials each');
  });

  it('knows from which epoch on the order stays', () => {
    const epochs = [0.5, 0.9, 0.7, 0.8, 0.9].map((tau, i) => ({ epoch: i + 1, n: 9, tau, rho: tau }));
    expect(enoughEpochs(epochs)).toBe(4);
    expect(enoughEpochs(epochs.slice(0, 3))).toBeUndefined();
  });
});

describe('importance', () => {
  it('leaves out trials that are not of these knobs, and asks for enough', () => {
    expect(trialsWith(SMALL, 'valAccuracy', KNOBS)).toHaveLength(4);
    expect(trialsWith(SMALL, 'valAccuracy', KNOBS.slice(0, 2))).toHaveLength(0);
    expect(trialsWith(SMALL, 'nothing', KNOBS)).toHaveLength(0);
    expect(tooFew(4)).toBe('4 measured trials can be compared: from 20 on a forest is grown.');
    expect(tooFew(20)).toBeUndefined();
  });

  it('says how far to trust the forest', () => {
    const state = replay(fakeRun({ trials: 30 }));
    const trials = trialsWith(state, 'macs', RUN_SPACE.knobs);
    const values = Float64Array.from(trials, ({ metrics }) => metrics['macs']!);
    const importance = ANALYSES.importance({
      knobs: RUN_SPACE.knobs,
      genotypes: trials.map(({ genotype }) => genotype),
      values,
    })!;
    const text = importanceSentences(importance, RUN_SPACE.knobs).join(' ');
    expect(text).toContain('With fewer than 60 trials this is a first guess.');
    const [first] = importance.knobs;
    const rows = marginalRows(first!, RUN_SPACE.knobs[first!.knob]!, 'macs');
    expect(rows.map(({ value }) => value)).toEqual(RUN_SPACE.knobs[0]!.values);
    expect(Math.min(...rows.map(({ low }) => low))).toBe(0);
    expect(Math.max(...rows.map(({ high }) => high))).toBeCloseTo(1, 9);
  });
});

describe('parallel coordinates', () => {
  const picture = parallelPicture(SMALL, KNOBS, INITIAL_UI.parallel);

  it('has knobs and then metrics, and puts a knob that is off below its axis', () => {
    expect(picture.axes.map(({ title }) => title)).toEqual([
      'depth',
      'block',
      'kernel',
      'Validation accuracy',
      'Parameters',
    ]);
    const [depth, , kernel, accuracy] = picture.axes;
    expect([...kernel!.places].map((place) => place === OFF)).toEqual([true, false, false, true]);
    expect(kernel!.text(0)).toBe('off');
    expect([...depth!.places].map((place) => Math.round(place * 2))).toEqual([0, 1, 1, 2]);
    expect([...accuracy!.places].map((place) => Number(place.toFixed(3)))).toEqual([0.333, 0.667, 1, 0]);
  });

  it('keeps what lies within all brushes', () => {
    const kept = (brushes: Record<string, readonly [number, number]>) => [...keptBy(picture, brushes)];
    expect(kept({})).toEqual([1, 1, 1, 1]);
    expect(kept({ 'metric:valAccuracy': [0.45, 0.6] })).toEqual([1, 1, 0, 0]);
    expect(kept({ 'metric:valAccuracy': [0.45, 0.7], 'knob:kernel': [0, 1] })).toEqual([0, 1, 1, 0]);
    // An axis that is gone brushes nothing.
    expect(kept({ 'metric:gone': [0, 0.1] })).toEqual([1, 1, 1, 1]);
    expect(bestKept(picture, keptBy(picture, { 'metric:valAccuracy': [0.45, 0.7] }), 2)).toEqual([1, 2]);
  });

  it('keeps the same trials within a brush when the range grows and when the axis becomes logarithmic', () => {
    const id = 'metric:paramCount';
    const brushes = { [id]: brushValues(picture.axes.at(-1)!, [0, 0.02]) };
    expect([...keptBy(picture, brushes)]).toEqual([1, 1, 1, 0]);
    const grown = parallelPicture(
      stateOf([
        [[0, 0, 0], [], 0.5, 10],
        [[1, 1, 0], [0], 0.6, 1000],
        [[1, 1, 1], [1], 0.7, 100],
        [[2, 0, 0], [1], 0.4, 10_000_000],
      ]),
      KNOBS,
      { ...INITIAL_UI.parallel, log: [id] },
    );
    expect([...keptBy(grown, brushes)]).toEqual([1, 1, 1, 0]);
    const [low, high] = placedBrushes(grown.axes, brushes)[id]!;
    expect([low, Number(high.toFixed(3))]).toEqual([0, Number((Math.log10(200.98) / 6).toFixed(3))]);
    // A brush beyond the axis keeps nothing, and is drawn at its end.
    const beyond = { [id]: [2e7, 3e7] as const };
    expect([...keptBy(grown, beyond)]).toEqual([0, 0, 0, 0]);
    expect(placedBrushes(grown.axes, beyond)[id]).toEqual([1, 1]);
  });

  it('scales an axis logarithmically only where all is above zero', () => {
    const ui = { ...INITIAL_UI.parallel, log: ['metric:paramCount'] };
    const axis = parallelPicture(SMALL, KNOBS, ui).axes.at(-1)!;
    expect([...axis.places].map((place) => Number(place.toFixed(3)))).toEqual([0, 0.5, 0.25, 1]);
    expect(axis.isLog).toBe(true);
  });

  it('keeps a chosen order and shows what is new at the end', () => {
    const ui = { ...INITIAL_UI.parallel, axes: ['metric:paramCount', 'metric:gone', 'knob:kernel'] };
    expect(parallelPicture(SMALL, KNOBS, ui).axes.map(({ id }) => id)).toEqual([
      'metric:paramCount',
      'knob:kernel',
      'knob:depth',
      'knob:block',
      'metric:valAccuracy',
    ]);
    expect(reordered(['a', 'b', 'c'], 'a', 2)).toEqual(['b', 'c', 'a']);
  });

  it('hides what would not fit until axes are chosen, and nothing where none is chosen to be hidden', () => {
    const many = Array.from({ length: 10 }, (_, i): Knob => ({
      name: `k${i}`,
      values: [0, 1],
      ordinal: true,
    }));
    const state = stateOf([
      [Array.from({ length: 10 }, () => 0), [], 0.5, 10],
      [Array.from({ length: 10 }, () => 1), [], 0.6, 20],
    ]);
    const knobsWith = (hidden: readonly string[] | undefined) =>
      parallelPicture(state, many, { ...INITIAL_UI.parallel, hidden }).axes.filter(({ isKnob }) => isKnob);
    expect(knobsWith(undefined)).toHaveLength(8);
    expect(knobsWith(['knob:k9'])).toHaveLength(9);
    expect(knobsWith([])).toHaveLength(10);
    // As it is saved, what is undefined is not there.
    expect(restoredUi(JSON.parse(JSON.stringify(INITIAL_UI)) as UiState).parallel.hidden).toBeUndefined();
  });

  it('brushes with keys: from the top, by values of a knob', () => {
    const [depth, , , accuracy] = picture.axes as [Axis, Axis, Axis, Axis];
    expect(brushAfter('ArrowUp', false, undefined, accuracy)).toEqual([0.75, 1]);
    expect(brushAfter('ArrowDown', false, [0.75, 1], accuracy)).toEqual([0.7, 0.95]);
    expect(brushAfter('ArrowDown', false, undefined, depth)).toEqual([0, 0.25]);
    expect(brushAfter('ArrowUp', false, [0.75, 1], depth)).toEqual([0.75, 1]);
    expect(brushAfter('Delete', false, [0.75, 1], depth)).toBeUndefined();
    expect(brushAfter('x', false, undefined, depth)).toBeNull();
  });

  it('colours by rank in the better direction', () => {
    const trials = picture.trials;
    expect([...goodnessOf(SMALL, trials, 'valAccuracy')].map((one) => Math.round(one * 3))).toEqual([
      1, 2, 3, 0,
    ]);
    expect(goodnessOf(SMALL, trials, 'paramCount')[3]).toBe(0);
  });
});

type Axis = ReturnType<typeof parallelPicture>['axes'][number];

describe('lineage', () => {
  const picture = lineagePicture(SMALL);

  it('leads to the best trial, and says what changed, switched knobs included', () => {
    expect(picture.bestLine).toEqual([0, 1, 2]);
    expect(stepOf(picture, 1, KNOBS)).toMatchObject({
      parents: [0],
      children: [2, 3],
      changes: ['depth: 1 → 2', 'block: none → conv', 'kernel: off → 3'],
    });
    expect(stepOf(picture, 9, KNOBS)).toBeUndefined();
  });

  it('goes with arrow keys to the parent, the best child and beside', () => {
    expect(neighbourOf(picture, 2, 'ArrowLeft')).toBe(1);
    expect(neighbourOf(picture, 1, 'ArrowRight')).toBe(2);
    expect(neighbourOf(picture, 2, 'ArrowDown')).toBe(3);
    expect(neighbourOf(picture, 0, 'ArrowUp')).toBeUndefined();
    expect(neighbourOf(picture, 0, 'End')).toBe(2);
  });
});

describe('landscape', () => {
  it('maps the first two knobs that the best candidate has on, others held', () => {
    const state = replay(fakeRun({ trials: 30 }));
    const question = questionOf(state, RUN_SPACE.knobs, INITIAL_UI.landscape);
    if (typeof question === 'string') throw new Error(question);
    expect(question.axes).toEqual([0, 1]);
    const landscape = ANALYSES.landscape({
      knobs: RUN_SPACE.knobs,
      genotypes: question.trials.map(({ genotype }) => genotype),
      scores: scoresOf(question),
      axes: question.axes,
      centre: question.centre.genotype,
    });
    const cells = mapCells(landscape, question, RUN_SPACE.knobs, 'mean');
    expect(cells.flat()).toHaveLength(25);
    expect(cells.flat().filter(({ isCentre }) => isCentre)).toHaveLength(1);
    expect(cells.flat().find(({ isCentre }) => isCentre)!.trials).toBeGreaterThan(0);
    expect(Math.max(...cells.flat().map(({ share }) => share))).toBe(1);
  });

  it('says why there is no map', () => {
    expect(questionOf(SMALL, KNOBS, INITIAL_UI.landscape)).toBe(
      '4 measured trials can be compared: from 8 on a process is fitted.',
    );
    expect(questionOf(SMALL, KNOBS.slice(0, 1), INITIAL_UI.landscape)).toBe(
      'A map needs two knobs, and this space has fewer.',
    );
  });
});

describe('tables', () => {
  it('quotes what CSV must quote', () => {
    const data = {
      columns: [
        { title: 'Knob', align: 'start' as const },
        { title: 'Value', align: 'end' as const },
      ],
      ...rowsOf([['a "b", c', '1']], (cells) => cells),
    };
    expect(commaSeparated(data)).toBe('Knob,Value\r\n"a ""b"", c",1\r\n');
    expect(tabSeparated(data)).toBe('Knob\tValue\na "b", c\t1');
  });
});

function stateOf(
  trials: readonly (readonly [readonly number[], readonly number[], number, number])[],
): RunState {
  const [start] = fakeRun({ trials: 0 });
  if (start?.type !== 'run-started') throw new Error('a run starts with its first line');
  const experiment = { ...start.experiment, constraints: [] };
  return replay([
    { ...start, experiment: { ...experiment, objectives: [{ metric: 'valAccuracy', goal: 'maximize' }] } },
    ...trials.flatMap(([genotype, parents, valAccuracy, paramCount], trial): JournalEvent[] => [
      {
        type: 'trial-asked',
        at: start.at,
        trial,
        genotype: [...genotype],
        architecture: genotype.join(),
        candidate: genotype.join(),
        parents: [...parents],
        operator: parents.length > 0 ? 'mutation' : 'sample',
      },
      { type: 'trial-measured', at: start.at, trial, metrics: { valAccuracy, paramCount }, durationMs: 1 },
    ]),
  ]);
}

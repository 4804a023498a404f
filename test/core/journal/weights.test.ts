import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/base/errors';
import type { JournalEvent, JournalEventOf } from '../../../src/core/journal/event';
import { readJournal } from '../../../src/core/journal/read';
import { applyEvents, replay } from '../../../src/core/journal/replay';
import { MOST_POINTS } from '../../../src/core/journal/replay-weights';
import { formatEvent } from '../../../src/core/journal/write';
import { asked, journalText, measured, STARTED } from '../../support/journal-lines';
import { weightsRun } from '../../support/weights-run';

const named: JournalEventOf<'architecture-decisions'> = {
  type: 'architecture-decisions',
  at: 1000,
  unit: 'epoch',
  decisions: [{ name: 'edge', alternatives: ['none', 'skip_connect'] }],
};

const weighed = (step: number, first = 0.5): JournalEventOf<'architecture-weights'> => ({
  type: 'architecture-weights',
  at: 1000 + step,
  step,
  weights: [[first, 1 - first]],
});

describe('architecture weights in a journal', () => {
  it('are read from a journal of version 5 as they were written', () => {
    const text = readFileSync('test/fixtures/journals/version-5-weights.jsonl', 'utf8');
    const { events } = readJournal(text);
    expect(events.map(formatEvent).join('')).toBe(text);
    const { status, weights } = replay(events);
    expect(status).toEqual({ kind: 'ended', reason: 'budget', message: '2 trials' });
    expect(
      weights.map(({ trial, unit, keeps, decisions }) => [trial, unit, keeps, decisions.length]),
    ).toEqual([
      [0, 'epoch', undefined, 6],
      [1, 'epoch', 1, 6],
    ]);
    expect(weights.map(({ points }) => points.map(({ step }) => step))).toEqual([
      [0, 1, 2, 3],
      [0, 1, 2, 3],
    ]);
  });

  it('are read as they were written', () => {
    const lines = [STARTED, ...weightsRun({ epochs: 3 })];
    expect(readJournal(journalText(...lines)).events).toEqual(lines);
  });

  it('of a search of 50 epochs with two cells of 14 edges and 8 operations take about 100 KB', () => {
    const bytes = weightsRun().reduce((sum, event) => sum + formatEvent(event).length, 0);
    expect(bytes).toBeGreaterThan(90_000);
    expect(bytes).toBeLessThan(110_000);
  });

  it.each<[string, JournalEvent[], string]>([
    [
      'without decisions',
      [weighed(1)],
      'line 2: expected architecture-decisions of the run before its weights, but got "architecture-weights"',
    ],
    [
      'of a trial whose decisions are not named',
      [asked(0), named, { ...weighed(1), trial: 0 }],
      'line 4: expected architecture-decisions of trial 0 before its weights, but got "architecture-weights"',
    ],
    [
      'of a trial that has ended',
      [asked(0), { ...named, trial: 0 }, measured(0), { ...weighed(1), trial: 0 }],
      'line 5: expected architecture-weights of a trial that is running, but got trial 0, which was measured before',
    ],
    [
      'of more decisions than are named',
      [named, { ...weighed(1), weights: [[0.5, 0.5], [1]] }],
      'line 3, weights: expected 1 rows, one for each decision, but got 2',
    ],
    [
      'of more alternatives than are named',
      [named, { ...weighed(1), weights: [[0.5, 0.25, 0.25]] }],
      'line 3, weights[0]: expected 2 weights, one for each alternative, but got 3',
    ],
    [
      'below zero',
      [named, weighed(1, -0.5)],
      'line 3, weights[0][0]: expected a number of at least 0, but got -0.5',
    ],
    [
      'that do not add up to 1',
      [named, { ...weighed(1), weights: [[0.5, 0.498]] }],
      'line 3, weights[0]: expected weights that add up to 1, but got [0.5,0.498]',
    ],
    ['at half a step', [named, weighed(0.5)], 'line 3, step: expected a whole number, but got 0.5'],
    [
      'of two decisions with one name',
      [{ ...named, decisions: [named.decisions[0]!, named.decisions[0]!] }],
      'line 2, decisions[1].name: expected a name of its own, but got "edge"',
    ],
    [
      'of an alternative that is there twice',
      [{ ...named, decisions: [{ name: 'edge', alternatives: ['skip', 'skip'] }] }],
      'line 2, decisions[0].alternatives[1]: expected a name of its own, but got "skip"',
    ],
  ])('%s are an error with its place', (_, lines, problem) => {
    expect(() => readJournal(journalText(STARTED, ...lines))).toThrow(InputError);
    expect(() => readJournal(journalText(STARTED, ...lines))).toThrow(problem);
  });
});

describe('the course of architecture weights', () => {
  it('grows by a point a line and leaves older states as they are', () => {
    const before = replay([STARTED, named, weighed(0), weighed(1)]);
    const after = applyEvents(before, [weighed(2, 0.25)]);
    expect(before.weights[0]!.points.map(({ step }) => step)).toEqual([0, 1]);
    expect(after.weights[0]!.points.map(({ step, weights }) => [step, weights[0]![0]])).toEqual([
      [0, 0.5],
      [1, 0.5],
      [2, 0.25],
    ]);
  });

  it('lets go what came after the step at which a training is taken up', () => {
    const { weights } = replay([
      STARTED,
      named,
      ...[0, 1, 2, 3].map((step) => weighed(step)),
      weighed(2, 0.1),
    ]);
    expect(weights[0]!.points.map(({ step, weights: [row] }) => [step, row![0]])).toEqual([
      [0, 0.5],
      [1, 0.5],
      [2, 0.1],
    ]);
  });

  it('begins anew with new decisions, and is one for each network', () => {
    const other: JournalEvent = { ...named, decisions: [{ name: 'knob', alternatives: ['8', '16'] }] };
    const lines = [STARTED, asked(0), named, weighed(1), { ...named, trial: 0 }, { ...weighed(4), trial: 0 }];
    const courses = (events: readonly JournalEvent[]) =>
      replay(events).weights.map(({ trial, decisions, points }) => [
        trial,
        decisions[0]!.name,
        points.length,
      ]);
    expect(courses(lines)).toEqual([
      [undefined, 'edge', 1],
      [0, 'edge', 1],
    ]);
    expect(courses([...lines, other])).toEqual([
      [0, 'edge', 1],
      [undefined, 'knob', 0],
    ]);
  });

  it.each([MOST_POINTS, MOST_POINTS + 1, MOST_POINTS + 2, 10 * MOST_POINTS + 3])(
    'of %i steps is kept evenly, with the first and the newest',
    (n) => {
      const steps = Array.from({ length: n }, (_, step) => weighed(step));
      const { points, every } = replay([STARTED, named, ...steps]).weights[0]!;
      expect(points.length).toBeLessThanOrEqual(MOST_POINTS + 1);
      expect(points.at(-1)!.step).toBe(n - 1);
      expect(points.slice(0, -1).map(({ step }) => step)).toEqual(
        Array.from({ length: points.length - 1 }, (_, i) => i * every),
      );
    },
  );
});

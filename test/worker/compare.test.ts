import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OwnedComparison } from '../../src/worker/compare';
import type { ComparisonPlan } from '../../src/worker/compare-plan';
import { isOwned } from '../../src/worker/lease';
import {
  comparisonPlan,
  comparisonsWith,
  found,
  left,
  PAIR,
  searchLines,
  smallTable,
} from './support/comparisons';
import { buildPrograms } from './support/programs';
import type { Programs } from './support/programs';
import { tableExperiment } from './support/searches';

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms('search');
});
afterAll(() => {
  programs.remove();
});

const { open, finished } = comparisonsWith(() => programs);

describe('a comparison on a table', () => {
  it('is the same with one process and with two', async () => {
    const experiment = tableExperiment();
    const plan = comparisonPlan(PAIR, 4, 40);
    const alone = await finished(experiment, plan, { out: 'one', jobs: 1 });
    const together = await finished(experiment, plan, { out: 'two', jobs: 2 });
    expect(found(together)).toEqual(found(alone));
    expect(left(together, 'curves.csv')).toBe(left(alone, 'curves.csv'));
    expect(left(together, 'tests.csv')).toBe(left(alone, 'tests.csv'));
  });

  it('goes on after a stop with what was missing, to the same result', async () => {
    const experiment = tableExperiment();
    const plan = comparisonPlan(PAIR, 5, 60);
    const unbroken = await finished(experiment, plan, { out: 'unbroken', jobs: 1 });

    const first: OwnedComparison = await open(experiment, plan, {
      out: 'broken',
      jobs: 1,
      onProgress: ({ done }) => {
        if (done === 3) first.stop();
      },
    });
    expect(await first.ended).toEqual({ reason: 'stopped', done: 3, total: 10 });
    expect(isOwned(first.folder)).toBe(false);
    expect(searchLines(first.folder)).toHaveLength(3);

    const second = await open(experiment, plan, { out: 'broken', jobs: 2 });
    expect(second).toMatchObject({ done: 3, total: 10 });
    await second.ended;
    expect(found(second.folder)).toEqual(found(unbroken));
  });

  it('makes only what is missing for more seeds, another strategy, a smaller budget and a larger one', async () => {
    const experiment = tableExperiment();
    const missing = async (plan: ComparisonPlan): Promise<number> => {
      const comparison = await open(experiment, plan, { out: 'grown' });
      await comparison.ended;
      return comparison.total - comparison.done;
    };
    expect(await missing(comparisonPlan(PAIR, 2, 40))).toBe(4);
    expect(await missing(comparisonPlan(PAIR, 3, 40))).toBe(2);
    expect(await missing(comparisonPlan(`${PAIR},local-search`, 3, 40))).toBe(3);
    expect(await missing(comparisonPlan(PAIR, 3, 25))).toBe(0);
    expect(await missing(comparisonPlan(PAIR, 3, 50))).toBe(6);
  });

  it('cut to a smaller budget is what the smaller one gives', async () => {
    const experiment = tableExperiment();
    const long = await finished(experiment, comparisonPlan(PAIR, 3, 40), { out: 'long' });
    await finished(experiment, comparisonPlan(PAIR, 3, 25), { out: 'long' });
    const short = await finished(experiment, comparisonPlan(PAIR, 3, 25), { out: 'short' });
    expect(found(long)).toEqual(found(short));
  });

  it('measures fronts by their share of the volume of the true front, which is all of it in the end', async () => {
    const folder = await finished(smallTable(), comparisonPlan('random,grid', 2, 9), { out: 'front' });
    expect(found(folder)).toMatchObject({
      // The worst accuracy and the largest size of the table.
      measure: {
        kind: 'hypervolume',
        reference: [0.5, 2000],
        // (0.6 - 0.5) (2000 - 100) + (0.7 - 0.6) (2000 - 300) + (0.8 - 0.7) (2000 - 600)
        whole: expect.closeTo(500, 9) as number,
        relativeTo: 'true front',
      },
      seconds: 'simulated',
    });
    const summary = left(folder, 'summary.csv').trimEnd().split('\n');
    const at9 = summary
      .filter((line) => line.startsWith('evaluations,9,'))
      .map((line) => line.split(',').slice(2, 5));
    expect(at9).toEqual([
      ['random', '2', '1'],
      ['grid', '2', '1'],
    ]);
    // All nine candidates take 180 seconds, in whatever order.
    expect(summary.filter((line) => line.startsWith('seconds,180,'))).toHaveLength(2);
  });

  it('leaves a report, three CSV files, the JSON and the searches', async () => {
    const experiment = smallTable({ objectives: [{ metric: 'valAccuracy', goal: 'maximize' }] });
    const comparison = await open(
      experiment,
      comparisonPlan('random,grid', 2, 4, { at: [4], atSeconds: [30] }),
    );
    const end = await comparison.ended;
    expect(path.dirname(comparison.folder)).toBe(path.join(experiment.folder, '.nas', 'compare'));
    expect(end).toMatchObject({
      reason: 'finished',
      files: { report: path.join(comparison.folder, 'report.md') },
    });

    const curves = left(comparison.folder, 'curves.csv').trimEnd().split('\n');
    expect(curves[0]).toBe('strategy,seed,evaluation,seconds,valAccuracy,paramCount');
    expect(curves).toHaveLength(1 + 2 * 2 * 4);
    // The grid goes through the table in order: a depth of one with each width, then a depth of two.
    expect(curves.filter((line) => line.startsWith('grid,1,'))).toEqual([
      'grid,1,1,10,0.6,100',
      'grid,1,2,20,0.6,100',
      'grid,1,3,30,0.6,100',
      'grid,1,4,50,0.7,300',
    ]);
    const summary = left(comparison.folder, 'summary.csv').trimEnd().split('\n');
    expect(summary[0]).toMatch(/^unit,budget,strategy,n,mean,standardError,sd,min,q1,median,q3,max,leads,/);
    expect(summary.slice(1).map((line) => line.split(',').slice(0, 3).join())).toEqual([
      'evaluations,4,random',
      'evaluations,4,grid',
      'seconds,30,random',
      'seconds,30,grid',
    ]);
    expect(summary.at(-1)).toMatch(/^seconds,30,grid,2,0\.6,0,0,0\.6,0\.6,0\.6,0\.6,0\.6,/);
    const tests = left(comparison.folder, 'tests.csv').trimEnd().split('\n');
    expect(tests[0]).toBe(
      'unit,budget,first,second,pairs,zeros,positiveRanks,negativeRanks,p,adjustedP,exact,better',
    );
    expect(tests).toHaveLength(1 + 2);
    expect(left(comparison.folder, 'report.md')).toMatch(
      /^# Strategies on small\n\n\*\*After 4 evaluations: /,
    );
    expect(found(comparison.folder)).toMatchObject({
      format: 'nas-comparison',
      version: 1,
      experimentName: 'small',
      bestPossible: 0.8,
      budget: 4,
      seeds: [1, 2],
      budgets: [
        { unit: 'evaluations', at: 4 },
        { unit: 'seconds', at: 30 },
      ],
    });
    expect(searchLines(comparison.folder)).toHaveLength(4);
  });

  it('forgives a torn last line of the searches, and reports any other by its number', async () => {
    const experiment = smallTable();
    const plan = comparisonPlan('random,grid', 1, 3);
    const folder = await finished(experiment, plan, { out: 'torn' });
    const file = path.join(folder, 'searches.jsonl');
    const whole = readFileSync(file, 'utf8');

    appendFileSync(file, '{"type":"search","strat');
    expect(await open(experiment, plan, { out: 'torn' })).toMatchObject({ done: 2 });
    await finished(experiment, plan, { out: 'torn' });
    expect(readFileSync(file, 'utf8')).toBe(whole);

    writeFileSync(file, whole.replace('"type":"search"', '"type":"sea'));
    await expect(open(experiment, plan, { out: 'torn' })).rejects.toThrow(
      `${file}: line 2: expected a finished search, but got `,
    );
    expect(isOwned(folder)).toBe(false);
  });

  it('does not mix searches of another experiment or another table into a folder', async () => {
    const plan = comparisonPlan('random,grid', 1, 3);
    const experiment = smallTable();
    const folder = await finished(experiment, plan, { out: 'mixed' });
    const other = smallTable({ objectives: [{ metric: 'paramCount', goal: 'minimize' }] });
    await expect(open(other, plan, { out: folder })).rejects.toThrow(
      `${folder}: holds the comparison of another experiment (its objectives is [{"metric":"paramCount"`.slice(
        0,
        -22,
      ),
    );
    const table = path.join(experiment.folder, 'results.csv');
    writeFileSync(table, readFileSync(table, 'utf8').replace('60,100', '61,100'));
    await expect(open(experiment, plan, { out: folder })).rejects.toThrow('its table or data are others');
    expect(searchLines(folder)).toHaveLength(2);
  });

  it('is refused while another process works in the folder', async () => {
    const experiment = tableExperiment();
    const plan = comparisonPlan(PAIR, 20, 2000);
    const first = await open(experiment, plan, { out: 'owned', jobs: 1 });
    await expect(open(experiment, plan, { out: 'owned' })).rejects.toThrow(
      /^the run owned is owned by process \d+/,
    );
    first.stop();
    expect(await first.ended).toMatchObject({ reason: 'stopped' });
  });

  it('whose search process cannot be started says which search that was', async () => {
    const comparison = await open(smallTable(), comparisonPlan('random,grid', 2, 3), {
      out: 'lost',
      jobs: 2,
      searchEntry: '/nowhere/search.js',
    });
    await expect(comparison.ended).rejects.toThrow(
      /^(random|grid), seed 1: comparer \d ended with code 1: .*Cannot find module/,
    );
    expect(isOwned(comparison.folder)).toBe(false);
  });

  it.each([
    { changes: { seeds: [] }, says: 'seeds: expected one seed or more, but got none' },
    { changes: { at: [4] }, says: 'at: expected evaluations within the budget of 3, but got 4' },
    { changes: { baseline: 'tpe' }, says: 'baseline: expected one of random, grid, best, but got "tpe"' },
    {
      changes: { metric: 'speed' },
      says: 'metric: expected one of hypervolume, valAccuracy, paramCount, but got "speed"',
    },
  ])('refuses $changes before anything is made', async ({ changes, says }) => {
    await expect(open(smallTable(), comparisonPlan('random,grid', 1, 3, changes))).rejects.toThrow(says);
  });
});

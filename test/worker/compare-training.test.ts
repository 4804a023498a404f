import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OwnedComparison } from '../../src/worker/compare';
import { comparisonPlan, comparisonsWith, found, left, PAIR, timelessCurves } from './support/comparisons';
import { buildPrograms } from './support/programs';
import type { Programs } from './support/programs';
import { journalOf, trainingExperiment } from './support/searches';

let programs: Programs;
beforeAll(async () => {
  programs = await buildPrograms('evaluator', 'fake-evaluator');
});
afterAll(() => {
  programs.remove();
});
afterEach(() => {
  delete process.env['FAKE_EVALUATOR'];
});

const { open, finished } = comparisonsWith(() => programs);

describe('a comparison that trains', () => {
  it('is the same with one evaluator and with two, and after a stop in the middle of searches', async () => {
    const experiment = trainingExperiment();
    const plan = comparisonPlan(PAIR, 2, 6);
    const alone = await finished(experiment, plan, { out: 'one', jobs: 1 });

    const first: OwnedComparison = await open(experiment, plan, {
      out: 'two',
      jobs: 2,
      onProgress: ({ done }) => {
        if (done === 1) first.stop();
      },
    });
    expect(await first.ended).toMatchObject({ reason: 'stopped', total: 4 });
    const together = await finished(experiment, plan, { out: 'two', jobs: 2 });
    expect(found(together)).toEqual(found(alone));
    expect(timelessCurves(together)).toEqual(timelessCurves(alone));
  }, 240_000);

  it('tests what a search has chosen also where that was trained before a stop, and leaves no model', async () => {
    const experiment = trainingExperiment({ objectives: [{ metric: 'valAccuracy', goal: 'maximize' }] });
    const plan = comparisonPlan('random,local-search', 1, 6, { seeds: [4] });
    const wishes = { out: 'tested', evaluatorEntry: programs.path('fake-evaluator') };
    process.env['FAKE_EVALUATOR'] = JSON.stringify({ '5': 'wait' });
    const first = await open(experiment, plan, wishes);
    await until(() => searchFolders(first.folder).some((folder) => askedIn(folder) === 6));
    first.stop();
    expect(await first.ended).toMatchObject({ reason: 'stopped', done: 0 });

    process.env['FAKE_EVALUATOR'] = '{}';
    const folder = await finished(experiment, plan, wishes);
    const [titles, ...lines] = left(folder, 'curves.csv').trimEnd().split('\n');
    expect(titles).toMatch(/,testAccuracy$/);
    const last = lines.filter((line) => line.split(',')[2] === '6');
    expect(last.map((line) => line.split(',').at(-1))).toEqual(['0.75', '0.75']);
    // The stop came under the last trial, and an earlier one was the best.
    expect(last[0]!.split(',')[4]).toBe(lines[4]!.split(',')[4]);
    for (const search of searchFolders(folder)) expect(existsSync(path.join(search, 'models'))).toBe(false);
  });

  it('trains nothing a second time when the budget grows', async () => {
    const experiment = trainingExperiment();
    const folder = await finished(experiment, comparisonPlan('random,local-search', 1, 3), { out: 'grown' });
    await finished(experiment, comparisonPlan('random,local-search', 1, 5), { out: 'grown' });
    const keys = searchFolders(folder);
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      const measured = journalOf(key).filter(({ type }) => type === 'trial-measured');
      expect(measured.map((event) => (event as { trial: number }).trial)).toEqual([0, 1, 2, 3, 4]);
    }
  }, 240_000);

  it('takes a candidate that cannot be trained as a failure, and goes on', async () => {
    process.env['FAKE_EVALUATOR'] = JSON.stringify({ '1': 'diverge' });
    const folder = await finished(trainingExperiment(), comparisonPlan('random,local-search', 1, 4), {
      out: 'failing',
      evaluatorEntry: programs.path('fake-evaluator'),
    });
    expect(found(folder)).toMatchObject({
      strategies: [{ failedShare: { mean: 0.25 } }, { failedShare: { mean: 0.25 } }],
    });
  });
});

function askedIn(search: string): number {
  const file = path.join(search, 'journal.jsonl');
  if (!existsSync(file)) return 0;
  return journalOf(search).filter(({ type }) => type === 'trial-asked').length;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
}

function searchFolders(folder: string): string[] {
  if (!existsSync(path.join(folder, 'searches'))) return [];
  return readdirSync(path.join(folder, 'searches')).map((name) => path.join(folder, 'searches', name));
}
